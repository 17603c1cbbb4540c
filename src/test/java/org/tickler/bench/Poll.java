package org.tickler.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.tickler.app.Database;
import org.tickler.app.Wiring;
import org.tickler.config.Settings;
import org.tickler.fetch.MailboxPoller;

/**
 * Looking at a mailbox in which nothing is new: it must not matter how many old mails lie in it,
 * neither in time nor in commands.
 */
final class Poll {
    private static final int FEW = 100;

    private Poll() {}

    /** Arguments: how many old mails the large mailbox has (100000), and how many rounds (21). */
    public static void main(String[] arguments) throws Exception {
        int many = Contest.argument(arguments, 0, 100_000);
        int rounds = Contest.argument(arguments, 1, 21);
        try (var rig = new Rig()) {
            Path dovecot = rig.dovecot();
            MailSet.deliverSmall(dovecot, "box0", FEW);
            MailSet.deliverSmall(dovecot, "box1", many);
            Database database = rig.database();
            try (var counter = new CommandCounter(Rig.IMAP)) {
                Settings settings = rig.settings(2, Rig.SINK, 1, counter.port());
                Wiring.core(settings, database.jdbi(), InstantSource.system());
                var few = poller(settings, 0, database);
                var large = poller(settings, 1, database);
                System.out.printf(
                        Locale.ROOT,
                        "read at first: %d and %d mails%n",
                        few.runOnce().stored(),
                        large.runOnce().stored());
                var contest = new Contest("ms");
                contest.add(FEW + " old mails", () -> time(few));
                contest.add(many + " old mails", () -> time(large));
                contest.run(rounds);
                contest.compare(many + " old mails", FEW + " old mails", "<= 1.5");
                System.out.printf(
                        Locale.ROOT,
                        "RESULT  IMAP commands of one poll: %d and %d (aim the same)%n",
                        commands(counter, few),
                        commands(counter, large));
            }
        }
    }

    private static MailboxPoller poller(Settings settings, int mailbox, Database database) {
        return new MailboxPoller(
                settings.mailboxes().get(mailbox),
                database.jdbi(),
                InstantSource.system(),
                "bench",
                () -> {});
    }

    private static double time(MailboxPoller poller) {
        long start = System.nanoTime();
        poller.runOnce();
        return (System.nanoTime() - start) / 1e6;
    }

    private static int commands(CommandCounter counter, MailboxPoller poller) {
        int before = counter.commands();
        poller.runOnce();
        return counter.commands() - before;
    }
}

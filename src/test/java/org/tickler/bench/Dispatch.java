package org.tickler.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.tickler.app.Core;
import org.tickler.app.Wiring;
import org.tickler.config.Settings;
import org.tickler.dispatch.DispatchReport;
import org.tickler.dispatch.Dispatcher;

/**
 * Reminders that wait in the outbox, to a server that forgets them and to Postfix, beside a plain
 * loop over the same mails with as many connections.
 */
final class Dispatch {
    private static final int CONNECTIONS = 4;

    private final Rig rig;
    private final int mails;
    private final Core core;
    private final Jdbi jdbi;
    private final List<byte[]> raw;

    private Dispatch(Rig rig, int mails) throws Exception {
        this.rig = rig;
        this.mails = mails;
        this.jdbi = rig.database().jdbi();
        this.core =
                Wiring.core(rig.settings(1, Rig.SINK, CONNECTIONS), jdbi, InstantSource.system());
        DueTasks.open(jdbi, mails);
        DueTasks.remind(jdbi, mails, Instant.now().minusSeconds(1));
        long start = System.nanoTime();
        int reminded = core.sweeper().runOnce().reminded();
        System.out.printf(
                Locale.ROOT,
                "%d due reminders became outbox rows: %.0f/s%n",
                reminded,
                reminded * 1e9 / (System.nanoTime() - start));
        raw =
                jdbi.withHandle(handle ->
                        handle.createQuery("select raw from outbox order by id")
                                .mapTo(byte[].class)
                                .list());
        if (raw.size() != mails) {
            throw new IllegalStateException("only " + raw.size() + " of " + mails + " are there");
        }
    }

    /** Arguments: how many mails (10000), how many rounds (3). */
    public static void main(String[] arguments) throws Exception {
        int mails = Contest.argument(arguments, 0, 10_000);
        int rounds = Contest.argument(arguments, 1, 3);
        try (var rig = new Rig()) {
            var dispatch = new Dispatch(rig, mails);
            if (Rig.has("smtp-sink")) {
                rig.sink();
                dispatch.contest("smtp-sink", Rig.SINK, rounds, ">= 0.5");
            }
            if (Rig.has("postfix")) {
                rig.postfix("discard:");
                dispatch.contest("Postfix", Rig.SMTP, rounds, ">= 0.9");
            }
        }
    }

    private void contest(String server, int port, int rounds, String aim) throws Exception {
        String plain = "plain loop, " + server;
        String tickler = "tickler, " + server;
        var contest = new Contest("mails/s");
        contest.add(plain, () -> PlainSender.send(raw, port, CONNECTIONS));
        contest.add(tickler, () -> dispatch(port));
        contest.run(rounds);
        contest.compare(tickler, plain, aim);
    }

    private double dispatch(int port) throws Exception {
        jdbi.useHandle(handle ->
                handle.execute(
                        "update outbox set state = 'ready', attempts = 0, next_attempt_at = created_at"));
        jdbi.useHandle(handle -> handle.execute("vacuum analyze outbox"));
        Settings settings = rig.settings(1, port, CONNECTIONS);
        long commits = rig.commits();
        try (var dispatcher =
                new Dispatcher(
                        jdbi,
                        Wiring.sender(settings.smtp()),
                        core.outbox(),
                        InstantSource.system(),
                        "bench")) {
            long start = System.nanoTime();
            DispatchReport report = dispatcher.runOnce();
            double rate = mails * 1e9 / (System.nanoTime() - start);
            if (report.sent() != mails) {
                throw new IllegalStateException("sent only " + report.sent() + ": " + report);
            }
            System.out.printf(
                    Locale.ROOT,
                    "         %.2f commits per mail%n",
                    (rig.commitsSettled(commits) - commits) / (double) mails);
            return rate;
        }
    }
}

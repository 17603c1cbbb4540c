package org.tickler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.tickler.app.Core;
import org.tickler.app.Database;
import org.tickler.app.Wiring;
import org.tickler.config.Settings;
import org.tickler.fetch.MailboxPoller;
import org.tickler.fetch.PollReport;

/**
 * From a Dovecot mailbox to raw messages, tasks and history, beside {@code mbsync} and a plain
 * pipeline on the same mails.
 */
final class Ingest {
    private static final String BOX = "box0";

    private final Rig rig;
    private final int mails;
    private final Path dovecot;

    private Ingest(Rig rig, int mails) throws IOException {
        this.rig = rig;
        this.mails = mails;
        this.dovecot = rig.dovecot();
    }

    /**
     * Arguments: how many mails (5000), how many rounds (3), and "large" for one of 25 MB among
     * them.
     */
    public static void main(String[] arguments) throws Exception {
        int mails = Contest.argument(arguments, 0, 5_000);
        int rounds = Contest.argument(arguments, 1, 3);
        try (var rig = new Rig()) {
            var ingest = new Ingest(rig, mails);
            MailSet.deliver(ingest.dovecot, BOX, mails, 1);
            if (arguments.length > 2) {
                MailSet.deliverLarge(ingest.dovecot, BOX, 25_000_000);
            }
            var contest = new Contest("mails/s");
            if (Rig.has("mbsync")) {
                contest.add("mbsync", ingest::mbsync);
            }
            contest.add("plain pipeline", ingest::plain).add("tickler", ingest::tickler);
            contest.run(rounds);
            contest.compare("tickler", "mbsync", ">= 0.8");
            contest.compare("tickler", "plain pipeline", ">= 0.8");
            System.out.printf(Locale.ROOT, "RESULT  peak memory %d MB%n", Rig.peakMegabytes());
        }
    }

    private double rate(long start) {
        return mails * 1e9 / (System.nanoTime() - start);
    }

    private double plain() throws Exception {
        Database database = rig.database();
        long start = System.nanoTime();
        PlainPipeline.run(database.dataSource(), BOX);
        return rate(start);
    }

    private double mbsync() throws IOException {
        Path target = rig.home.resolve("mbsync");
        Rig.delete(target);
        Files.createDirectories(target);
        Path config = rig.home.resolve("mbsyncrc");
        Files.writeString(
                config,
                """
                FSync yes
                IMAPAccount bench
                Host 127.0.0.1
                Port %d
                User %s
                Pass secret
                SSLType None
                AuthMechs LOGIN

                IMAPStore remote
                Account bench

                MaildirStore local
                Path %s/
                Inbox %s/inbox

                Channel bench
                Far :remote:
                Near :local:
                Sync Pull
                Create Near
                SyncState *
                """
                        .formatted(Rig.IMAP, BOX, target, target));
        long start = System.nanoTime();
        Rig.run(Map.of(), List.of("mbsync", "-q", "-c", config.toString(), "bench"));
        return rate(start);
    }

    /** Fetching and taking in run side by side, as in the service. */
    private double tickler() throws Exception {
        Database database = rig.database();
        Settings settings = rig.settings(1, Rig.SINK, 1);
        Core core = Wiring.core(settings, database.jdbi(), InstantSource.system());
        var poller =
                new MailboxPoller(
                        settings.mailboxes().getFirst(),
                        database.jdbi(),
                        InstantSource.system(),
                        "bench",
                        () -> {});
        long commits = rig.commits();
        long start = System.nanoTime();
        CompletableFuture<PollReport> polled = CompletableFuture.supplyAsync(poller::runOnce);
        int taken = 0;
        while (!polled.isDone()) {
            taken += core.intake().runOnce().processed();
            Rig.pause(2);
        }
        taken += core.intake().runOnce().processed();
        double rate = rate(start);
        PollReport report = polled.get();
        if (taken != report.stored() || taken < mails) {
            throw new IllegalStateException(
                    "only " + taken + " of " + mails + " mails were taken in: " + report);
        }
        System.out.printf(
                Locale.ROOT,
                "         %d tasks found, %.2f commits per mail%n",
                count(database, "select count(*) from task"),
                (rig.commitsSettled(commits) - commits) / (double) mails);
        return rate;
    }

    private static long count(Database database, String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}

package org.tickler.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.tickler.app.Core;
import org.tickler.app.Wiring;

/**
 * Due reminders to outbox rows, beside one Quartz trigger per reminder whose job does nothing; and
 * what a look for due reminders costs when very many tasks are open.
 */
final class Claim {
    private static final int THREADS = 10;
    private static final int DUE_PER_TICK = 100;

    private Claim() {}

    /** Arguments: reminders (10000), triggers (2000), open tasks (1000000), rounds (3). */
    public static void main(String[] arguments) throws Exception {
        int reminders = Contest.argument(arguments, 0, 10_000);
        int triggers = Contest.argument(arguments, 1, 2_000);
        int many = Contest.argument(arguments, 2, 1_000_000);
        int rounds = Contest.argument(arguments, 3, 3);
        try (var rig = new Rig()) {
            var contest = new Contest("reminders/s");
            contest.add("one Quartz trigger each", () -> quartz(rig, triggers));
            contest.add("tickler", () -> sweep(rig, reminders));
            contest.run(rounds);
            contest.compare("tickler", "one Quartz trigger each", ">= 10");
            ticks(rig, many, rounds * 7);
        }
    }

    private static Core core(Rig rig, Jdbi jdbi) throws Exception {
        return Wiring.core(rig.settings(1, Rig.SINK, 1), jdbi, InstantSource.system());
    }

    private static double sweep(Rig rig, int reminders) throws Exception {
        Jdbi jdbi = rig.database().jdbi();
        Core core = core(rig, jdbi);
        DueTasks.open(jdbi, reminders);
        DueTasks.remind(jdbi, reminders, Instant.now().minusSeconds(1));
        long start = System.nanoTime();
        int reminded = core.sweeper().runOnce().reminded();
        if (reminded != reminders) {
            throw new IllegalStateException("only " + reminded + " of " + reminders);
        }
        return reminded * 1e9 / (System.nanoTime() - start);
    }

    /** A tick with some reminders due, among few and among many open tasks. */
    private static void ticks(Rig rig, int many, int rounds) throws Exception {
        Jdbi small = rig.database().jdbi();
        Core few = core(rig, small);
        DueTasks.open(small, 10_000);
        Jdbi large = rig.database().jdbi();
        Core lots = core(rig, large);
        large.useHandle(handle -> handle.execute("drop index task_fingerprint_trgm"));
        DueTasks.open(large, many);
        var contest = new Contest("ms");
        contest.add("tick, 10000 open tasks", () -> tick(few, small));
        contest.add("tick, " + many + " open tasks", () -> tick(lots, large));
        contest.run(rounds);
        contest.compare("tick, " + many + " open tasks", "tick, 10000 open tasks", "<= 1.5");
    }

    private static double tick(Core core, Jdbi jdbi) {
        DueTasks.remind(jdbi, DUE_PER_TICK, Instant.now().minusSeconds(1));
        long start = System.nanoTime();
        core.sweeper().runOnce();
        double millis = (System.nanoTime() - start) / 1e6;
        // The mails have left: the next tick writes new ones.
        jdbi.useHandle(handle -> handle.execute("update outbox set state = 'sent'"));
        return millis;
    }

    private static volatile CountDownLatch fired = new CountDownLatch(0);

    /** Does nothing but count. */
    public static final class Nothing implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            fired.countDown();
        }
    }

    private static double quartz(Rig rig, int triggers) throws Exception {
        rig.database();
        var properties = new Properties();
        String quartz = "org.quartz.";
        properties.setProperty(quartz + "scheduler.instanceName", "bench" + System.nanoTime());
        properties.setProperty(quartz + "scheduler.instanceId", "AUTO");
        properties.setProperty(quartz + "threadPool.threadCount", "" + THREADS);
        String store = quartz + "jobStore.";
        properties.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.setProperty(
                store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty(store + "isClustered", "true");
        properties.setProperty(store + "misfireThreshold", "3600000");
        properties.setProperty(store + "tablePrefix", "qrtz_");
        properties.setProperty(store + "dataSource", "bench");
        String source = quartz + "dataSource.bench.";
        properties.setProperty(source + "provider", "hikaricp");
        properties.setProperty(source + "driver", "org.postgresql.Driver");
        properties.setProperty(source + "URL", rig.newestUrl());
        properties.setProperty(source + "user", "postgres");
        properties.setProperty(source + "password", "none");
        properties.setProperty(source + "maxConnections", "" + (THREADS + 3));
        Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
        for (int i = 0; i < triggers; i++) {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Nothing.class).withIdentity("job" + i).build(),
                    TriggerBuilder.newTrigger().withIdentity("trigger" + i).startNow().build());
        }
        fired = new CountDownLatch(triggers);
        try {
            long start = System.nanoTime();
            scheduler.start();
            if (!fired.await(10, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Quartz fired too few in ten minutes");
            }
            return triggers * 1e9 / (System.nanoTime() - start);
        } finally {
            scheduler.shutdown(true);
        }
    }
}

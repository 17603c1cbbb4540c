package org.tickler.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings at fixed intervals, on one node of those that share a database. It decides nothing: what is
 * due, and who does it, is asked of the database by the work it starts. A few durable jobs with one
 * trigger each lie in Quartz's clustered store; a turn that was missed is not made up for.
 */
public final class Bell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bell.class);
    private static final String NAME = "tickler";
    private static final String GROUP = "bell";
    private static final String CHIMES = "chimes";
    private static final int MOST_THREADS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final Map<String, Chime> chimes;
    private final List<Chime> regular;
    private final DataSource dataSource;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Bell(DataSource dataSource, Scheduler scheduler, Map<String, Chime> chimes) {
        this.dataSource = dataSource;
        this.scheduler = scheduler;
        this.chimes = chimes;
        this.regular = chimes.values().stream().filter(Chime::isRegular).toList();
    }

    /**
     * Starts to ring.
     *
     * @param dataSource holds Quartz's tables; must give four connections more than there are
     *     regular chimes
     * @throws IllegalStateException if Quartz does not start
     */
    public static Bell start(DataSource dataSource, List<Chime> chimes) {
        Map<String, Chime> byName = new HashMap<>();
        chimes.forEach(chime -> byName.put(chime.name(), chime));
        int threads = (int) chimes.stream().filter(Chime::isRegular).count();
        String source = NAME + "-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(source, new Pool(dataSource));
        try {
            Scheduler scheduler =
                    new StdSchedulerFactory(properties(source, threads)).getScheduler();
            // Quartz keeps one scheduler per name and process; nodes of one process share a name.
            SchedulerRepository.getInstance().remove(NAME);
            scheduler.getContext().put(CHIMES, byName);
            var bell = new Bell(dataSource, scheduler, byName);
            bell.schedule();
            scheduler.start();
            Thread.ofVirtual().name("bell").start(bell::watch);
            return bell;
        } catch (SchedulerException e) {
            throw new IllegalStateException("the scheduler does not start: " + e.getMessage(), e);
        }
    }

    private static Properties properties(String source, int threads) {
        var properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", NAME);
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "5000");
        properties.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        properties.setProperty(
                "org.quartz.threadPool.threadCount",
                Integer.toString(Math.min(MOST_THREADS, Math.max(2, threads))));
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.dataSource", source);
        properties.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
        return properties;
    }

    private void schedule() throws SchedulerException {
        for (JobKey old : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            Chime chime = chimes.get(old.getName());
            if (chime == null || !chime.isRegular()) {
                scheduler.deleteJob(old);
            }
        }
        for (Chime chime : regular) {
            JobDetail job =
                    JobBuilder.newJob(Turn.class)
                            .withIdentity(chime.name(), GROUP)
                            .storeDurably()
                            .build();
            scheduler.scheduleJob(job, Set.of(fromNowOn(chime)), true);
        }
    }

    private static Trigger fromNowOn(Chime chime) {
        return TriggerBuilder.newTrigger()
                .withIdentity(chime.name(), GROUP)
                .withSchedule(
                        SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(chime.every().toMillis())
                                .repeatForever()
                                .withMisfireHandlingInstructionNextWithRemainingCount())
                .startNow()
                .build();
    }

    private void watch() {
        var silence = new Silence();
        try {
            while (!closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    Map<String, Long> next = next();
                    for (Chime chime : regular) {
                        long at = next.getOrDefault(chime.name(), 0L);
                        if (silence.isTooLong(chime, at, System.nanoTime())) {
                            LOG.atInfo()
                                    .addKeyValue("job", chime.name())
                                    .log("Nobody has rung in time; clocks may differ");
                            again(chime.name());
                        }
                    }
                } catch (SQLException | SchedulerException e) {
                    LOG.atDebug().setCause(e).log("The bells cannot be watched now");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When each is rung next, in milliseconds by the clock of some node. */
    private Map<String, Long> next() throws SQLException {
        Map<String, Long> next = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select trigger_name, next_fire_time from qrtz_triggers where sched_name = ? and trigger_group = ?")) {
            select.setString(1, NAME);
            select.setString(2, GROUP);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    next.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return next;
    }

    /** Lets {@code name} be rung from now on, by our clock, whatever is written. */
    void again(String name) throws SchedulerException {
        Chime chime = chimes.get(name);
        if (chime != null && chime.isRegular()) {
            scheduler.rescheduleJob(new TriggerKey(name, GROUP), fromNowOn(chime));
        }
    }

    /** Has {@code name} done at once, by this process, on a thread of its own. */
    public void ring(String name) {
        Chime chime = chimes.get(name);
        if (chime == null) {
            throw new IllegalArgumentException("there is no job " + name);
        }
        Thread.ofVirtual().name("ring " + name).start(chime::run);
    }

    /** Rings no more and waits, a few seconds at most, for what is being done. */
    @Override
    public void close() {
        closed.countDown();
        try {
            scheduler.standby();
        } catch (SchedulerException e) {
            LOG.atWarn().setCause(e).log("The scheduler did not pause");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean quiet = true;
        for (Chime chime : chimes.values()) {
            if (!chime.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                quiet = false;
                LOG.atWarn().addKeyValue("job", chime.name()).log("Still running at the end");
            }
        }
        // A turn that is over still has to be written down, which it complains about in the log
        // where the store is closed before; one that does not end is not waited for.
        shutDown(quiet);
    }

    /** Quartz asks for its store until it answers: where the database is away, for ever. */
    private void shutDown(boolean quiet) {
        Thread stops =
                Thread.ofVirtual()
                        .name("bell stops")
                        .start(() -> {
                            try {
                                scheduler.shutdown(quiet);
                            } catch (SchedulerException e) {
                                LOG.atWarn().setCause(e).log("The scheduler did not stop");
                            }
                        });
        try {
            if (!stops.join(SHUTDOWN)) {
                LOG.atWarn().log("The scheduler still waits for the database; it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One turn of a job, as Quartz makes it: public, with an empty constructor. Quartz does not
     * keep a second turn away: a node that died in the middle of one would block the others until
     * it is missed. What must not be done twice is claimed in the database, and {@link Chime} sees
     * to it that this process is at it once.
     */
    public static final class Turn implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            @Nullable Chime chime = chime(context);
            if (chime == null) {
                LOG.atDebug()
                        .addKeyValue("job", context.getJobDetail().getKey().getName())
                        .log("Not configured on this node");
            } else {
                chime.run();
            }
        }

        private static @Nullable Chime chime(JobExecutionContext context) {
            try {
                return context.getScheduler().getContext().get(CHIMES) instanceof Map<?, ?> chimes
                                && chimes.get(context.getJobDetail().getKey().getName())
                                        instanceof Chime chime
                        ? chime
                        : null;
            } catch (SchedulerException e) {
                return null;
            }
        }
    }

    /** The program's own pool for Quartz. */
    private record Pool(DataSource dataSource) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}

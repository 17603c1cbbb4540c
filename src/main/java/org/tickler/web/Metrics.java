package org.tickler.web;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.bounce.Addresses;
import org.tickler.dispatch.MailServers;
import org.tickler.fetch.PollView;
import org.tickler.guard.Holds;
import org.tickler.intake.IntakeView;
import org.tickler.model.ModelReader;
import org.tickler.model.ModelUse;
import org.tickler.outbox.Canaries;
import org.tickler.outbox.OutboxView;
import org.tickler.task.TaskStore;

/**
 * The figures for Prometheus. What several nodes share is read from the database when it is asked
 * for, so that every node tells the same; what a node does itself is counted here. Safe for use by
 * many threads.
 */
public final class Metrics {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final String STATE = "state";
    private static final String MAILBOX = "mailbox";

    /** All are told, so that the first failure is seen as a rise. */
    private static final List<String> OUTBOX_STATES =
            List.of("failed", "held", "ready", "sending", "sent");

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Set<String> mailboxes;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter polls =
            Counter.builder()
                    .name("tickler_polls_total")
                    .help("Polls by this node, by mailbox and result.")
                    .labelNames(MAILBOX, "result")
                    .register(registry);
    private final Counter requests =
            Counter.builder()
                    .name("tickler_http_requests_total")
                    .help("Answers of this node's page, by class of status.")
                    .labelNames("status")
                    .register(registry);

    /**
     * @param mailboxes the names of those that are read now; of others nothing is told, so that no
     *     alert lasts for a mailbox that was given up
     */
    public Metrics(Jdbi jdbi, InstantSource clock, Collection<String> mailboxes) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.mailboxes = Set.copyOf(mailboxes);
        MultiCollector database = this::shared;
        MultiCollector process = Metrics::process;
        registry.register(database);
        registry.register(process);
    }

    /** This node has polled a mailbox. */
    public void polled(String mailbox, boolean success) {
        polls.labelValues(mailbox, success ? "ok" : "failed").inc();
    }

    /** Counts what this node asks of the models, by mailbox. */
    public void watch(Map<String, ModelReader> models) {
        MultiCollector asked = () -> asked(models);
        registry.register(asked);
    }

    private static MetricSnapshots asked(Map<String, ModelReader> models) {
        var readings =
                CounterSnapshot.builder()
                        .name("tickler_model_readings")
                        .help("Mails for this node's model, by mailbox and result.");
        var characters =
                CounterSnapshot.builder()
                        .name("tickler_model_characters")
                        .help("Characters sent to and received from models by this node.");
        var discarded =
                CounterSnapshot.builder()
                        .name("tickler_model_discarded_items")
                        .help("Items of models that their mails did not bear out.");
        models.forEach((mailbox, model) -> {
            ModelUse use = model.use();
            use.readings()
                    .forEach((result, count) ->
                            readings.dataPoint(
                                    point(Labels.of(MAILBOX, mailbox, "result", result), count)));
            characters.dataPoint(point(Labels.of(MAILBOX, mailbox), use.characters()));
            discarded.dataPoint(point(Labels.of(MAILBOX, mailbox), use.discarded()));
        });
        return models.isEmpty()
                ? new MetricSnapshots()
                : MetricSnapshots.of(readings.build(), characters.build(), discarded.build());
    }

    private static CounterDataPointSnapshot point(Labels labels, long value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    void answered(int status) {
        requests.labelValues(status / 100 + "xx").inc();
    }

    byte[] text() {
        var bytes = new ByteArrayOutputStream(8 * 1024);
        try {
            PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private MetricSnapshots shared() {
        var all = new ArrayList<MetricSnapshot>();
        boolean reachable = true;
        try {
            jdbi.useHandle(handle -> all.addAll(shared(handle)));
        } catch (RuntimeException e) {
            reachable = false;
            all.clear();
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("The database does not answer for the metrics.");
        }
        all.add(
                new Gauge("tickler_database_up", "Whether the database answers.")
                        .point(Labels.EMPTY, reachable ? 1 : 0)
                        .build());
        return new MetricSnapshots(all);
    }

    private List<MetricSnapshot> shared(Handle handle) {
        Instant now = clock.instant();
        var tasks = new Gauge("tickler_tasks", "Tasks by state.");
        int overdue = 0;
        var today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        for (var count : handle.attach(TaskStore.class).countByState(today)) {
            tasks.point(Labels.of(STATE, count.state().word()), count.total());
            overdue += count.state().isActive() ? count.overdue() : 0;
        }
        IntakeView intake = handle.attach(IntakeView.class);
        var messages = new Gauge("tickler_messages", "Stored messages by state.");
        intake.countByState()
                .forEach(count -> messages.point(Labels.of(STATE, count.state()), count.total()));
        var snapshots = new ArrayList<MetricSnapshot>();
        snapshots.add(tasks.build());
        snapshots.add(
                new Gauge("tickler_tasks_overdue", "Open and waiting tasks past their day, UTC.")
                        .point(Labels.EMPTY, overdue)
                        .build());
        snapshots.add(messages.build());
        snapshots.add(
                new Gauge("tickler_quarantine_messages", "Messages in quarantine.")
                        .point(Labels.EMPTY, intake.quarantineSize())
                        .build());
        snapshots.addAll(outbox(handle, now));
        snapshots.addAll(mailboxes(handle, now));
        snapshots.addAll(delivery(handle, now));
        return snapshots;
    }

    private static List<MetricSnapshot> outbox(Handle handle, Instant now) {
        var mails = new Gauge("tickler_outbox_mails", "Mails in the outbox by state.");
        var totals = new TreeMap<String, Long>();
        OUTBOX_STATES.forEach(state -> totals.put(state, 0L));
        double oldest = 0;
        for (var count : handle.attach(OutboxView.class).countByState()) {
            totals.put(count.state(), count.total());
            if (count.state().equals("ready")) {
                oldest = Math.max(0, seconds(count.oldest(), now));
            }
        }
        totals.forEach((state, total) -> mails.point(Labels.of(STATE, state), total));
        return List.of(
                mails.build(),
                new Gauge(
                                "tickler_outbox_oldest_ready_age_seconds",
                                "Age of the oldest mail that is not sent yet; 0 without one.")
                        .point(Labels.EMPTY, oldest)
                        .build());
    }

    private List<MetricSnapshot> delivery(Handle handle, Instant now) {
        var held = new Gauge("tickler_held", "Whether nothing leaves until it is released.");
        held.point(Labels.EMPTY, Holds.current(handle).isPresent() ? 1 : 0);
        var failing = new Gauge("tickler_smtp_failing", "Whether the mail server cannot be used.");
        boolean away =
                handle.attach(MailServers.class)
                        .state()
                        .filter(state -> state.failingSince() != null)
                        .isPresent();
        failing.point(Labels.EMPTY, away ? 1 : 0);
        var canary =
                new Gauge("tickler_canary_age_seconds", "Since a mail to ourselves came back.");
        for (Canaries.State state : Canaries.states(handle)) {
            if (mailboxes.contains(state.mailbox())) {
                canary.point(Labels.of(MAILBOX, state.mailbox()), seconds(since(state), now));
            }
        }
        var doubts = new Gauge("tickler_outbox_doubts", "Mails that may have left, by outcome.");
        handle.attach(OutboxView.class)
                .doubts()
                .forEach(count ->
                        doubts.point(Labels.of("outcome", count.outcome()), count.total()));
        var stopped =
                new Gauge("tickler_addresses_stopped", "Addresses that are not written to.")
                        .point(Labels.EMPTY, Addresses.stopped(handle).size());
        return List.of(
                held.build(), failing.build(), canary.build(), doubts.build(), stopped.build());
    }

    /** Where none ever came back, the first that should have counts: each day writes a new one. */
    private static Instant since(Canaries.State state) {
        Instant arrived = state.arrivedAt();
        Instant missing = state.missingSince();
        return arrived != null ? arrived : missing != null ? missing : state.writtenAt();
    }

    private List<MetricSnapshot> mailboxes(Handle handle, Instant now) {
        var age = new Gauge("tickler_poll_age_seconds", "Time since a mailbox's last poll.");
        var failing = new Gauge("tickler_poll_failing", "Whether a mailbox's last poll failed.");
        for (PollView.Poll poll : handle.attach(PollView.class).polls()) {
            if (!mailboxes.contains(poll.mailbox())) {
                continue;
            }
            Labels mailbox = Labels.of(MAILBOX, poll.mailbox());
            Instant polled = poll.polledAt();
            if (polled != null) {
                age.point(mailbox, seconds(polled, now));
            }
            failing.point(mailbox, poll.isFailing() ? 1 : 0);
        }
        return List.of(age.build(), failing.build());
    }

    private static MetricSnapshots process() {
        var memory = ManagementFactory.getMemoryMXBean();
        return MetricSnapshots.of(
                new Gauge("jvm_memory_used_bytes", "Memory in use by area.")
                        .point(Labels.of("area", "heap"), memory.getHeapMemoryUsage().getUsed())
                        .point(
                                Labels.of("area", "nonheap"),
                                memory.getNonHeapMemoryUsage().getUsed())
                        .build(),
                new Gauge("jvm_threads_current", "Platform threads.")
                        .point(Labels.EMPTY, ManagementFactory.getThreadMXBean().getThreadCount())
                        .build(),
                new Gauge("process_uptime_seconds", "Time since this node started.")
                        .point(
                                Labels.EMPTY,
                                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0)
                        .build());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** A gauge whose values are known at once. */
    private static final class Gauge {
        private final GaugeSnapshot.Builder builder;

        Gauge(String name, String help) {
            builder = GaugeSnapshot.builder().name(name).help(help);
        }

        Gauge point(Labels labels, double value) {
            builder.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
            return this;
        }

        GaugeSnapshot build() {
            return builder.build();
        }
    }
}

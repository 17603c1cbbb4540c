package org.tickler.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.fetch.PollView;
import org.tickler.intake.IntakeView;
import org.tickler.outbox.OutboxView;
import org.tickler.page.DateWords;

/** Whether the service does its work, judged by what all nodes wrote into the database. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    /**
     * @param fields for the JSON answer, in order
     */
    record Report(Status status, Map<String, Object> fields) {}

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final HealthRules rules;
    private final Instant started;

    Health(Jdbi jdbi, InstantSource clock, HealthRules rules) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.rules = rules;
        this.started = clock.instant();
    }

    Report check() {
        try {
            return jdbi.withHandle(this::check);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("The database does not answer the health check.");
            return report(
                    Status.DOWN,
                    List.of("the database does not answer"),
                    Map.of("database", "unreachable"));
        }
    }

    private Report check(Handle handle) {
        Instant now = clock.instant();
        var problems = new ArrayList<String>();
        var details = new LinkedHashMap<String, Object>();
        details.put("database", "ok");
        Status polls = polls(handle, now, problems, details);
        Status outbox = outbox(handle, now, problems, details);
        details.put("quarantine", handle.attach(IntakeView.class).quarantineSize());
        Status worst = polls.compareTo(outbox) > 0 ? polls : outbox;
        return report(worst, problems, details);
    }

    private Status polls(
            Handle handle, Instant now, List<String> problems, Map<String, Object> details) {
        var known = new LinkedHashMap<String, PollView.@Nullable Poll>();
        rules.mailboxes().forEach(mailbox -> known.put(mailbox, null));
        handle.attach(PollView.class).polls().stream()
                .filter(poll -> rules.mailboxes().contains(poll.mailbox()))
                .forEach(poll -> known.put(poll.mailbox(), poll));
        var worst = Status.UP;
        var lines = new ArrayList<Map<String, Object>>();
        for (var entry : known.entrySet()) {
            Status status = poll(entry.getKey(), entry.getValue(), now, problems, lines);
            worst = status.compareTo(worst) > 0 ? status : worst;
        }
        details.put("mailboxes", lines);
        return worst;
    }

    private Status poll(
            String mailbox,
            PollView.@Nullable Poll poll,
            Instant now,
            List<String> problems,
            List<Map<String, Object>> lines) {
        Instant polled = poll == null ? null : poll.polledAt();
        boolean failing = poll != null && poll.pollError() != null;
        // A mailbox that was never polled is as old as the service.
        Duration age = Duration.between(polled == null ? started : polled, now);
        var line = new LinkedHashMap<String, Object>();
        line.put("name", mailbox);
        line.put("lastPollSeconds", polled == null ? null : age.toSeconds());
        line.put("failing", failing);
        lines.add(line);
        if (age.compareTo(rules.pollLate()) > 0) {
            problems.add(mailbox + " was not polled for " + DateWords.span(age));
            return age.compareTo(rules.pollLost()) > 0 ? Status.DOWN : Status.DEGRADED;
        }
        if (failing) {
            problems.add("the last poll of " + mailbox + " failed");
            return Status.DEGRADED;
        }
        return Status.UP;
    }

    private Status outbox(
            Handle handle, Instant now, List<String> problems, Map<String, Object> details) {
        long depth = 0;
        long failed = 0;
        long oldest = 0;
        for (OutboxView.StateCount count : handle.attach(OutboxView.class).countByState()) {
            switch (count.state()) {
                case "ready", "sending" -> {
                    depth += count.total();
                    oldest = Math.max(oldest, Duration.between(count.oldest(), now).toSeconds());
                }
                case "failed" -> failed = count.total();
                default -> {} // sent mails and held ones press nobody
            }
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("depth", depth);
        line.put("oldestSeconds", oldest);
        line.put("failed", failed);
        details.put("outbox", line);
        if (oldest > rules.outboxLate().toSeconds()) {
            problems.add(
                    "a mail waits in the outbox for " + DateWords.span(Duration.ofSeconds(oldest)));
            return Status.DEGRADED;
        }
        return Status.UP;
    }

    private static Report report(
            Status status, List<String> problems, Map<String, Object> details) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("status", status.name().toLowerCase(Locale.ROOT));
        fields.put("problems", problems);
        fields.putAll(details);
        return new Report(status, fields);
    }
}

package org.tickler.watch;

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
import org.tickler.dispatch.MailServers;
import org.tickler.fetch.PollView;
import org.tickler.guard.Holds;
import org.tickler.intake.IntakeView;
import org.tickler.outbox.Canaries;
import org.tickler.outbox.OutboxView;
import org.tickler.page.DateWords;

/** Whether the service does its work, judged by what all nodes wrote into the database. */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    /** A server that was restarted is no news yet. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration LOST = Duration.ofHours(1);

    /** How it is. */
    public enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    /**
     * @param fields for the JSON answer, in order
     */
    public record Report(Status status, List<Problem> problems, Map<String, Object> fields) {}

    /**
     * Something that is not as it should be.
     *
     * @param name the same for as long as it lasts
     * @param words a sentence without a full stop, for people
     * @param urgent whether somebody should be told by another way
     */
    public record Problem(String name, String words, boolean urgent) {
        Problem(String name, String words) {
            this(name, words, true);
        }
    }

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final HealthRules rules;
    private final Instant started;

    public Health(Jdbi jdbi, InstantSource clock, HealthRules rules) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.rules = rules;
        this.started = clock.instant();
    }

    /** Looks now. */
    public Report check() {
        try {
            return jdbi.withHandle(this::check);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("The database does not answer the health check.");
            return report(
                    Status.DOWN,
                    List.of(new Problem("database", "the database does not answer")),
                    Map.of("database", "unreachable"));
        }
    }

    private Report check(Handle handle) {
        Instant now = clock.instant();
        var problems = new ArrayList<Problem>();
        var details = new LinkedHashMap<String, Object>();
        details.put("database", "ok");
        Status polls = polls(handle, now, problems, details);
        Status outbox = outbox(handle, now, problems, details);
        details.put("quarantine", handle.attach(IntakeView.class).quarantineSize());
        Status worst =
                worse(
                        worse(polls, outbox),
                        worse(
                                sending(handle, now, problems, details),
                                canaries(handle, now, problems, details)));
        return report(worse(worst, hold(handle, problems, details)), problems, details);
    }

    private Status polls(
            Handle handle, Instant now, List<Problem> problems, Map<String, Object> details) {
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
            List<Problem> problems,
            List<Map<String, Object>> lines) {
        Instant polled = poll == null ? null : poll.polledAt();
        boolean failing = poll != null && poll.isFailing();
        // A mailbox that was never polled is as old as the service.
        Duration age = Duration.between(polled == null ? started : polled, now);
        var line = new LinkedHashMap<String, Object>();
        line.put("name", mailbox);
        line.put("lastPollSeconds", polled == null ? null : age.toSeconds());
        line.put("failing", failing);
        lines.add(line);
        if (age.compareTo(rules.pollLate()) > 0) {
            String reason = poll == null ? null : poll.pollError();
            problems.add(
                    new Problem(
                            "poll:" + mailbox,
                            mailbox
                                    + " was not polled for "
                                    + DateWords.span(age)
                                    + (reason == null ? "" : ": " + reason)));
            return age.compareTo(rules.pollLost()) > 0 ? Status.DOWN : Status.DEGRADED;
        }
        if (poll != null && failing) {
            boolean refused = poll.isRefused();
            problems.add(
                    new Problem(
                            "poll:" + mailbox,
                            refused
                                    ? mailbox + ": " + poll.pollError()
                                    : "the last poll of "
                                            + mailbox
                                            + " failed: "
                                            + poll.pollError(),
                            refused));
            return Status.DEGRADED;
        }
        if (poll != null && poll.isTokenUnkept()) {
            problems.add(new Problem("token:" + mailbox, mailbox + ": " + poll.pollError()));
            return Status.DEGRADED;
        }
        return Status.UP;
    }

    private Status outbox(
            Handle handle, Instant now, List<Problem> problems, Map<String, Object> details) {
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
                    new Problem(
                            "outbox",
                            "a mail waits in the outbox for "
                                    + DateWords.span(Duration.ofSeconds(oldest))));
            return oldest > rules.outboxLost().toSeconds() ? Status.DOWN : Status.DEGRADED;
        }
        return Status.UP;
    }

    /** A server that cannot be used; one that refuses our password needs somebody at once. */
    private static Status sending(
            Handle handle, Instant now, List<Problem> problems, Map<String, Object> details) {
        var line = new LinkedHashMap<String, Object>();
        var state = handle.attach(MailServers.class).state();
        Instant good = state.map(MailServers.State::goodAt).orElse(null);
        line.put("lastSentSeconds", good == null ? null : Duration.between(good, now).toSeconds());
        Instant failing = state.map(MailServers.State::failingSince).orElse(null);
        line.put("failing", failing != null);
        details.put("smtp", line);
        if (state.isEmpty()) {
            return Status.UP;
        }
        if (failing == null) {
            String warning = state.get().problem();
            if (warning == null) {
                return Status.UP;
            }
            problems.add(new Problem("token:smtp", "smtp: " + warning));
            return Status.DEGRADED;
        }
        boolean refused = state.get().signInRefused();
        Duration span = Duration.between(failing, now);
        if (!refused && span.compareTo(PATIENCE) < 0) {
            return Status.DEGRADED;
        }
        problems.add(
                new Problem(
                        refused ? "smtp:sign-in" : "smtp",
                        (refused
                                        ? "the mail server refuses our sign-in: "
                                        : "the mail server cannot be used for "
                                                + DateWords.span(span)
                                                + ": ")
                                + state.get().problem()));
        return refused || span.compareTo(LOST) > 0 ? Status.DOWN : Status.DEGRADED;
    }

    private Status canaries(
            Handle handle, Instant now, List<Problem> problems, Map<String, Object> details) {
        var status = Status.UP;
        var lines = new ArrayList<Map<String, Object>>();
        for (Canaries.State state : Canaries.states(handle)) {
            if (!rules.mailboxes().contains(state.mailbox())) {
                continue;
            }
            var line = new LinkedHashMap<String, Object>();
            Instant arrived = state.arrivedAt();
            line.put("mailbox", state.mailbox());
            line.put(
                    "ageSeconds",
                    arrived == null ? null : Duration.between(arrived, now).toSeconds());
            lines.add(line);
            Instant missing = state.missingSince();
            if (missing != null && missing.plus(rules.canaryLate()).isBefore(now)) {
                status = Status.DEGRADED;
                problems.add(
                        new Problem(
                                "canary:" + state.mailbox(),
                                "a mail to "
                                        + state.mailbox()
                                        + " has left and did not arrive for "
                                        + DateWords.span(Duration.between(missing, now))));
            }
        }
        details.put("canaries", lines);
        return status;
    }

    private static Status hold(Handle handle, List<Problem> problems, Map<String, Object> details) {
        var hold = Holds.current(handle);
        details.put("held", hold.isPresent());
        if (hold.isEmpty()) {
            return Status.UP;
        }
        problems.add(
                new Problem(
                        "hold",
                        "nothing leaves until 'tickler release' or the page's button: "
                                + hold.get().detail()));
        return Status.DEGRADED;
    }

    private static Status worse(Status one, Status other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Report report(
            Status status, List<Problem> problems, Map<String, Object> details) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("status", status.name().toLowerCase(Locale.ROOT));
        fields.put("problems", problems.stream().map(Problem::words).toList());
        fields.putAll(details);
        return new Report(status, List.copyOf(problems), fields);
    }
}

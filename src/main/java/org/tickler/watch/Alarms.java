package org.tickler.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.watch.AlarmChannel.Line;
import org.tickler.watch.Health.Problem;

/**
 * Tells by another way what {@link Health} finds: once when it begins, again for as long as it
 * lasts, and when it is over; never more than one message in ten minutes. One node tells it for
 * all. Safe for use by many threads.
 */
public final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Health health;
    private final List<AlarmChannel> channels;
    private final String instance;
    private final Duration repeat;
    private Instant quietUntil = Instant.MIN;

    public Alarms(
            Jdbi jdbi,
            InstantSource clock,
            Health health,
            List<AlarmChannel> channels,
            String instance,
            Duration repeat) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.health = health;
        this.channels = List.copyOf(channels);
        this.instance = instance;
        this.repeat = repeat;
    }

    /** Looks once, and tells what is new; returns how many lines were told. */
    public synchronized int runOnce() {
        Instant now = clock.instant();
        List<Problem> problems =
                health.check().problems().stream().filter(Problem::urgent).toList();
        try {
            return withDatabase(problems, now);
        } catch (ConnectionException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getMessage())
                    .log("The database does not answer for the alarms");
            // Without a database every node tells it, each no oftener than an alarm is repeated.
            return now.isBefore(quietUntil) ? 0 : withoutDatabase(problems, now);
        }
    }

    private int withDatabase(List<Problem> problems, Instant now) {
        List<Line> lines =
                jdbi.inTransaction(handle -> {
                    AlarmStore store = handle.attach(AlarmStore.class);
                    problems.forEach(problem -> store.raise(problem.name(), problem.words(), now));
                    String[] names = problems.stream().map(Problem::name).toArray(String[]::new);
                    store.clearOthers(names, now);
                    boolean quiet =
                            store.lastTold().filter(at -> at.plus(PAUSE).isAfter(now)).isPresent();
                    return quiet
                            ? List.<Line>of()
                            : store.take(now, now.minus(repeat)).stream()
                                    .map(news -> new Line(news.name(), news.words(), news.over()))
                                    .toList();
                });
        if (!lines.isEmpty() && !tell(lines)) {
            String[] names = lines.stream().map(Line::name).toArray(String[]::new);
            jdbi.useExtension(AlarmStore.class, store -> store.untold(names));
            return 0;
        }
        return lines.size();
    }

    private int withoutDatabase(List<Problem> problems, Instant now) {
        List<Line> lines =
                problems.stream()
                        .map(problem -> new Line(problem.name(), problem.words(), false))
                        .toList();
        if (lines.isEmpty() || !tell(lines)) {
            return 0;
        }
        quietUntil = now.plus(repeat);
        return lines.size();
    }

    /** Whether anybody was told; without a channel the log is all there is. */
    private boolean tell(List<Line> lines) {
        LOG.atWarn().addKeyValue("alarms", lines.size()).log("Something needs a look");
        boolean told = channels.isEmpty();
        for (AlarmChannel channel : channels) {
            try {
                channel.tell(instance, lines);
                told = true;
            } catch (IOException e) {
                LOG.atError()
                        .addKeyValue("reason", e.getMessage())
                        .log("An alarm could not be told");
            }
        }
        return told;
    }
}

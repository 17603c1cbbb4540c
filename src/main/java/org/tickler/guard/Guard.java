package org.tickler.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.guard.GuardStore.Seal;
import org.tickler.guard.GuardStore.Tick;
import org.tickler.guard.Hold.Reason;

/**
 * Asked before anything leaves. It compares the database's place with the one it was sealed to, its
 * progress with what was seen of it from here, the clock with the computer's uptime, and the mails
 * that are due with a limit; what does not fit is written down as a hold, which every node heeds.
 * Each finding is noted as the new state, so that it holds once and not again after its release.
 * Safe for use by many threads.
 */
public final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Duration JUMP = Duration.ofHours(1);

    /** Nobody switches it off for a month and wants no word before it writes again. */
    private static final Duration ABSENCE = Duration.ofDays(30);

    private static final Duration BEAT = Duration.ofSeconds(20);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final String instance;
    private final Holds holds;
    private final Place place;
    private final Uptime uptime;
    private final int flood;
    private Instant nextBeat = Instant.MIN;

    /**
     * @param flood the most mails that may be due at once; 0 for any number
     */
    public Guard(
            Jdbi jdbi,
            InstantSource clock,
            UUID instance,
            Holds holds,
            Place place,
            Uptime uptime,
            int flood) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.instance = instance.toString();
        this.holds = holds;
        this.place = place;
        this.uptime = uptime;
        this.flood = flood;
    }

    /** Whether mail may leave. */
    public synchronized boolean mayLeave() {
        Instant now = clock.instant();
        Long beats = jdbi.inTransaction(handle -> look(handle, now));
        if (beats != null) {
            place.remember(instance, beats);
        }
        return jdbi.withHandle(handle -> handle.attach(GuardStore.class).current()).isEmpty();
    }

    /** Returns how far the database has come, if that was counted on. */
    private @Nullable Long look(Handle handle, Instant now) {
        GuardStore store = handle.attach(GuardStore.class);
        String here = database(handle) + " " + place.text().strip();
        Optional<Seal> found = store.seal();
        if (found.isEmpty()) {
            store.seal(here);
        }
        Seal seal = found.orElse(new Seal(here, 0, false));
        Place.Remembered remembered = place.remembered(instance);
        boolean behind = remembered.copied() || remembered.beats() > seal.beats();
        if (!seal.place().equals(here)) {
            Holds.hold(
                    handle,
                    Reason.COPIED,
                    "This database lives elsewhere than before: it was copied, restored or moved."
                            + " Its original may still be at work and have sent what waits here.",
                    now);
            store.move(here);
        } else if (behind) {
            Holds.hold(
                    handle,
                    Reason.RESTORED,
                    "This database is older than the one that was here before: a backup was"
                            + " restored. What waits may have been sent already.",
                    now);
        }
        time(handle, now);
        flood(handle, seal, now);
        if (now.isBefore(nextBeat) && !behind) {
            return null;
        }
        nextBeat = now.plus(BEAT);
        return store.beat(remembered.beats());
    }

    private static String database(Handle handle) {
        return handle.attach(GuardStore.class).database();
    }

    private void time(Handle handle, Instant now) {
        GuardStore store = handle.attach(GuardStore.class);
        Uptime.Reading reading = uptime.read();
        Optional<Tick> before = store.tick(reading.boot());
        Instant last = store.lastTick();
        String problem = null;
        if (before.isPresent()) {
            Duration clockSays = Duration.between(before.get().at(), now);
            Duration uptimeSays = Duration.ofMillis(reading.millis() - before.get().uptimeMs());
            Duration jump = clockSays.minus(uptimeSays);
            if (jump.abs().compareTo(JUMP) > 0) {
                problem =
                        "The clock has jumped by "
                                + jump.abs().toMinutes()
                                + " minutes "
                                + (jump.isNegative() ? "backwards" : "forwards")
                                + ".";
            }
        } else if (last != null && now.isBefore(last.minus(JUMP))) {
            problem = "The clock says " + now + ", which is before it was last looked at.";
        } else if (last != null && now.isAfter(last.plus(ABSENCE))) {
            problem = "Tickler has not run since " + last + ", if the clock is right.";
        }
        if (problem != null) {
            Holds.hold(handle, Reason.CLOCK, problem + " What seems due now may not be due.", now);
            store.forgetTicks(reading.boot(), now, now.minus(ABSENCE));
        }
        if (problem != null || !now.isBefore(nextBeat)) {
            store.tick(reading.boot(), reading.millis(), now);
        }
    }

    private void flood(Handle handle, Seal seal, Instant now) {
        if (flood == 0) {
            return;
        }
        int due = holds.count(handle, now, flood + 1);
        if (due <= flood) {
            handle.attach(GuardStore.class).allowFlood(false);
        } else if (!seal.floodAllowed()
                && Holds.hold(
                        handle,
                        Reason.FLOOD,
                        "More than " + flood + " mails are due at once (policies.holdAbove).",
                        now)) {
            LOG.atWarn().addKeyValue("limit", flood).log("A flood is due");
        }
    }
}

package org.tickler.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told otherwise. Safe for use by many threads. */
public final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now;

    private TestClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    public static TestClock at(Instant now) {
        return new TestClock(now);
    }

    /**
     * @param now such as {@code 2026-03-02T08:00:00Z}
     */
    public static TestClock at(String now) {
        return new TestClock(Instant.parse(now));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void set(Instant instant) {
        now.set(instant);
    }

    public void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }
}

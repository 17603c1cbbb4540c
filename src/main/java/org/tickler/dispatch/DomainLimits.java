package org.tickler.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many mails go to one domain at a time and in a minute. A domain may take ten seconds' worth
 * at once; then it is a steady trickle. Safe for use by many threads.
 */
final class DomainLimits {
    private static final int BURST_SECONDS = 10;
    private static final int MOST_KNOWN = 10_000;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final DispatchRules rules;
    private final Map<String, Domain> domains = new HashMap<>();

    DomainLimits(DispatchRules rules) {
        this.rules = rules;
    }

    private static final class Domain {
        private int atWork;
        private double left;
        private Instant counted;

        Domain(double left, Instant counted) {
            this.left = left;
            this.counted = counted;
        }
    }

    /** The domains that take nothing now. */
    synchronized String[] busy(Instant now) {
        return domains.entrySet().stream()
                .filter(entry -> !isFree(entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** Counts a mail that is about to be sent; false if it must wait. */
    synchronized boolean enter(String name, Instant now) {
        if (domains.size() > MOST_KNOWN) {
            domains.values().removeIf(domain -> domain.atWork == 0);
        }
        Domain domain = domains.computeIfAbsent(name, _ -> new Domain(burst(), now));
        if (!isFree(domain, now)) {
            return false;
        }
        domain.atWork++;
        domain.left--;
        return true;
    }

    /** A new run begins: nothing is at work, whatever became of the last one. */
    synchronized void begin() {
        domains.values().forEach(domain -> domain.atWork = 0);
    }

    synchronized void leave(String name) {
        Domain domain = domains.get(name);
        if (domain != null) {
            domain.atWork--;
        }
    }

    /** When it is worth asking again. */
    synchronized Instant freeAt(String name, Instant now) {
        Domain domain = domains.get(name);
        if (domain == null || rules.domainPerMinute() == 0 || domain.left >= 1) {
            return now.plus(SOON);
        }
        double missing = 1 - domain.left;
        return now.plusMillis((long) Math.ceil(missing * 60_000 / rules.domainPerMinute()));
    }

    private boolean isFree(Domain domain, Instant now) {
        if (domain.atWork >= rules.perDomain()) {
            return false;
        }
        if (rules.domainPerMinute() == 0) {
            return true;
        }
        double millis = Math.max(0, Duration.between(domain.counted, now).toMillis());
        domain.left = Math.min(burst(), domain.left + millis * rules.domainPerMinute() / 60_000);
        domain.counted = now;
        return domain.left >= 1;
    }

    private double burst() {
        return Math.max(1, rules.domainPerMinute() * BURST_SECONDS / 60.0);
    }
}

package org.tickler.login;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.config.OAuthSettings;
import org.tickler.login.TokenEndpoint.Grant;

/**
 * The access tokens of one account: fetched with its refresh token, kept until a minute before they
 * end, one fetch at a time. Mailbox and mail server with the same settings share them. Nothing is
 * tried again here: whoever needs a token has a back-off of its own. Safe for use by many threads.
 */
public final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A token must not end between being given and being used. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    /**
     * One for each account in this process: a refresh token that is used from two places may be
     * taken for a stolen one.
     */
    private static final ConcurrentMap<OAuthSettings, AccessTokens> ALL = new ConcurrentHashMap<>();

    private final TokenFile file;
    private final TokenEndpoint endpoint;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /** Counts the fetches that have come to an end. */
    private final AtomicLong ended = new AtomicLong();

    /** The refresh token that was used last, whatever came of it. */
    private volatile @Nullable String known;

    private volatile @Nullable Unkept unkept;
    private @Nullable String access;
    private Instant goodUntil = Instant.MIN;
    private @Nullable TokenFailure failure;

    /** A refresh token that could not be written over {@code old}. */
    private record Unkept(String old, String token, String reason) {}

    AccessTokens(OAuthSettings settings, InstantSource clock, Duration timeout) {
        this.file = new TokenFile(settings.refreshTokenFile());
        this.endpoint = new TokenEndpoint(settings, timeout);
        this.clock = clock;
    }

    /** Those of an account. */
    public static AccessTokens of(OAuthSettings settings) {
        return ALL.computeIfAbsent(
                settings,
                // Spans only: no wall clock, which may be set while a token lasts.
                own ->
                        new AccessTokens(
                                own, () -> Instant.EPOCH.plusNanos(System.nanoTime()), TIMEOUT));
    }

    /** A token that lets us in now. */
    AccessToken current() throws TokenFailure {
        long before = ended.get();
        lock.lock();
        try {
            String kept = access;
            if (kept != null && clock.instant().isBefore(goodUntil) && !hasNews()) {
                return new AccessToken(kept, false);
            }
            TokenFailure shared = failure;
            if (shared != null && ended.get() != before) {
                // It went wrong while we waited for our turn: asking again would say the same.
                throw shared.again();
            }
            return fetch();
        } finally {
            lock.unlock();
        }
    }

    /** Another token than one that a server does not take (any more). */
    AccessToken insteadOf(AccessToken refused) throws TokenFailure {
        forget(refused);
        return current();
    }

    /** Keeps a token no longer that a server does not take although it is new. */
    void forget(AccessToken refused) {
        lock.lock();
        try {
            if (refused.value().equals(access)) {
                access = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private AccessToken fetch() throws TokenFailure {
        access = null;
        failure = null;
        try {
            Grant grant = file.exclusively(this::grant);
            access = grant.access();
            goodUntil = clock.instant().plus(grant.lasts()).minus(EARLY);
            LOG.atInfo()
                    .addKeyValue("lastsSeconds", grant.lasts().toSeconds())
                    .log("A new access token was given");
            return new AccessToken(grant.access(), true);
        } catch (TokenFailure e) {
            failure = e;
            throw e;
        } finally {
            ended.incrementAndGet();
        }
    }

    private Grant grant() throws TokenFailure {
        String stored = file.read();
        Unkept better = unkept;
        String refresh = better != null && better.old().equals(stored) ? better.token() : stored;
        known = stored;
        Grant grant = endpoint.refresh(refresh);
        String latest = grant.refresh() == null ? refresh : grant.refresh();
        if (latest.equals(stored)) {
            unkept = null;
        } else {
            keep(stored, latest);
        }
        return grant;
    }

    /** Servers may give a new refresh token each time, and then no longer take the old one. */
    private void keep(String stored, String token) {
        try {
            file.replace(token);
            known = token;
            unkept = null;
        } catch (IOException e) {
            boolean known = unkept != null && token.equals(unkept.token());
            unkept = new Unkept(stored, token, String.valueOf(e.getMessage()));
            if (!known) {
                LOG.atError()
                        .addKeyValue("reason", e.getMessage())
                        .log(
                                "A renewed refresh token cannot be kept and will be lost at the next stop");
            }
        }
    }

    /**
     * Whether another refresh token lies in the file than the one that was tried last: somebody has
     * signed in, and what went wrong with the old one may go right with the new.
     */
    public boolean hasNews() {
        Optional<String> now = file.peek();
        return now.isPresent() && !now.get().equals(known);
    }

    /**
     * Why the newest refresh token still cannot be written to its file, which is tried once more;
     * nothing if it lies there.
     */
    Optional<String> unkept() {
        if (unkept == null) {
            return Optional.empty();
        }
        lock.lock();
        try {
            file.exclusively(this::keepAgain);
        } catch (TokenFailure e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("There is no token to replace");
        } finally {
            lock.unlock();
        }
        return Optional.ofNullable(unkept).map(Unkept::reason);
    }

    private boolean keepAgain() throws TokenFailure {
        Unkept open = unkept;
        if (open == null || !open.old().equals(file.read())) {
            unkept = null;
            return false;
        }
        keep(open.old(), open.token());
        return true;
    }

    /**
     * Why the newest refresh token could not be written to its file; nothing if it was.
     *
     * @throws TokenFailure if there is no token at all
     */
    public Optional<String> trouble() throws TokenFailure {
        var _ = current();
        return Optional.ofNullable(unkept).map(Unkept::reason);
    }
}

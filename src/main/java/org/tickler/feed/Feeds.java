package org.tickler.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tickler.calendar.FeedEntry;
import org.tickler.calendar.FeedWriter;
import org.tickler.mail.Sha256;
import org.tickler.outbox.Tokens;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;

/**
 * The private feeds: gives, renews and revokes their addresses, and writes what they hold. An
 * address holds 160 bits that only this installation can make; the database keeps their hash. Safe
 * for use by many threads.
 */
public final class Feeds {
    private static final Pattern TOKEN = Pattern.compile("[a-z2-7]{32}");

    /** The two documents of a feed: many programs show only one kind of entry. */
    public enum Part {
        EVENTS,
        TASKS
    }

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Tokens tokens;
    private final String publicUrl;
    private final FeedWriter writer = new FeedWriter();

    /**
     * @param publicUrl where the page is reached, without a slash at the end
     */
    public Feeds(Jdbi jdbi, InstantSource clock, Tokens tokens, String publicUrl) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
    }

    /** The addresses of a person's feed; empty if there is none. */
    public Optional<FeedLinks> links(Handle handle, PersonId person) {
        return handle.attach(FeedStore.class)
                .of(person)
                .map(feed -> token(person, feed.keyVersion(), feed.nonce()))
                .map(token -> FeedLinks.of(publicUrl, token));
    }

    /** The addresses of a person's feed, which is made if there is none. */
    public FeedLinks open(Handle handle, PersonId person) {
        return links(handle, person).orElseGet(() -> renew(handle, person));
    }

    /** New addresses; the old ones end at once. */
    public FeedLinks renew(Handle handle, PersonId person) {
        int key = tokens.newestKey();
        UUID nonce = UUID.randomUUID();
        String token = token(person, key, nonce);
        handle.attach(FeedStore.class).put(person, key, nonce, hash(token), clock.instant());
        return FeedLinks.of(publicUrl, token);
    }

    /** Ends a person's feed; false if there was none. */
    public boolean revoke(Handle handle, PersonId person) {
        return handle.attach(FeedStore.class).remove(person) > 0;
    }

    /**
     * What stands in a feed at this moment. The same tasks give the same bytes.
     *
     * @param token the unguessable part of the address, as it was asked for
     * @return empty if no feed has this address
     */
    public Optional<byte[]> read(String token, Part part) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(token);
        return jdbi.inTransaction(handle ->
                handle.attach(FeedStore.class)
                        .byHash(hash)
                        .filter(feed -> MessageDigest.isEqual(feed.tokenHash(), hash))
                        .map(feed -> write(handle, feed.personId(), part)));
    }

    /** What stands in a person's feed at this moment, whether or not it has an address. */
    public byte[] write(Handle handle, PersonId id, Part part) {
        Person person = new People(handle).get(id);
        List<FeedEntry> entries =
                new FeedEntries(handle, person, tokens.instance(), publicUrl).at(clock.instant());
        return switch (part) {
            case EVENTS -> writer.events("Tickler: " + person.name(), entries);
            case TASKS -> writer.todos("Tickler tasks: " + person.name(), entries);
        };
    }

    private String token(PersonId person, int key, UUID nonce) {
        return tokens.derive(key, "tickler-feed\n" + person.value() + "\n" + nonce);
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
    }
}

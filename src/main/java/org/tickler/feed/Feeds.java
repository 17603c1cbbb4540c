package org.tickler.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
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

    /** One for each feed that was asked for, so never more than there are people, twice. */
    private final Map<Key, Tagged> tags = new ConcurrentHashMap<>();

    private record Key(PersonId person, Part part) {}

    /** The entity tag of what was written when the tables stood at {@code mark}. */
    private record Tagged(String mark, String tag) {}

    /**
     * @param publicUrl where the page is reached, without a slash at the end
     */
    public Feeds(Jdbi jdbi, InstantSource clock, Tokens tokens, String publicUrl) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
    }

    /** Where the page is reached, without a slash at the end. */
    public String publicUrl() {
        return publicUrl;
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
     * What a request for a feed gets.
     *
     * @param tag the strong entity tag (RFC 9110, 8.8.3) of the whole
     * @param content null where the reader has it already
     */
    public record Reading(String tag, byte @Nullable [] content) {}

    /**
     * What stands in a feed at this moment. The same tasks give the same bytes.
     *
     * @param token the unguessable part of the address, as it was asked for
     * @param known whether the reader has what this entity tag stands for; null where they have
     *     nothing. Who has it is sent nothing, and who asks again gets that without its being
     *     written
     * @return empty if no feed has this address
     */
    public Optional<Reading> read(String token, Part part, @Nullable Predicate<String> known) {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(token);
        // One snapshot, or a change between two queries would be told under the wrong tag.
        return jdbi.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                handle ->
                        handle.attach(FeedStore.class)
                                .byHash(hash)
                                .filter(feed -> MessageDigest.isEqual(feed.tokenHash(), hash))
                                .map(feed -> read(handle, feed.personId(), part, known)));
    }

    private Reading read(Handle handle, PersonId id, Part part, @Nullable Predicate<String> known) {
        Instant now = clock.instant();
        Person person = new People(handle).get(id);
        if (known == null) {
            byte[] content = write(handle, person, part, now);
            return new Reading(FeedWriter.entityTag(content), content);
        }
        String mark = entries(handle, person).mark(now);
        var key = new Key(id, part);
        Tagged last = tags.get(key);
        if (last != null && last.mark().equals(mark) && known.test(last.tag())) {
            return new Reading(last.tag(), null);
        }
        byte[] content = write(handle, person, part, now);
        String tag = FeedWriter.entityTag(content);
        tags.put(key, new Tagged(mark, tag));
        return new Reading(tag, known.test(tag) ? null : content);
    }

    /** What stands in a person's feed at this moment, whether or not it has an address. */
    public byte[] write(Handle handle, PersonId id, Part part) {
        return write(handle, new People(handle).get(id), part, clock.instant());
    }

    private byte[] write(Handle handle, Person person, Part part, Instant now) {
        List<FeedEntry> entries = entries(handle, person).at(now);
        return switch (part) {
            case EVENTS -> writer.events("Tickler: " + person.name(), entries);
            case TASKS -> writer.todos("Tickler tasks: " + person.name(), entries);
        };
    }

    private FeedEntries entries(Handle handle, Person person) {
        return new FeedEntries(handle, person, tokens.instance(), publicUrl);
    }

    private String token(PersonId person, int key, UUID nonce) {
        return tokens.derive(key, "tickler-feed\n" + person.value() + "\n" + nonce);
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.US_ASCII));
    }
}

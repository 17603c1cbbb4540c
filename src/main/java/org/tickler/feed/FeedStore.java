package org.tickler.feed;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.tickler.people.PersonId;

/** Who has a feed. Attach it to the caller's handle; public only because the library needs it. */
public interface FeedStore {
    /**
     * A feed of a person.
     *
     * @param tokenHash SHA-256 of what its address holds
     */
    record Feed(PersonId personId, int keyVersion, UUID nonce, byte[] tokenHash) {}

    @SqlQuery(
            "select person_id, key_version, nonce, token_hash from feed where person_id = :person")
    @RegisterConstructorMapper(Feed.class)
    Optional<Feed> of(@Bind("person") PersonId person);

    @SqlQuery("select person_id, key_version, nonce, token_hash from feed where token_hash = :hash")
    @RegisterConstructorMapper(Feed.class)
    Optional<Feed> byHash(@Bind("hash") byte[] hash);

    /** Gives a person a feed; the address it had before ends. */
    @SqlUpdate(
            """
            insert into feed (person_id, key_version, nonce, token_hash, created_at)
            values (:person, :keyVersion, :nonce, :hash, :now)
            on conflict (person_id) do update set key_version = excluded.key_version, nonce = excluded.nonce,
                token_hash = excluded.token_hash, created_at = excluded.created_at
            """)
    void put(
            @Bind("person") PersonId person,
            @Bind("keyVersion") int keyVersion,
            @Bind("nonce") UUID nonce,
            @Bind("hash") byte[] hash,
            @Bind("now") Instant now);

    @SqlUpdate("delete from feed where person_id = :person")
    int remove(@Bind("person") PersonId person);
}

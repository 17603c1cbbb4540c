package org.tickler.outbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The installation's number and its signing keys. */
public interface TokenStore {
    /** A key of the tokens; its bytes are never logged. */
    record Key(int version, byte[] secret) {
        @Override
        public String toString() {
            return "key " + version;
        }
    }

    @SqlUpdate(
            "insert into instance (id, created_at) values (:id, :now) on conflict (only_one) do nothing")
    void addInstance(@Bind("id") UUID id, @Bind("now") Instant now);

    @SqlQuery("select id from instance")
    UUID instance();

    @SqlUpdate(
            """
            insert into token_key (version, secret, created_at) values (:version, :secret, :now)
            on conflict (version) do nothing
            """)
    void addKey(
            @Bind("version") int version, @Bind("secret") byte[] secret, @Bind("now") Instant now);

    @SqlQuery("select version, secret from token_key order by version")
    @RegisterConstructorMapper(Key.class)
    List<Key> keys();
}

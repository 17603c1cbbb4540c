package org.tickler.bounce;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.bounce.Addresses.Stopped;
import org.tickler.mail.EmailAddress;

/** The scores of addresses. */
interface AddressStore {
    record Row(double score, Instant scoredAt, @Nullable Instant stoppedAt) {}

    @SqlUpdate(
            """
            insert into address_score (address, scored_at) values (:address, :now) on conflict (address) do nothing
            """)
    void know(@Bind("address") EmailAddress address, @Bind("now") Instant now);

    @SqlQuery(
            "select score, scored_at, stopped_at from address_score where address = :address for update")
    @RegisterConstructorMapper(Row.class)
    Optional<Row> lock(@Bind("address") EmailAddress address);

    @SqlUpdate(
            """
            update address_score set score = :score, scored_at = :now, last_reason = :reason,
                hard = hard + case when :hard then 1 else 0 end, soft = soft + case when :hard then 0 else 1 end,
                stopped_at = :stoppedAt
            where address = :address
            """)
    void score(
            @Bind("address") EmailAddress address,
            @Bind("score") double score,
            @Bind("hard") boolean hard,
            @Bind("reason") String reason,
            @Bind("stoppedAt") @Nullable Instant stoppedAt,
            @Bind("now") Instant now);

    @SqlQuery(
            "select address from address_score where address = any(:addresses) and stopped_at is not null")
    Set<EmailAddress> stoppedOf(@Bind("addresses") String[] addresses);

    @SqlUpdate(
            """
            update address_score set stopped_at = null, score = 0, scored_at = :now, allowed_at = :now
            where address = :address and stopped_at is not null
            """)
    int allow(@Bind("address") EmailAddress address, @Bind("now") Instant now);

    @SqlQuery(
            """
            select address, last_reason as reason, hard, soft, stopped_at from address_score
            where stopped_at is not null order by stopped_at desc, address
            """)
    @RegisterConstructorMapper(Stopped.class)
    List<Stopped> stopped();
}

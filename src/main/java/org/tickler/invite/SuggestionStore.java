package org.tickler.invite;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.mail.EmailAddress;

/** The questions to owners that "yes" or "no" answers. */
interface SuggestionStore {
    /** One row; what it means by kind is said in the migration. */
    record Row(
            long question,
            long eventId,
            String kind,
            EmailAddress address,
            @Nullable EmailAddress proxy,
            @Nullable String method,
            @Nullable String partStat,
            @Nullable Integer sequence,
            @Nullable Instant stamp,
            @Nullable String comment,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate endDay) {
        @Nullable EventTime time() {
            return EventStore.time(startsAt, endsAt, firstDay, endDay);
        }
    }

    @SqlUpdate(
            """
            insert into event_suggestion (question, event_id, kind, address, proxy, method, part_stat, sequence, stamp,
                comment, starts_at, ends_at, first_day, end_day)
            values (:row.question, :row.eventId, :row.kind, :row.address, :row.proxy, :row.method, :row.partStat,
                :row.sequence, :row.stamp, :row.comment, :row.startsAt, :row.endsAt, :row.firstDay, :row.endDay)
            """)
    void insert(@BindMethods("row") Row row);

    @SqlQuery(
            """
            select question, event_id, kind, address, proxy, method, part_stat, sequence, stamp, comment,
                starts_at, ends_at, first_day, end_day
            from event_suggestion where question = :question and settled_at is null for update
            """)
    @RegisterConstructorMapper(Row.class)
    Optional<Row> open(@Bind("question") long question);

    @SqlUpdate("update event_suggestion set settled_at = :now where question = :question")
    void settle(@Bind("question") long question, @Bind("now") Instant now);
}

package org.tickler.watch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What is wrong now, since when, and whether it was told. */
interface AlarmStore {
    @SqlUpdate(
            """
            insert into alarm (name, words, raised_at) values (:name, :words, :now)
            on conflict (name) do update set words = :words, cleared_at = null,
                raised_at = case when alarm.cleared_at is null then alarm.raised_at else :now end
            """)
    void raise(@Bind("name") String name, @Bind("words") String words, @Bind("now") Instant now);

    @SqlUpdate(
            "update alarm set cleared_at = :now where cleared_at is null and not name = any(:names)")
    void clearOthers(@Bind("names") String[] names, @Bind("now") Instant now);

    /** Something to tell; {@code over} says that it has passed. */
    record News(String name, String words, Instant raisedAt, boolean over) {}

    /** Takes what is to be told now, so that one node tells it. */
    @SqlQuery(
            """
            update alarm set told_at = case when cleared_at is null then cast(:now as timestamptz) end
            where (cleared_at is null and (told_at is null or told_at < :repeat))
                or (cleared_at is not null and told_at is not null)
            returning name, words, raised_at, cleared_at is not null as over
            """)
    @RegisterConstructorMapper(News.class)
    List<News> take(@Bind("now") Instant now, @Bind("repeat") Instant repeat);

    /** It could not be told. */
    @SqlUpdate(
            """
            update alarm set told_at = case when cleared_at is null then null else raised_at end
            where name = any(:names)
            """)
    void untold(@Bind("names") String[] names);

    @SqlQuery("select max(told_at) from alarm")
    java.util.Optional<Instant> lastTold();
}

package org.tickler.people;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/** People, their addresses and other names. Attach it to the caller's handle. */
public interface PersonStore {
    /** The settings of a person as columns; null keeps nothing, it means "unknown". */
    record Profile(
            String name,
            String role,
            String zone,
            String language,
            @Nullable String locale,
            java.time.LocalTime defaultTime,
            java.time.LocalTime dayStart,
            java.time.LocalTime dayEnd,
            List<Integer> workDays,
            boolean digest) {
        public Profile {
            workDays = List.copyOf(workDays);
        }

        /** Somebody met in mail or notes: all we know is the name. */
        public static Profile contact(String name, Person like) {
            return new Profile(
                    name,
                    "contact",
                    like.zone().getId(),
                    "en",
                    null,
                    like.defaultTime(),
                    like.hours().start(),
                    like.hours().end(),
                    like.hours().days().stream()
                            .map(java.time.DayOfWeek::getValue)
                            .sorted()
                            .toList(),
                    false);
        }
    }

    String PERSON =
            """
            select p.*,
                array(select a.address from person_address a where a.person_id = p.id order by a.position, a.address)
                    as addresses,
                array(select a.address from person_address a where a.person_id = p.id and a.approved_at is not null)
                    as approved,
                array(select a.alias from person_alias a where a.person_id = p.id order by a.alias) as aliases
            from person p
            """;

    @SqlQuery(PERSON + "where p.id = :id")
    Optional<Person> find(@Bind("id") PersonId id);

    @SqlQuery(
            PERSON + "where p.id = (select person_id from person_address where address = :address)")
    Optional<Person> byAddress(@Bind("address") EmailAddress address);

    /** Everybody, owners first, then by name. */
    @SqlQuery(
            PERSON
                    + """
                    order by case p.role when 'owner' then 0 when 'member' then 1 else 2 end, lower(p.name), p.id
                    """)
    List<Person> all();

    /** The owner the tracker works for: the first by name where there are several. */
    @SqlQuery(PERSON + "where p.role = 'owner' order by lower(p.name), p.id limit 1")
    Optional<Person> owner();

    /** Grows with every commit that changes anything about anybody. */
    @SqlQuery("select version from people_version")
    long version();

    /** People whose whole name or alias this is, without case. */
    @SqlQuery(
            PERSON
                    + """
                    where lower(p.name) = lower(:name)
                        or exists (select 1 from person_alias a where a.person_id = p.id and lower(a.alias) = lower(:name))
                    order by p.id
                    """)
    List<Person> named(@Bind("name") String name);

    @SqlUpdate(
            """
            insert into person (name, role, zone, language, locale, default_time, day_start, day_end, work_days, digest, created_at)
            values (:p.name, :p.role, :p.zone, :p.language, :p.locale, :p.defaultTime, :p.dayStart, :p.dayEnd, :p.workDays,
                :p.digest, :now)
            """)
    @GetGeneratedKeys("id")
    PersonId insert(@BindMethods("p") Profile profile, @Bind("now") Instant now);

    @SqlUpdate(
            """
            update person set name = :p.name, role = :p.role, zone = :p.zone, language = :p.language, locale = :p.locale,
                default_time = :p.defaultTime, day_start = :p.dayStart, day_end = :p.dayEnd, work_days = :p.workDays,
                digest = :p.digest
            where id = :id
            """)
    void update(@Bind("id") PersonId id, @BindMethods("p") Profile profile);

    /**
     * Sets the days off; 0 if they are these already.
     *
     * @param days in order, as PostgreSQL writes an array: {2026-12-25,2026-12-26}
     */
    @SqlUpdate(
            "update person set holidays = cast(:days as date[]) where id = :id and holidays <> cast(:days as date[])")
    int setHolidays(@Bind("id") PersonId id, @Bind("days") String days);

    /** Gives {@code person} an address; an address belongs to one person, the last one wins. */
    @SqlUpdate(
            """
            insert into person_address (address, person_id, position, approved_at)
            values (:address, :person, :position, :approvedAt)
            on conflict (address) do update set person_id = excluded.person_id, position = excluded.position,
                approved_at = coalesce(person_address.approved_at, excluded.approved_at)
            """)
    void addAddress(
            @Bind("person") PersonId person,
            @Bind("address") EmailAddress address,
            @Bind("position") int position,
            @Bind("approvedAt") @Nullable Instant approvedAt);

    /** The owner allows mail to this address from now on. */
    @SqlUpdate(
            "update person_address set approved_at = :now where address = :address and approved_at is null")
    int approve(@Bind("address") EmailAddress address, @Bind("now") Instant now);

    @SqlUpdate(
            "insert into person_alias (person_id, alias) values (:person, :alias) on conflict do nothing")
    void addAlias(@Bind("person") PersonId person, @Bind("alias") String alias);

    /** No reminders until then, or again with null. */
    @SqlUpdate("update person set paused_until = :until where id = :id")
    void pause(@Bind("id") PersonId id, @Bind("until") @Nullable Instant until);
}

package org.tickler.invite;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.mail.EmailAddress;
import org.tickler.people.PersonId;
import org.tickler.task.TaskId;

/** Events, their revisions and who was invited. Attach it to the caller's handle. */
public interface EventStore {
    /**
     * An invited address and what it answered; times of a counter-proposal are null without one.
     */
    record Attendee(
            long eventId,
            EmailAddress address,
            String name,
            @Nullable PersonId personId,
            String partStat,
            String state,
            @Nullable Integer repliedSequence,
            @Nullable Instant repliedStamp,
            @Nullable String scheduleStatus,
            @Nullable String comment,
            String role,
            @Nullable Instant counterStartsAt,
            @Nullable Instant counterEndsAt,
            @Nullable LocalDate counterFirstDay,
            @Nullable LocalDate counterEndDay,
            boolean uninvited) {
        /** The other time they propose, or null. */
        public @Nullable EventTime counter() {
            return time(counterStartsAt, counterEndsAt, counterFirstDay, counterEndDay);
        }

        /** As people call them: the name, or the address where it is unknown. */
        public String called() {
            return name.isBlank() ? address.value() : name;
        }

        boolean stands() {
            return state.equals("invited");
        }
    }

    /** Either of the two kinds of columns that hold a time, or null where both are empty. */
    static @Nullable EventTime time(
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate endDay) {
        if (startsAt != null && endsAt != null) {
            return new EventTime.Timed(startsAt, endsAt);
        }
        return firstDay != null && endDay != null ? new EventTime.AllDay(firstDay, endDay) : null;
    }

    /** What an attendee answered, to be written down. */
    record Answer(
            long eventId,
            EmailAddress address,
            String partStat,
            @Nullable Integer sequence,
            @Nullable Instant stamp,
            @Nullable String messageId,
            @Nullable String comment,
            @Nullable Instant counterStartsAt,
            @Nullable Instant counterEndsAt,
            @Nullable LocalDate counterFirstDay,
            @Nullable LocalDate counterEndDay) {}

    /** A time that was sent, and under which sequence. */
    record SentRevision(
            int sequence,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate endDay,
            Instant sentAt) {
        EventTime time() {
            EventTime time = EventStore.time(startsAt, endsAt, firstDay, endDay);
            if (time == null) {
                throw new IllegalStateException("a revision has two instants or two days");
            }
            return time;
        }
    }

    @SqlUpdate(
            """
            insert into calendar_event (task_id, uid, sequence, starts_at, ends_at, first_day, end_day, tentative, summary,
                location, told_summary, told_location, state, created_at, changed_at)
            values (:event.taskId, :event.uid, :event.sequence, :event.startsAt, :event.endsAt, :event.firstDay, :event.endDay,
                :event.tentative, :event.summary, :event.location, :event.summary, :event.location, :event.stateWord, :event.createdAt, :event.changedAt)
            """)
    @GetGeneratedKeys("id")
    long insert(@BindMethods("event") CalendarEvent event);

    @SqlUpdate(
            """
            update calendar_event set sequence = :event.sequence, starts_at = :event.startsAt, ends_at = :event.endsAt,
                first_day = :event.firstDay, end_day = :event.endDay, tentative = :event.tentative, summary = :event.summary,
                location = :event.location, state = :event.stateWord, changed_at = :event.changedAt
            where id = :event.id and sequence <= :event.sequence
            """)
    int update(@BindMethods("event") CalendarEvent event);

    @SqlQuery("select * from calendar_event where task_id = :task and state = 'active' for update")
    @RegisterRowMapper(CalendarEvent.Mapper.class)
    Optional<CalendarEvent> active(@Bind("task") TaskId task);

    @SqlQuery("select * from calendar_event where lower(uid) = lower(:uid) for update")
    @RegisterRowMapper(CalendarEvent.Mapper.class)
    Optional<CalendarEvent> byUid(@Bind("uid") String uid);

    @SqlQuery("select * from calendar_event where id = :id for update")
    @RegisterRowMapper(CalendarEvent.Mapper.class)
    CalendarEvent byId(@Bind("id") long id);

    /** All events a task ever had, the newest first. */
    @SqlQuery("select * from calendar_event where task_id = :task order by id desc")
    @RegisterRowMapper(CalendarEvent.Mapper.class)
    List<CalendarEvent> of(@Bind("task") TaskId task);

    /** The newest event of each task of a person that is unfinished or was finished since then. */
    @SqlQuery(
            """
            select distinct on (e.task_id) e.* from calendar_event e join task t on t.id = e.task_id
            where (t.owner_id = :person or t.assignee_id = :person) and (t.finished_at is null or t.finished_at >= :since)
            order by e.task_id, e.id desc
            """)
    @RegisterRowMapper(CalendarEvent.Mapper.class)
    List<CalendarEvent> latestOf(@Bind("person") PersonId person, @Bind("since") Instant since);

    /** Changes whenever {@link #latestOf} would give anything else; says nothing by itself. */
    @SqlQuery(
            """
            select count(*) || ':' || coalesce(sum(hashtextextended(e.id || ':' || e.xmin, 0)), 0)
            from calendar_event e join task t on t.id = e.task_id
            where (t.owner_id = :person or t.assignee_id = :person) and (t.finished_at is null or t.finished_at >= :since)
            """)
    String latestMark(@Bind("person") PersonId person, @Bind("since") Instant since);

    /**
     * Events that stand or have taken place and touch this span.
     *
     * @param from inclusive, as {@code first}; {@code to} is exclusive, {@code last} inclusive
     */
    @SqlQuery(
            """
            select * from calendar_event
            where state in ('active', 'closed') and (starts_at < :to and ends_at > :from or first_day <= :last and end_day > :first)
            order by id limit :limit
            """)
    @RegisterRowMapper(CalendarEvent.Mapper.class)
    List<CalendarEvent> standing(
            @Bind("from") Instant from,
            @Bind("to") Instant to,
            @Bind("first") LocalDate first,
            @Bind("last") LocalDate last,
            @Bind("limit") int limit);

    /** Who is invited to these events; {@code events} must not be empty. */
    @SqlQuery(
            """
            select * from event_attendee where event_id in (<events>) and state <> 'removed' order by event_id, address
            """)
    @RegisterConstructorMapper(Attendee.class)
    List<Attendee> invited(@BindList("events") List<Long> events);

    @SqlUpdate(
            """
            insert into event_revision (event_id, sequence, starts_at, ends_at, first_day, end_day, sent_at)
            values (:id, :event.sequence, :event.startsAt, :event.endsAt, :event.firstDay, :event.endDay, :sentAt)
            on conflict (event_id, sequence) do nothing
            """)
    void addRevision(
            @Bind("id") long id,
            @BindMethods("event") CalendarEvent event,
            @Bind("sentAt") Instant sentAt);

    /** All times ever sent for an event, oldest first. */
    @SqlQuery(
            """
            select sequence, starts_at, ends_at, first_day, end_day, sent_at from event_revision
            where event_id = :event order by sequence
            """)
    @RegisterConstructorMapper(SentRevision.class)
    List<SentRevision> revisions(@Bind("event") long event);

    /**
     * Who was taken out and is asked again has not answered yet; who answered before being asked
     * has.
     */
    @SqlUpdate(
            """
            insert into event_attendee (event_id, address, name, person_id, role)
            values (:event, :address, :name, :person, :role)
            on conflict (event_id, address) do update set state = 'invited', uninvited = false, name = excluded.name, role = excluded.role,
                person_id = excluded.person_id,
                part_stat = case when event_attendee.state = 'removed' then 'NEEDS-ACTION' else event_attendee.part_stat end
            """)
    void invite(
            @Bind("event") long event,
            @Bind("address") EmailAddress address,
            @Bind("name") String name,
            @Bind("person") @Nullable PersonId person,
            @Bind("role") String role);

    /** Somebody who was not invited and would come: nothing is sent before the owner agrees. */
    @SqlUpdate(
            """
            insert into event_attendee (event_id, address, name, state, part_stat)
            values (:event, :address, :name, 'pending', :partStat)
            on conflict (event_id, address) do update set part_stat = excluded.part_stat
                where event_attendee.state = 'pending'
            """)
    void await(
            @Bind("event") long event,
            @Bind("address") EmailAddress address,
            @Bind("name") String name,
            @Bind("partStat") String partStat);

    @SqlQuery(
            """
            select event_id, address, name, person_id, part_stat, state, replied_sequence, replied_stamp, schedule_status,
                comment, role, counter_starts_at, counter_ends_at, counter_first_day, counter_end_day, uninvited
            from event_attendee where event_id = :event order by address
            """)
    @RegisterConstructorMapper(Attendee.class)
    List<Attendee> attendees(@Bind("event") long event);

    /**
     * A new time needs new answers; who declined is asked again too, for they may now be free. Who
     * proposed this very time has said yes to it. What was said to the old time stays in the
     * history.
     */
    @SqlUpdate(
            """
            update event_attendee set
                part_stat = case when counter_starts_at = :event.startsAt or counter_first_day = :event.firstDay
                    then 'ACCEPTED' else 'NEEDS-ACTION' end,
                comment = case when counter_starts_at = :event.startsAt or counter_first_day = :event.firstDay then comment end,
                counter_starts_at = null, counter_ends_at = null, counter_first_day = null, counter_end_day = null
            where event_id = :event.id and state = 'invited'
            """)
    void askAgain(@BindMethods("event") CalendarEvent event);

    /** The time stays as it is: what was proposed is settled. */
    @SqlUpdate(
            """
            update event_attendee set counter_starts_at = null, counter_ends_at = null, counter_first_day = null,
                counter_end_day = null
            where event_id = :event and address = :address
            """)
    void closeCounter(@Bind("event") long event, @Bind("address") EmailAddress address);

    @SqlUpdate(
            """
            update event_attendee set part_stat = :a.partStat, replied_sequence = :a.sequence, replied_stamp = :a.stamp,
                replied_message_id = :a.messageId, comment = :a.comment, schedule_status = '2.0', state = 'invited',
                counter_starts_at = :a.counterStartsAt, counter_ends_at = :a.counterEndsAt,
                counter_first_day = :a.counterFirstDay, counter_end_day = :a.counterEndDay
            where event_id = :a.eventId and address = :a.address
            """)
    void answer(@BindMethods("a") Answer answer);

    @SqlUpdate(
            """
            update event_attendee set state = 'removed' where event_id = :event and address = :address
            """)
    void remove(@Bind("event") long event, @Bind("address") EmailAddress address);

    /** As {@link #remove}, because somebody asked for it by name. */
    @SqlUpdate(
            """
            update event_attendee set state = 'removed', uninvited = true where event_id = :event and address = :address
            """)
    void uninvite(@Bind("event") long event, @Bind("address") EmailAddress address);

    /** RFC 6638, 3.2.9: 5.1 is "could not complete delivery". */
    @SqlUpdate(
            """
            update event_attendee set state = 'bounced', schedule_status = '5.1'
            where event_id = :event and address = :address and state = 'invited'
            """)
    void bounced(@Bind("event") long event, @Bind("address") EmailAddress address);

    /** The guests know the words of now. */
    @SqlUpdate(
            """
            update calendar_event set told_summary = summary, told_location = location, tell_at = null where id = :event
            """)
    void told(@Bind("event") long event);

    /** The guests are told of changed words then, unless a time is set already. */
    @SqlUpdate("update calendar_event set tell_at = coalesce(tell_at, :at) where id = :event")
    void tellAt(@Bind("event") long event, @Bind("at") Instant at);

    /** One event whose guests are to be told of changed words now. */
    @SqlQuery(
            """
            select * from calendar_event where tell_at <= :now order by tell_at limit 1 for update skip locked
            """)
    @RegisterRowMapper(CalendarEvent.Mapper.class)
    Optional<CalendarEvent> toTell(@Bind("now") Instant now);

    /** Whether the guests were told other words than the event has now. */
    @SqlQuery(
            """
            select told_summary <> summary or told_location <> location from calendar_event where id = :event
            """)
    boolean saysAnew(@Bind("event") long event);

    /** Who may answer in this guest's name, as the owner has confirmed. */
    @SqlQuery("select proxy from answer_proxy where address = :address")
    List<EmailAddress> proxies(@Bind("address") EmailAddress address);

    @SqlUpdate(
            """
            insert into answer_proxy (address, proxy, confirmed_at) values (:address, :proxy, :now)
            on conflict do nothing
            """)
    void addProxy(
            @Bind("address") EmailAddress address,
            @Bind("proxy") EmailAddress proxy,
            @Bind("now") Instant now);
}

package org.tickler.invite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.task.TaskId;

/**
 * A follow-up as it stands in calendars.
 *
 * @param id 0 before it is stored
 * @param uid frozen for the life of the event
 * @param location where it is; may be empty
 * @param sequence rises only when the time changes and with a CANCEL (RFC 5546, 2.1.4); it never
 *     falls
 */
public record CalendarEvent(
        long id,
        TaskId taskId,
        String uid,
        int sequence,
        EventTime time,
        boolean tentative,
        String summary,
        String location,
        State state,
        Instant createdAt,
        Instant changedAt) {
    /** Whether it still stands. */
    public enum State {
        ACTIVE,
        CANCELLED,
        /** It took place, or its task was done after it. */
        CLOSED
    }

    public @Nullable Instant startsAt() {
        return time instanceof EventTime.Timed(Instant start, _) ? start : null;
    }

    public @Nullable Instant endsAt() {
        return time instanceof EventTime.Timed(_, Instant end) ? end : null;
    }

    public @Nullable LocalDate firstDay() {
        return time instanceof EventTime.AllDay(LocalDate start, _) ? start : null;
    }

    public @Nullable LocalDate endDay() {
        return time instanceof EventTime.AllDay(_, LocalDate end) ? end : null;
    }

    public String stateWord() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    CalendarEvent withId(long id) {
        return new CalendarEvent(
                id, taskId, uid, sequence, time, tentative, summary, location, state, createdAt,
                changedAt);
    }

    /** The same event at another time, and so with the next sequence. */
    CalendarEvent moved(EventTime time, boolean tentative, Instant now) {
        return new CalendarEvent(
                id,
                taskId,
                uid,
                sequence + 1,
                time,
                tentative,
                summary,
                location,
                state,
                createdAt,
                now);
    }

    /** In other words or at another place, which nobody needs to answer again. */
    CalendarEvent renamed(String summary, String location, Instant now) {
        return new CalendarEvent(
                id, taskId, uid, sequence, time, tentative, summary, location, state, createdAt,
                now);
    }

    /** As it stood under this sequence, to speak of what was said then; not to be stored. */
    CalendarEvent withSequence(int sequence) {
        return new CalendarEvent(
                id, taskId, uid, sequence, time, tentative, summary, location, state, createdAt,
                changedAt);
    }

    /**
     * After a CANCEL to one guest: what they are sent later must not look older (RFC 5546, 2.1.4).
     */
    CalendarEvent withNextSequence(Instant now) {
        return moved(time, tentative, now);
    }

    CalendarEvent cancelled(Instant now) {
        return new CalendarEvent(
                id,
                taskId,
                uid,
                sequence + 1,
                time,
                tentative,
                summary,
                location,
                State.CANCELLED,
                createdAt,
                now);
    }

    CalendarEvent closed(Instant now) {
        return new CalendarEvent(
                id,
                taskId,
                uid,
                sequence,
                time,
                tentative,
                summary,
                location,
                State.CLOSED,
                createdAt,
                now);
    }

    /** Reads a row of {@code calendar_event}, all columns. */
    public static final class Mapper implements RowMapper<CalendarEvent> {
        @Override
        public CalendarEvent map(ResultSet row, StatementContext context) throws SQLException {
            return new CalendarEvent(
                    row.getLong("id"),
                    new TaskId(row.getLong("task_id")),
                    row.getString("uid"),
                    row.getInt("sequence"),
                    time(row),
                    row.getBoolean("tentative"),
                    row.getString("summary"),
                    row.getString("location"),
                    State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    row.getTimestamp("created_at").toInstant(),
                    row.getTimestamp("changed_at").toInstant());
        }

        private static EventTime time(ResultSet row) throws SQLException {
            Timestamp start = row.getTimestamp("starts_at");
            return start != null
                    ? new EventTime.Timed(
                            start.toInstant(), row.getTimestamp("ends_at").toInstant())
                    : new EventTime.AllDay(
                            row.getObject("first_day", LocalDate.class),
                            row.getObject("end_day", LocalDate.class));
        }
    }
}

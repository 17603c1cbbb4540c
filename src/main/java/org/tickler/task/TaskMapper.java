package org.tickler.task;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.tickler.people.PersonId;

/** Reads a row of {@code task}, all columns. */
final class TaskMapper implements RowMapper<Task> {
    @Override
    public Task map(ResultSet row, StatementContext context) throws SQLException {
        return new Task(
                new TaskId(row.getLong("id")),
                new PersonId(row.getLong("owner_id")),
                row.getString("title"),
                TaskState.of(row.getString("state")),
                person(row, "assignee_id"),
                due(row),
                row.getBoolean("follow_up"),
                Priority.of(row.getString("priority")),
                strings(row.getArray("tags")),
                row.getString("repeat_rule"),
                instant(row, "snoozed_until"),
                row.getInt("snooze_count"),
                instant(row, "muted_until"),
                task(row, "merged_into"),
                row.getDouble("confidence"),
                required(row, "created_at"),
                required(row, "changed_at"),
                instant(row, "finished_at"),
                row.getInt("version"));
    }

    static TaskSource source(ResultSet row, StatementContext context) throws SQLException {
        return new TaskSource(
                row.getLong("source_id"),
                row.getString("kind"),
                number(row, "message_id"),
                row.getString("rfc_message_id"),
                row.getString("title"),
                row.getString("group_key"),
                row.getString("account"),
                row.getString("from_address"),
                row.getString("sender_doubt"),
                row.getObject("dated", LocalDate.class),
                row.getString("evidence"),
                row.getInt("line"),
                required(row, "seen_at"));
    }

    private static @Nullable Due due(ResultSet row) throws SQLException {
        LocalDate date = row.getObject("due_date", LocalDate.class);
        if (date == null) {
            return null;
        }
        return new Due(
                date,
                row.getObject("due_time", LocalTime.class),
                row.getObject("due_start", LocalDate.class),
                row.getString("due_words"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    static Instant required(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static @Nullable PersonId person(ResultSet row, String column) throws SQLException {
        Long value = number(row, column);
        return value == null ? null : new PersonId(value);
    }

    private static @Nullable TaskId task(ResultSet row, String column) throws SQLException {
        Long value = number(row, column);
        return value == null ? null : new TaskId(value);
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static List<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}

package org.tickler.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads a row of {@code task_history}, and writes the fields of one as JSON. */
final class HistoryMapper implements RowMapper<HistoryEntry> {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @Override
    public HistoryEntry map(ResultSet row, StatementContext context) throws SQLException {
        return new HistoryEntry(
                row.getLong("id"),
                new TaskId(row.getLong("task_id")),
                TaskMapper.required(row, "at"),
                row.getString("action"),
                TaskMapper.person(row, "actor_id"),
                TaskMapper.number(row, "message_id"),
                row.getString("command"),
                row.getString("verdict"),
                row.getString("detail"),
                fields(row.getString("before")),
                fields(row.getString("after")),
                row.getBoolean("undone"));
    }

    static String write(Map<String, String> fields) {
        return JSON.writeValueAsString(fields);
    }

    private static Map<String, String> fields(@Nullable String json) {
        var fields = new LinkedHashMap<String, String>();
        if (json != null) {
            JSON.readTree(json)
                    .properties()
                    .forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
        }
        return fields;
    }
}

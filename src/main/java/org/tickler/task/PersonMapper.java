package org.tickler.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/** Reads a row of {@code person} with its addresses and aliases gathered as arrays. */
final class PersonMapper implements RowMapper<Person> {
    @Override
    public Person map(ResultSet row, StatementContext context) throws SQLException {
        return new Person(
                new PersonId(row.getLong("id")),
                row.getString("name"),
                Person.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                ZoneId.of(row.getString("zone")),
                row.getString("language"),
                locale(row.getString("locale")),
                row.getObject("default_time", LocalTime.class),
                new WorkHours(
                        row.getObject("day_start", LocalTime.class),
                        row.getObject("day_end", LocalTime.class),
                        days((Integer[]) row.getArray("work_days").getArray())),
                row.getBoolean("digest"),
                TaskMapper.instant(row, "paused_until"),
                addresses(row, "addresses"),
                Set.copyOf(addresses(row, "approved")),
                TaskMapper.strings(row.getArray("aliases")));
    }

    private static List<EmailAddress> addresses(ResultSet row, String column) throws SQLException {
        return TaskMapper.strings(row.getArray(column)).stream().map(EmailAddress::new).toList();
    }

    private static Set<DayOfWeek> days(Integer[] numbers) {
        return Arrays.stream(numbers).map(DayOfWeek::of).collect(Collectors.toSet());
    }

    private static @Nullable Locale locale(@Nullable String tag) {
        return tag == null || tag.isEmpty() ? null : Locale.forLanguageTag(tag);
    }
}

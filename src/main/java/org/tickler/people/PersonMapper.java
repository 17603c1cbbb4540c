package org.tickler.people;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
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
public final class PersonMapper implements RowMapper<Person> {
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
                        days((Integer[]) row.getArray("work_days").getArray()),
                        holidays((Date[]) row.getArray("holidays").getArray())),
                row.getBoolean("digest"),
                instant(row),
                addresses(row, "addresses"),
                Set.copyOf(addresses(row, "approved")),
                strings(row, "aliases"));
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        Timestamp value = row.getTimestamp("paused_until");
        return value == null ? null : value.toInstant();
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    private static List<EmailAddress> addresses(ResultSet row, String column) throws SQLException {
        return strings(row, column).stream().map(EmailAddress::new).toList();
    }

    private static Set<DayOfWeek> days(Integer[] numbers) {
        return Arrays.stream(numbers).map(DayOfWeek::of).collect(Collectors.toSet());
    }

    private static Set<LocalDate> holidays(Date[] days) {
        return Arrays.stream(days).map(Date::toLocalDate).collect(Collectors.toSet());
    }

    private static @Nullable Locale locale(@Nullable String tag) {
        return tag == null || tag.isEmpty() ? null : Locale.forLanguageTag(tag);
    }
}

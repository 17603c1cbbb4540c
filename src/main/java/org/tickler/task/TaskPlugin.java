package org.tickler.task;

import java.sql.Types;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.codec.Codec;
import org.jdbi.v3.core.codec.CodecFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.tickler.mail.EmailAddress;
import org.tickler.people.PersonId;
import org.tickler.people.PersonMapper;

/**
 * Teaches jdbi the typed ids and words of the domain, so that no SQL method takes a bare number.
 */
public final class TaskPlugin extends JdbiPlugin.Singleton {
    @Override
    public void customizeJdbi(Jdbi jdbi) {
        jdbi.registerCodecFactory(
                CodecFactory.builder()
                        .addCodec(new GenericType<TaskId>() {}, number(TaskId::value, TaskId::new))
                        .addCodec(
                                new GenericType<PersonId>() {},
                                number(PersonId::value, PersonId::new))
                        .addCodec(
                                new GenericType<TaskState>() {},
                                text(TaskState::word, TaskState::of))
                        .addCodec(
                                new GenericType<Priority>() {}, text(Priority::word, Priority::of))
                        .addCodec(
                                new GenericType<EmailAddress>() {},
                                text(EmailAddress::value, EmailAddress::new))
                        .build());
        jdbi.registerRowMapper(new TaskMapper());
        jdbi.registerRowMapper(new HistoryMapper());
        jdbi.registerRowMapper(new PersonMapper());
        jdbi.registerRowMapper(TaskSource.class, TaskMapper::source);
    }

    @SuppressWarnings("NullAway") // jdbi hands null through and expects it back
    private static <T> Codec<T> number(Function<T, Long> write, Function<Long, T> read) {
        return new Codec<>() {
            @Override
            public ColumnMapper<T> getColumnMapper(ConfigRegistry registry) {
                return (row, column, context) -> {
                    long value = row.getLong(column);
                    return row.wasNull() ? null : read.apply(value);
                };
            }

            @Override
            public Function<T, Argument> getArgumentFunction(ConfigRegistry registry) {
                return value ->
                        (position, statement, context) -> {
                            if (value == null) {
                                statement.setNull(position, Types.BIGINT);
                            } else {
                                statement.setLong(position, write.apply(value));
                            }
                        };
            }
        };
    }

    @SuppressWarnings("NullAway") // as above
    private static <T> Codec<T> text(Function<T, String> write, Function<String, T> read) {
        return new Codec<>() {
            @Override
            public ColumnMapper<T> getColumnMapper(ConfigRegistry registry) {
                return (row, column, context) -> {
                    String value = row.getString(column);
                    return value == null ? null : read.apply(value);
                };
            }

            @Override
            public Function<T, Argument> getArgumentFunction(ConfigRegistry registry) {
                return value ->
                        (position, statement, context) ->
                                statement.setString(
                                        position, value == null ? null : write.apply(value));
            }
        };
    }
}

package org.tickler.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Breaks the program on purpose, from outside: a database driver that commits as soon as a
 * mailbox's cursor has moved, before the mails behind it are stored. What the fault runs say of the
 * whole program is worth something only if they notice this.
 */
public final class EarlyCommit implements Driver {
    private static final String CURSOR = "last_uid = ";

    static {
        try {
            DriverManager.registerDriver(new EarlyCommit());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Connection connection = real().connect(url, info);
        return connection == null
                ? null
                : (Connection)
                        Proxy.newProxyInstance(
                                EarlyCommit.class.getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (_, method, arguments) -> {
                                    Object result = invoke(method, connection, arguments);
                                    return result instanceof PreparedStatement statement
                                                    && arguments[0].toString().contains(CURSOR)
                                            ? committing(connection, statement)
                                            : result;
                                });
    }

    /** Not kept: it would enter itself into the list of drivers before this one. */
    private static Driver real() {
        return new org.postgresql.Driver();
    }

    private static PreparedStatement committing(
            Connection connection, PreparedStatement statement) {
        return (PreparedStatement)
                Proxy.newProxyInstance(
                        EarlyCommit.class.getClassLoader(),
                        new Class<?>[] {PreparedStatement.class},
                        (_, method, arguments) -> {
                            Object result = invoke(method, statement, arguments);
                            if (method.getName().startsWith("execute")) {
                                connection.commit();
                            }
                            return result;
                        });
    }

    private static @Nullable Object invoke(
            java.lang.reflect.Method method, Object target, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return real().acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return real().getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return real().getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return real().getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return real().jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}

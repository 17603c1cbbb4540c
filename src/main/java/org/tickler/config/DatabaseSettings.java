package org.tickler.config;

import java.nio.file.Path;

/**
 * Where the data lives.
 *
 * @param url a JDBC address of PostgreSQL, or empty for the embedded server
 * @param folder where the embedded server keeps its files
 * @param connections the most connections this node opens, at least 4
 */
public record DatabaseSettings(
        String url, String user, Secret password, Path folder, int connections) {
    public static final int DEFAULT_CONNECTIONS = 12;

    /** The embedded server in {@code folder}. */
    public static DatabaseSettings embedded(Path folder) {
        return new DatabaseSettings("", "", Secret.NONE, folder, DEFAULT_CONNECTIONS);
    }

    public static DatabaseSettings of(String url, String user, Secret password) {
        return new DatabaseSettings(url, user, password, Path.of("data"), DEFAULT_CONNECTIONS);
    }

    public boolean isEmbedded() {
        return url.isEmpty();
    }
}

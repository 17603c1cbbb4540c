package org.tickler.fault;

import java.io.IOException;
import java.nio.file.Path;
import org.tickler.app.EmbeddedDatabase;

/** Opens a database in a process, and so in an environment, of its own, until its input ends. */
final class DatabaseHost {
    static final String OPEN = "open";

    private DatabaseHost() {}

    public static void main(String[] folder) throws IOException {
        try (EmbeddedDatabase server = EmbeddedDatabase.open(Path.of(folder[0]))) {
            System.out.println(OPEN + " " + server.url());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}

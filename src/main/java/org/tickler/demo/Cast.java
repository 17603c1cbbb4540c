package org.tickler.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.tickler.mail.EmailAddress;

/** The invented people of the demonstration and what they write. */
final class Cast {
    static final String DOMAIN = "demo.example";
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    static final EmailAddress TRACKER = new EmailAddress("tasks@" + DOMAIN);
    static final EmailAddress RECORDER = new EmailAddress("notes@" + DOMAIN);
    static final Player LEE = new Player("Lee Mercer", new EmailAddress("lee@" + DOMAIN));
    static final Player ANA = new Player("Ana Ruiz", new EmailAddress("ana@northwind.example"));
    static final Player PRIYA =
            new Player("Priya Raman", new EmailAddress("priya@tallgrass.example"));

    /** Somebody with a mailbox. */
    record Player(String name, EmailAddress address) {
        String firstName() {
            return name.substring(0, name.indexOf(' '));
        }
    }

    /** A mail somebody writes to Lee. */
    record Letter(Player from, String subject, String body) {}

    private Cast() {}

    static List<Player> players() {
        return List.of(LEE, ANA, PRIYA);
    }

    static List<EmailAddress> users() {
        return List.of(TRACKER, RECORDER, LEE.address(), ANA.address(), PRIYA.address());
    }

    /** The built-in note, as the recorder generates it. */
    static String note() {
        return resource("note.md");
    }

    static List<Letter> letters() {
        return List.of(
                new Letter(PRIYA, "Dock layout", resource("priya.txt")),
                new Letter(ANA, "Venue for the pilot", resource("ana.txt")));
    }

    /** A second note for whoever plays on, written on {@code day}. */
    static String encore(LocalDate day) {
        return resource("encore.md").replace("{date}", day.toString());
    }

    private static String resource(String name) {
        try (InputStream in = Cast.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the demo's " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

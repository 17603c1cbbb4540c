package org.tickler.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tickler.ask.ReadingContext.Known;
import org.tickler.mail.EmailAddress;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The file of known people: JSON (an array, or an object a line), or lines {@code Name <address>}.
 */
final class KnownPeople {
    private static final Pattern LINE = Pattern.compile("\\s*([^<>]*?)\\s*<([^<>\\s]+)>\\s*");

    private KnownPeople() {}

    /**
     * @throws UsageException if the file cannot be read or understood
     */
    static List<Known> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.startsWith("[")) {
                var all = new ArrayList<Known>();
                Json.parse(text).forEach(node -> all.add(known(node)));
                return all;
            }
            return text.lines().filter(line -> !line.isBlank()).map(KnownPeople::line).toList();
        } catch (IOException e) {
            throw new UsageException("--people: " + file + " cannot be read.");
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UsageException("--people: " + file + ": " + e.getMessage());
        }
    }

    private static Known line(String line) {
        if (line.stripLeading().startsWith("{")) {
            return known(Json.parse(line));
        }
        Matcher named = LINE.matcher(line);
        return named.matches()
                ? new Known(named.group(1), List.of(new EmailAddress(named.group(2))), List.of())
                : new Known(line.strip(), List.of(), List.of());
    }

    private static Known known(JsonNode node) {
        var addresses = new ArrayList<EmailAddress>();
        for (String field : List.of("address", "addresses", "email", "emails")) {
            texts(node.path(field)).forEach(text -> addresses.add(new EmailAddress(text)));
        }
        return new Known(node.path("name").asString(""), addresses, texts(node.path("aliases")));
    }

    private static List<String> texts(JsonNode node) {
        var all = new ArrayList<String>();
        if (node.isString()) {
            all.add(node.asString());
        }
        node.forEach(child -> all.add(child.asString("")));
        return all;
    }
}

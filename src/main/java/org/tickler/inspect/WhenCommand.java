package org.tickler.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler when}: dates in words, as JSON lines. */
@Command(
        name = "when",
        mixinStandardHelpOptions = true,
        description = {
            "Find dates in words and print them as JSON lines.",
            "Without TEXT it reads JSON lines from standard input, such as",
            "  {\"text\":\"next friday at 3\",\"now\":\"2013-02-12T04:30:00\",\"zone\":\"-02:00\"}"
        })
public final class WhenCommand implements Callable<Integer> {
    @Option(
            names = "--now",
            paramLabel = "T",
            description = "The reference moment, such as 2026-01-12T09:00 (default: the present).")
    private @Nullable String now;

    @Option(
            names = "--zone",
            paramLabel = "Z",
            description =
                    "The zone in which days are counted, such as Europe/Paris or -02:00 (default: UTC).")
    private @Nullable String zone;

    @Option(
            names = "--locale",
            paramLabel = "L",
            description =
                    "The language and country of the text, such as en-GB or de; decides what 12/01 means.")
    private @Nullable String locale;

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "Texts to search, one answer each.")
    private @Nullable List<String> texts;

    private final InstantSource clock = Clock.systemUTC();
    private final DateFinder finder = new DateFinder();

    @Override
    public Integer call() throws IOException {
        List<String> given = texts;
        if (given == null || given.isEmpty()) {
            return answerLines(System.out);
        }
        boolean failed = false;
        for (String text : given) {
            failed |= !answer(text, now, zone, locale, System.out);
        }
        return failed ? ExitCode.USAGE : ExitCode.DONE;
    }

    /** A line that cannot be answered is an error object; the rest goes on. */
    private int answerLines(PrintStream out) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                answerLine(line, out);
            }
        }
        return ExitCode.DONE;
    }

    private void answerLine(String line, PrintStream out) {
        JsonNode asked;
        try {
            asked = Json.parse(line);
        } catch (JacksonException e) {
            error(null, "not JSON: " + e.getOriginalMessage(), out);
            return;
        }
        JsonNode text = asked.get("text");
        if (text == null || !text.isString()) {
            error(null, "the line has no \"text\"", out);
            return;
        }
        answer(
                text.stringValue(),
                field(asked, "now", now),
                field(asked, "zone", zone),
                field(asked, "locale", locale),
                out);
    }

    private static @Nullable String field(JsonNode asked, String name, @Nullable String otherwise) {
        JsonNode value = asked.get(name);
        return value == null || value.isNull() ? otherwise : value.asString();
    }

    private boolean answer(
            String text,
            @Nullable String at,
            @Nullable String in,
            @Nullable String language,
            PrintStream out) {
        DateContext context;
        try {
            context = new DateContext(moment(at, in), locale(language));
        } catch (UsageException e) {
            error(text, e.getMessage(), out);
            return false;
        }
        ObjectNode answer = Json.object();
        answer.put("text", text);
        var found = answer.putArray("found");
        finder.findAll(text, context).forEach(date -> found.add(json(date)));
        Json.print(answer, out);
        return true;
    }

    private static void error(@Nullable String text, @Nullable String error, PrintStream out) {
        ObjectNode answer = Json.object();
        if (text != null) {
            answer.put("text", text);
        }
        answer.put("error", error);
        Json.print(answer, out);
    }

    private ZonedDateTime moment(@Nullable String at, @Nullable String in) {
        ZoneId id = in == null || in.isBlank() ? ZoneOffset.UTC : Moments.zone(in);
        Instant instant = at == null || at.isBlank() ? clock.instant() : Moments.instant(at, id);
        return instant.atZone(id);
    }

    private static @Nullable Locale locale(@Nullable String language) {
        return language == null || language.isBlank()
                ? null
                : Locale.forLanguageTag(language.replace('_', '-'));
    }

    private static ObjectNode json(FoundDate date) {
        ObjectNode node = Json.object();
        node.put("text", date.text());
        node.put("date", text(date.date()));
        node.put(
                "time",
                date.time() == null ? null : date.time().withNano(0).toString().substring(0, 5));
        node.put("start", date.from() == null ? null : text(date.from()));
        node.put("grain", date.grain().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (date.isAmbiguous()) {
            node.put("ambiguous", true);
            node.put("other", text(date.other()));
        }
        return node;
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }
}

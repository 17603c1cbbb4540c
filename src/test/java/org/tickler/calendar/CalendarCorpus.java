package org.tickler.calendar;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.tickler.inspect.Json;

/**
 * Writes random invitations as files, and what they say as JSON lines, for the readers of others in
 * {@code src/test/foreign}: {@code CalendarCorpus FOLDER COUNT}.
 */
public final class CalendarCorpus {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private CalendarCorpus() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int count = Integer.parseInt(args[1]);
        var random = new RandomInvitations(42);
        try (var said =
                new PrintStream(
                        Files.newOutputStream(folder.resolve("expected.jsonl")),
                        false,
                        StandardCharsets.UTF_8)) {
            for (int i = 0; i < count; i++) {
                Invitation invitation = random.next();
                String name = "%05d.ics".formatted(i);
                Files.write(folder.resolve(name), new CalendarWriter().write(invitation));
                say(name, invitation, said);
            }
        }
    }

    private static void say(String file, Invitation sent, PrintStream out) {
        String name = CalendarText.quoted(sent.attendee().name()).replace("\"", "");
        String comment = sent.comment();
        boolean refusal = sent.method() == Method.DECLINECOUNTER;
        Json.print(
                Json.object()
                        .put("file", file)
                        .put("method", sent.method().name())
                        .put("uid", sent.uid())
                        .put("sequence", sent.sequence())
                        .put("stamp", BASIC.format(sent.stamp()))
                        .put("start", refusal ? "" : start(sent.time()))
                        .put("end", refusal ? "" : end(sent.time()))
                        .put(
                                "summary",
                                refusal
                                        ? ""
                                        : CalendarText.shorten(
                                                CalendarText.oneLine(sent.summary()), 500))
                        .put("description", refusal ? "" : lines(sent.description()))
                        .put("location", refusal ? "" : CalendarText.oneLine(sent.location()))
                        .put("comment", comment == null ? "" : lines(comment))
                        .put(
                                "attendee",
                                refusal ? "" : CalendarText.mailto(sent.attendee().address()))
                        .put(
                                "name",
                                refusal
                                        ? ""
                                        : name.isEmpty() ? sent.attendee().address().value() : name)
                        .put("partstat", refusal ? "" : sent.partStat().value()),
                out);
    }

    private static String lines(String text) {
        return CalendarText.shorten(CalendarText.manyLines(text), 2_000);
    }

    private static String start(EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, _) -> BASIC.format(start);
            case EventTime.AllDay(LocalDate start, _) ->
                    start.format(DateTimeFormatter.BASIC_ISO_DATE);
        };
    }

    private static String end(EventTime time) {
        return switch (time) {
            case EventTime.Timed(_, Instant end) -> BASIC.format(end);
            case EventTime.AllDay(_, LocalDate end) -> end.format(DateTimeFormatter.BASIC_ISO_DATE);
        };
    }
}

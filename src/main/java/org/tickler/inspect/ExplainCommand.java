package org.tickler.inspect;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.ReadingContext;
import org.tickler.language.SentenceClassifier;
import org.tickler.mail.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tickler explain}: what Tickler would make of a message, without touching anything. */
@Command(
        name = "explain",
        description = "Print what Tickler would make of messages and notes, one JSON line each.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    @Option(
            names = "--now",
            paramLabel = "T",
            description = "the present, such as 2026-01-31T09:00; default: the message's own date")
    private @Nullable String now;

    @Option(names = "--zone", paramLabel = "Z", description = "the owner's time zone; default: UTC")
    private @Nullable String zone;

    @Option(names = "--locale", paramLabel = "L", description = "the owner's language, such as de")
    private @Nullable String locale;

    @Option(
            names = "--me",
            paramLabel = "ADDRESS",
            description = "an address of the owner's; may be repeated")
    private List<String> me = new ArrayList<>();

    @Option(
            names = "--my-name",
            paramLabel = "NAME",
            description = "the owner's name; default: from headers and addresses")
    private String myName = "";

    @Option(
            names = "--people",
            paramLabel = "FILE",
            description =
                    "known people: JSON lines {\"name\":\"\u2026\",\"addresses\":[\u2026],\"aliases\":[\u2026]}, or lines Name <address>")
    private @Nullable Path people;

    @Option(
            names = "--sentences",
            description =
                    "FILE holds JSON lines {\"sentence\":\"\u2026\"}; says of each whether it is a task")
    private boolean sentences;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "1..*",
            description =
                    ".eml or no ending: a raw message; .md: a note; .txt: a body; a folder: its files in name order")
    private List<Path> files = new ArrayList<>();

    private final InstantSource clock = Clock.systemUTC();
    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException {
        if (sentences) {
            for (Path file : files) {
                judgeSentences(file);
            }
            return ExitCode.DONE;
        }
        var explanation = new Explanation(context());
        boolean failed = false;
        for (Path file : files) {
            failed |= !Files.exists(file);
            explainAll(file, explanation);
        }
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void explainAll(Path file, Explanation explanation) {
        if (!Files.isDirectory(file)) {
            Json.print(explanation.of(file), out);
            return;
        }
        try (Stream<Path> children = Files.list(file)) {
            children.sorted()
                    .filter(ExplainCommand::isInput)
                    .forEach(child -> explainAll(child, explanation));
        } catch (IOException e) {
            Json.print(Explanation.failure(file, "the folder cannot be read"), out);
        }
    }

    private static boolean isInput(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith(".jsonl");
    }

    private void judgeSentences(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank()).forEach(this::judge);
        } catch (UncheckedIOException e) {
            throw new UsageException(file + " cannot be read: " + FileTrouble.words(e));
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + FileTrouble.words(e));
        }
    }

    private void judge(String line) {
        ObjectNode answer = Json.object();
        try {
            JsonNode sentence = Json.parse(line).path("sentence");
            var verdict = SentenceClassifier.shared().judge(sentence.asString(""));
            answer.put("task", verdict.task()).put("confidence", rounded(verdict.confidence()));
        } catch (JacksonException e) {
            answer.put("error", "the line is not JSON");
        }
        Json.print(answer, out);
    }

    static double rounded(double confidence) {
        return Math.round(confidence * 100) / 100.0;
    }

    private ReadingContext context() {
        ZoneId zoneId = zone == null ? ZoneOffset.UTC : Moments.zone(zone);
        Set<EmailAddress> mine = new HashSet<>();
        for (String address : me) {
            mine.add(address(address));
        }
        Instant present = now == null ? clock.instant() : Moments.instant(now, zoneId);
        Locale language = locale == null ? null : Locale.forLanguageTag(locale);
        var known = people == null ? List.<ReadingContext.Known>of() : KnownPeople.read(people);
        return new ReadingContext(mine, myName, known, zoneId, language, present);
    }

    private static EmailAddress address(String text) {
        try {
            return new EmailAddress(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--me: " + e.getMessage());
        }
    }
}

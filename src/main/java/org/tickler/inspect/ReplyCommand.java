package org.tickler.inspect;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
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
import org.tickler.mail.HtmlText;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.UnreadableMailException;
import org.tickler.reply.Asked;
import org.tickler.reply.ParsedReply;
import org.tickler.reply.ReplyContext;
import org.tickler.reply.ReplyGrammar;
import org.tickler.reply.ReplyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Shows what a reply says, without touching anything. */
@Command(
        name = "reply",
        description = "Show what the author of a reply typed and which commands that is.",
        mixinStandardHelpOptions = true)
public final class ReplyCommand implements Callable<Integer> {
    @Option(
            names = "--now",
            paramLabel = "T",
            description =
                    "the moment of the reply, such as 2026-01-05T09:00; by default the mail's"
                            + " own date")
    private @Nullable String now;

    @Option(
            names = "--zone",
            paramLabel = "Z",
            description = "the reader's zone, such as Europe/Paris")
    private @Nullable String zone;

    @Option(
            names = "--locale",
            paramLabel = "L",
            description = "the reader's language and country, such as de-AT; decides 12/01")
    private @Nullable String locale;

    @Option(
            names = "--asked",
            paramLabel = "proposal|reminder|digest",
            description = "what was answered (default: reminder)")
    private Asked asked = Asked.REMINDER;

    @Option(names = "--sent", paramLabel = "FILE", description = "the mail that was answered")
    private @Nullable Path sent;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = ".eml, .txt (a body) or .html")
    private List<Path> files = List.of();

    private final ReplyGrammar grammar = new ReplyGrammar(new DateFinder());

    @Override
    public Integer call() {
        String answered = sent == null ? null : sentText(sent);
        ZoneId place = zone();
        ZonedDateTime moment = moment(place);
        PrintStream out = System.out;
        boolean failed = false;
        for (Path file : files) {
            ObjectNode line = Json.object().put("file", file.toString());
            try {
                read(file, answered, moment, place, line);
            } catch (IOException | UnreadableMailException e) {
                line.put("error", reason(e));
                failed = true;
            }
            Json.print(line, out);
        }
        return failed && files.size() == 1 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static String reason(Exception e) {
        return e instanceof IOException io ? FileTrouble.words(io) : FileTrouble.named(e);
    }

    private void read(
            Path file,
            @Nullable String answered,
            @Nullable ZonedDateTime moment,
            @Nullable ZoneId place,
            ObjectNode line)
            throws IOException {
        ReplyText text;
        ZonedDateTime when = moment;
        if (isMail(file)) {
            ParsedMail mail = MailReader.read(Files.readAllBytes(file));
            text = ReplyText.of(mail, answered);
            OffsetDateTime date = mail.date();
            if (when == null && date != null) {
                when = place == null ? date.toZonedDateTime() : date.atZoneSameInstant(place);
            }
        } else {
            String body = body(file);
            text =
                    isHtml(file)
                            ? ReplyText.ofHtml(body, answered)
                            : ReplyText.ofPlain(body, answered);
        }
        if (when == null) {
            when = Instant.now().atZone(place == null ? ZoneOffset.UTC : place);
        }
        Locale language = locale == null ? null : Locale.forLanguageTag(locale.replace('_', '-'));
        int tasks = asked == Asked.DIGEST ? 2 : 1;
        var context = new ReplyContext(asked, tasks, new DateContext(when, language), language);
        print(text, grammar.parse(text.text(), context), line);
    }

    private static void print(ReplyText text, ParsedReply reply, ObjectNode line) {
        line.put("text", text.text()).put("signature", text.signature());
        var commands = line.putArray("commands");
        for (var command : reply.commands()) {
            var node = commands.addObject().put("verb", command.verb().word());
            var tasks = node.putArray("tasks");
            command.tasks().forEach(tasks::add);
            FoundDate when = command.when();
            if (when == null) {
                node.putNull("when");
            } else {
                print(when, node.putObject("when"));
            }
            node.put("person", command.person());
            node.put("text", command.text());
            if (command.exact()) {
                node.put("exact", true);
            }
        }
        line.put("note", reply.note()).put("unclear", reply.unclear());
    }

    private static void print(FoundDate when, ObjectNode node) {
        var time = when.time();
        var from = when.from();
        node.put("date", when.date().toString());
        node.put("time", time == null ? null : time.toString());
        node.put("start", from == null ? null : from.toString());
        node.put("text", when.text());
    }

    private static boolean isMail(Path file) {
        String name = name(file);
        return name.endsWith(".eml") || name.endsWith(".msg") || name.indexOf('.') < 0;
    }

    private static boolean isHtml(Path file) {
        return name(file).endsWith(".html") || name(file).endsWith(".htm");
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static String body(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static String sentText(Path file) {
        try {
            if (isMail(file)) {
                return MailReader.read(Files.readAllBytes(file)).bodyText();
            }
            return isHtml(file) ? HtmlText.render(body(file)) : body(file);
        } catch (IOException | UnreadableMailException e) {
            throw new UsageException("--sent " + file + " cannot be read: " + reason(e));
        }
    }

    private @Nullable ZoneId zone() {
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new UsageException(
                    "--zone " + zone + " is no time zone; try one such as Europe/Paris");
        }
    }

    private @Nullable ZonedDateTime moment(@Nullable ZoneId place) {
        if (now == null) {
            return null;
        }
        ZoneId fallback = place == null ? ZoneOffset.UTC : place;
        try {
            var read =
                    java.time.format.DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            now, ZonedDateTime::from, LocalDateTime::from);
            if (read instanceof ZonedDateTime zoned) {
                return place == null ? zoned : zoned.withZoneSameInstant(place);
            }
            return LocalDateTime.from(read).atZone(fallback);
        } catch (DateTimeException e) {
            throw new UsageException("--now " + now + " is no moment; write 2026-01-05T09:00");
        }
    }
}

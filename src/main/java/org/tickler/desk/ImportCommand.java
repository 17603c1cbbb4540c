package org.tickler.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.answer.Readers;
import org.tickler.extract.Reading;
import org.tickler.inspect.ExitCode;
import org.tickler.inspect.Json;
import org.tickler.inspect.UsageException;
import org.tickler.intake.MessageStore;
import org.tickler.mail.MailReader;
import org.tickler.mail.MessageId;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.Sha256;
import org.tickler.mail.UnreadableMailException;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;
import org.tickler.task.Cause;
import org.tickler.tracker.Origin;
import org.tickler.tracker.Proposals.Taken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tickler import}: notes, folders of notes, mails and mailboxes in mbox form become
 * proposals.
 */
@Command(
        name = "import",
        description =
                "Read notes (.md), mails (.eml), mbox files, or folders of them, into the database.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    private static final String MAILBOX = "import";

    @Mixin private ConfigOption config;

    @Option(names = "--json", description = "print JSON lines")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR")
    private List<Path> paths;

    @Override
    public Integer call() throws IOException {
        boolean failed = false;
        try (Desk desk = Desk.open(config.settings())) {
            for (Path file : files()) {
                ObjectNode line = Json.object();
                line.put("file", file.toString());
                try {
                    take(desk, file, line);
                } catch (IOException | UnreadableMailException problem) {
                    line.put("error", "it cannot be read: " + problem.getMessage());
                    failed = true;
                }
                print(line);
            }
        }
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (var walk = Files.walk(path)) {
                    walk.filter(Files::isRegularFile)
                            .filter(ImportCommand::isImportable)
                            .sorted()
                            .forEach(files::add);
                }
            } else if (Files.isReadable(path)) {
                files.add(path);
            } else {
                throw new UsageException("there is no readable file " + path);
            }
        }
        if (files.isEmpty()) {
            throw new UsageException(
                    "there is no note (.md) and no mail (.eml, .mbox) in " + paths);
        }
        return files;
    }

    private static boolean isImportable(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".md") || name.endsWith(".eml") || name.endsWith(".mbox");
    }

    private static void take(Desk desk, Path file, ObjectNode line) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        byte[] bytes = Files.readAllBytes(file);
        if (name.endsWith(".md") || name.endsWith(".txt")) {
            Taken taken = desk.inTransaction(handle -> note(desk, handle, file, bytes));
            line.put("proposed", taken.proposed().size());
            line.put("known", taken.joined().size());
            line.put("finished", taken.recorded().size());
            return;
        }
        List<Mail> mails =
                name.endsWith(".mbox") || Mbox.begins(bytes)
                        ? Mbox.split(bytes).stream().map(Mail::of).toList()
                        : List.of(Mail.alone(bytes));
        int stored =
                desk.inTransaction(
                        handle -> mails.stream().mapToInt(mail -> store(desk, handle, mail)).sum());
        var report = desk.core().intake().runOnce();
        line.put("mails", mails.size());
        line.put("stored", stored);
        line.put("takenIn", report.processed());
        line.put("quarantined", report.quarantined());
    }

    private static Taken note(Desk desk, Handle handle, Path file, byte[] bytes) {
        Person owner = Desk.owner(handle);
        Instant now = desk.core().clock().instant();
        Reading reading =
                desk.core()
                        .extractor()
                        .readNote(
                                new String(bytes, StandardCharsets.UTF_8),
                                Readers.context(
                                        handle.attach(PersonStore.class).all(), owner, now));
        String base = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        var origin =
                new Origin(
                        "note",
                        null,
                        null,
                        reading.title().isBlank() ? base : reading.title(),
                        reading.groupKey().isBlank() ? base : reading.groupKey(),
                        reading.account(),
                        "",
                        null,
                        "",
                        reading.date());
        return desk.core()
                .proposals()
                .take(
                        handle,
                        origin,
                        reading.candidates(),
                        owner,
                        Cause.commandLine(owner.id(), "import"));
    }

    private static int store(Desk desk, Handle handle, Mail mail) {
        return handle.attach(MessageStore.class)
                .importRaw(
                        MAILBOX,
                        mail.id(),
                        Sha256.of(mail.bytes()),
                        mail.bytes(),
                        desk.core().clock().instant());
    }

    /** What is stored of a mail. */
    private record Mail(@Nullable String id, byte[] bytes) {
        static Mail of(byte[] bytes) {
            return of(bytes, MailReader.read(bytes));
        }

        /**
         * A mail in a file of its own.
         *
         * @throws IOException if it is something else, such as a picture or an archive: any bytes
         *     can be read as a mail, but what has none of these fields is none
         */
        static Mail alone(byte[] bytes) throws IOException {
            ParsedMail mail = MailReader.read(bytes);
            if (mail.from().isEmpty() && mail.messageId() == null && mail.date() == null) {
                throw new IOException("it is no mail, for it has no From, Date or Message-ID");
            }
            return of(bytes, mail);
        }

        private static Mail of(byte[] bytes, ParsedMail mail) {
            MessageId id = mail.messageId();
            return new Mail(id == null ? null : id.value(), bytes);
        }
    }

    private void print(ObjectNode line) {
        if (json) {
            Json.print(line, System.out);
            return;
        }
        var words = new StringBuilder();
        line.properties()
                .forEach(field ->
                        words.append(words.isEmpty() ? "" : "  ")
                                .append(field.getKey())
                                .append(' ')
                                .append(field.getValue().asString()));
        System.out.println(words);
    }
}

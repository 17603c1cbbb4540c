package org.tickler.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Reach;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Voice;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.UnreadableCalendarException;
import org.tickler.dates.DateFinder;
import org.tickler.extract.Candidate;
import org.tickler.extract.Extractor;
import org.tickler.extract.Reading;
import org.tickler.mail.MailKind;
import org.tickler.mail.MailKindDetector;
import org.tickler.mail.MailReader;
import org.tickler.mail.MailVerdict;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.UnreadableMailException;
import org.tickler.reply.ReplyText;
import org.tickler.task.Due;
import tools.jackson.databind.node.ObjectNode;

/** What is understood of one file, as JSON. Safe for use by many threads. */
final class Explanation {
    private static final int LONGEST_TEXT = 2_000;

    private final ReadingContext context;
    private final Extractor extractor = new Extractor(new DateFinder());
    private final CalendarReader calendars = new CalendarReader();

    Explanation(ReadingContext context) {
        this.context = context;
    }

    /** One object for the file; a problem is an object with an error. */
    ObjectNode of(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".md") || name.endsWith(".markdown")) {
                return note(file, decode(content));
            }
            return name.endsWith(".txt") ? body(file, decode(content)) : mail(file, content);
        } catch (IOException e) {
            return failure(
                    file, Files.exists(file) ? "the file cannot be read" : "there is no such file");
        } catch (UnreadableMailException e) {
            return failure(file, reason(e)).put("kind", MailKind.UNREADABLE.word());
        } catch (RuntimeException e) {
            // one hostile file must not stop the rest
            return failure(file, reason(e));
        }
    }

    static ObjectNode failure(Path file, String reason) {
        return Json.object().put("file", file.toString()).put("error", reason);
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static String decode(byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            return new String(content, Charset.forName("windows-1252"));
        }
    }

    private ObjectNode note(Path file, String text) {
        Reading reading = extractor.readNote(text, context);
        ObjectNode node =
                Json.object().put("file", file.toString()).put("kind", MailKind.SOURCE.word());
        node.put("subject", reading.title()).put("text", shorten(text));
        addTasks(node, reading.candidates());
        return node;
    }

    private ObjectNode body(Path file, String text) {
        return describe(file, ParsedMail.ofText(text), new MailVerdict.Source());
    }

    private ObjectNode mail(Path file, byte[] content) {
        ParsedMail mail = MailReader.read(content);
        MailVerdict verdict = MailKindDetector.detect(mail, OwnIdentity.none());
        boolean person =
                verdict instanceof MailVerdict.Source || verdict instanceof MailVerdict.Reply;
        return describe(
                file,
                mail,
                person
                        ? CalendarReader.meetingInWinmail(mail)
                                .<MailVerdict>map(part -> new MailVerdict.Calendar(part, verdict))
                                .orElse(verdict)
                        : verdict);
    }

    private ObjectNode describe(Path file, ParsedMail mail, MailVerdict verdict) {
        String newText = ReplyText.of(mail, null).text();
        ObjectNode node =
                Json.object().put("file", file.toString()).put("kind", verdict.kind().word());
        node.put("messageId", mail.messageId() == null ? null : mail.messageId().value());
        node.put("subject", mail.subject());
        node.put("from", mail.from().isEmpty() ? null : mail.from().getFirst().address().value());
        node.put("text", shorten(newText));
        boolean mayHoldTasks =
                verdict instanceof MailVerdict.Source
                        || verdict instanceof MailVerdict.Bulk
                        || verdict instanceof MailVerdict.Reply;
        if (mayHoldTasks) {
            Reading reading = extractor.read(mail, newText, context);
            addTasks(node, reading.candidates());
            addVoice(node, reading.voice());
        } else {
            addTasks(node, List.of());
        }
        switch (verdict) {
            case MailVerdict.Calendar _ -> addCalendar(node, mail);
            case MailVerdict.Bounce bounce -> addBounce(node, bounce);
            case MailVerdict.AutoReply(var returns) ->
                    node.putObject("autoReply").put("returns", text(returns));
            case MailVerdict.Source _,
                    MailVerdict.Reply _,
                    MailVerdict.Bulk _,
                    MailVerdict.Own _ -> {
                // the tasks are all there is to tell
            }
        }
        return node;
    }

    private static void addBounce(ObjectNode node, MailVerdict.Bounce bounce) {
        ObjectNode to = node.putObject("bounce");
        var recipients = to.putArray("recipients");
        for (MailVerdict.Recipient recipient : bounce.recipients()) {
            recipients
                    .addObject()
                    .put("address", recipient.address().value())
                    .put("status", recipient.status())
                    .put("permanent", recipient.permanent());
        }
        var original = bounce.originalMessageId();
        to.put("originalMessageId", original == null ? null : original.value());
    }

    private static String shorten(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1))
                        ? LONGEST_TEXT - 1
                        : LONGEST_TEXT;
        return text.substring(0, end);
    }

    /** Why few tasks or none are read from a mail that no person wrote. */
    private static void addVoice(ObjectNode node, Voice voice) {
        if (voice.reach() != Reach.PERSONAL) {
            node.putObject("voice")
                    .put("reach", voice.reach().name().toLowerCase(Locale.ROOT))
                    .put("why", voice.why());
        }
    }

    private static void addTasks(ObjectNode node, List<Candidate> candidates) {
        var tasks = node.putArray("tasks");
        for (Candidate candidate : candidates) {
            ObjectNode task = tasks.addObject();
            task.put("title", candidate.title()).put("evidence", candidate.evidence());
            task.set("assignee", assignee(candidate.assignee()));
            task.set("due", candidate.due() == null ? null : due(candidate.due()));
            task.put("followUp", candidate.followUp()).put("status", candidate.status().word());
            task.put("priority", candidate.priority().word());
            var tags = task.putArray("tags");
            candidate.tags().forEach(tags::add);
            task.put("confidence", ExplainCommand.rounded(candidate.confidence()));
        }
    }

    private static ObjectNode assignee(AssigneeRef assignee) {
        ObjectNode node = Json.object();
        return switch (assignee) {
            case AssigneeRef.Me me -> node.put("kind", "me");
            case AssigneeRef.Nobody nobody -> node.put("kind", "nobody");
            case AssigneeRef.Named(var name, var address) ->
                    node.put("kind", "person")
                            .put("name", name)
                            .put("address", address == null ? null : address.value());
        };
    }

    private static ObjectNode due(Due due) {
        return Json.object()
                .put("date", due.date().toString())
                .put("time", text(due.time()))
                .put("start", text(due.start()))
                .put("text", due.words());
    }

    private static @Nullable String text(@Nullable LocalTime time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private void addCalendar(ObjectNode node, ParsedMail mail) {
        try {
            calendars.read(mail).ifPresent(message -> node.set("calendar", calendar(message)));
        } catch (UnreadableCalendarException e) {
            node.putObject("calendar").put("error", reason(e));
        }
    }

    private static ObjectNode calendar(CalendarMessage message) {
        ObjectNode node = Json.object();
        node.put("method", message.method() == null ? null : message.method().name());
        node.put("uid", message.uid()).put("sequence", message.sequence());
        var attendee = message.attendees().isEmpty() ? null : message.attendees().getFirst();
        node.put("attendee", attendee == null ? null : attendee.address().value());
        node.put(
                "partstat",
                attendee == null || attendee.partStat() == null
                        ? null
                        : attendee.partStat().value());
        node.put("start", message.startText()).put("end", message.endText());
        return node.put("summary", message.summary()).put("comment", message.comment());
    }
}

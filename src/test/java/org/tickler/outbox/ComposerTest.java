package org.tickler.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Method;
import org.tickler.letter.Frame;
import org.tickler.letter.Letter;
import org.tickler.letter.Letters;
import org.tickler.letter.Samples;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;

class ComposerTest {
    /** With {@code -Dgolden.write=true} the files are written anew, to be read and committed. */
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private static final String TOKEN = "r7.k1.abcdefghijklmnopqrstuvwxyz";
    private static final MailIdentity IDENTITY =
            new MailIdentity(
                    new EmailAddress("tasks@lee.example"),
                    "Tickler for Lee",
                    "lee.example",
                    UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100"),
                    true,
                    null);
    private static final NamedAddress ANA =
            new NamedAddress("Ana Ruíz", new EmailAddress("ana@client.example"));

    private static byte[] compose(Draft draft) {
        var words = new Letters().render(draft.letter(), Samples.NOW, Frame.PREVIEW);
        return new Composer(IDENTITY).compose(draft, words, TOKEN, Samples.NOW).raw();
    }

    private static MimeMessage parse(byte[] raw) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
    }

    private static Draft reminder() {
        var line = Samples.questions(1);
        return Draft.of(
                "slot:1",
                MailPurpose.REMINDER,
                new Letter.Reminder(Samples.LEE, line, Letter.Reason.DUE, false),
                new NamedAddress("Lee Moran", new EmailAddress("lee@lee.example")),
                Samples.LEE.id(),
                List.of(line.task()),
                List.of(new MessageId("<note-1@notes.example>")));
    }

    @Test
    void reminderShouldBeTheAgreedMessage() throws IOException {
        Path golden = Path.of("src/test/resources/outbox/reminder.eml");
        String actual =
                new String(compose(reminder()), StandardCharsets.US_ASCII).replace("\r\n", "\n");
        if (WRITE) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    @Test
    void invitationShouldHaveTheStructureThatClientsUnderstand() throws Exception {
        byte[] calendar =
                "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX:ü\r\nEND:VCALENDAR\r\n"
                        .getBytes(StandardCharsets.UTF_8);
        var event =
                Samples.invitation(
                        Method.REQUEST,
                        new EventTime.Timed(Samples.NOW, Samples.NOW.plusSeconds(3600)),
                        false);
        var task = Samples.questions(1).task();
        byte[] raw =
                compose(
                        Draft.of(
                                        "event:1",
                                        MailPurpose.INVITATION,
                                        new Letter.EventMail(
                                                ANA,
                                                Samples.BERLIN,
                                                task,
                                                event,
                                                Letter.EventMail.News.INVITED),
                                        ANA,
                                        null,
                                        List.of(task),
                                        List.of())
                                .withCalendar(calendar, "REQUEST"));
        assertThat(new String(raw, StandardCharsets.ISO_8859_1))
                .contains("Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\n");
        var message = parse(raw);
        var mixed = (MimeMultipart) message.getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        var alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getCount()).isEqualTo(3);
        BodyPart typed = alternative.getBodyPart(2);
        assertThat(typed.getDisposition()).isNull();
        assertThat(typed.getFileName()).isNull();
        assertThat(typed.getHeader("Content-Transfer-Encoding")).containsExactly("base64");
        assertThat(typed.getInputStream().readAllBytes()).isEqualTo(calendar);
        BodyPart attached = mixed.getBodyPart(1);
        assertThat(attached.getContentType()).startsWith("application/ics");
        assertThat(attached.getFileName()).isEqualTo("invite.ics");
        assertThat(attached.getInputStream().readAllBytes()).isEqualTo(calendar);
        assertThat(message.getSubject()).isEqualTo("Invitation: Ana Ruiz to visit San Francisco");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void digestShouldBeAListThatCanBeLeft() throws Exception {
        var message =
                parse(
                        compose(
                                Draft.of(
                                        "digest:1",
                                        MailPurpose.DIGEST,
                                        new Letter.Digest(Samples.LEE, List.of()),
                                        ANA,
                                        null,
                                        List.of(),
                                        List.of())));
        assertThat(message.getHeader("Precedence")).containsExactly("bulk");
        assertThat(message.getHeader("List-Id")).containsExactly("<digest.ana.lee.example>");
        assertThat(message.getHeader("List-Unsubscribe")[0])
                .contains("<mailto:tasks+" + TOKEN + "@lee.example?");
        assertThat(message.getHeader("X-Tickler-Task")).isNull();
    }

    @Test
    void nameShouldNotBeAbleToAddAHeader() {
        var draft =
                Draft.of(
                        "notice:1",
                        MailPurpose.NOTICE,
                        new Letter.Notice(Samples.LEE, "A\r\nBcc: x@y.example", List.of("Hello")),
                        new NamedAddress(
                                "Eve\r\nBcc: x@y.example", new EmailAddress("eve@lee.example")),
                        null,
                        List.of(),
                        List.of());
        assertThat(new String(compose(draft), StandardCharsets.US_ASCII)).doesNotContain("\nBcc:");
    }

    @Test
    void longConversationShouldKeepItsFirstAndLastReferences() throws Exception {
        var ids =
                java.util.stream.IntStream.range(0, 300)
                        .mapToObj(i -> new MessageId("<m" + i + "@client.example>"))
                        .toList();
        var draft = reminder();
        var message =
                parse(
                        compose(
                                Draft.of(
                                        draft.cause(),
                                        draft.kind(),
                                        draft.letter(),
                                        draft.to(),
                                        draft.personId(),
                                        draft.numberedTasks(),
                                        ids)));
        assertThat(message.getHeader("References")[0].split("\\s+"))
                .hasSize(12)
                .contains("<m0@client.example>", "<m299@client.example>");
    }

    @Test
    void flowedTextShouldComeBackUnbroken() {
        String text =
                "From now on:\n\n   "
                        + "word ".repeat(40).strip()
                        + "\n> quoted\n"
                        + "x".repeat(100)
                        + "\n";
        String flowed = Flowed.write(text);
        assertThat(flowed.lines()).allMatch(line -> line.length() <= 100);
        assertThat(flowed).startsWith(" From now").contains("\r\n > quoted\r\n").endsWith("x\r\n");
        var joined = new StringBuilder();
        for (String line : flowed.split("\r\n")) {
            String unstuffed = line.startsWith(" ") ? line.substring(1) : line;
            joined.append(unstuffed).append(line.endsWith(" ") ? "" : "\n");
        }
        assertThat(joined.toString()).isEqualTo(text);
    }

    /** The library reads back what we write, whatever stands at the ends of the lines. */
    @Test
    void quotedPrintableShouldBeReadAsItWasWritten() throws Exception {
        String text =
                "=20 is no blank\r\nends with a blank \r\nü".repeat(40)
                        + " ".repeat(80)
                        + "\t\r\n"
                        + "x".repeat(75)
                        + "ü\r\n"
                        + "y".repeat(76)
                        + "\r\n"
                        + "z".repeat(77)
                        + " ";
        var out = new java.io.ByteArrayOutputStream();

        MimeBody.quotedPrintable(out, text.getBytes(StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.US_ASCII).split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(77).doesNotEndWith(" "));
        byte[] read =
                jakarta.mail.internet.MimeUtility.decode(
                                new java.io.ByteArrayInputStream(out.toByteArray()),
                                "quoted-printable")
                        .readAllBytes();
        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(text);
    }
}

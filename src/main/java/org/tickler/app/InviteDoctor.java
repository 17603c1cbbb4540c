package org.tickler.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.CalendarWriter;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Invitation;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.calendar.UnreadableCalendarException;
import org.tickler.config.MailboxSettings;
import org.tickler.config.Settings;
import org.tickler.fetch.MailboxCheck;
import org.tickler.letter.Frame;
import org.tickler.letter.Letter;
import org.tickler.letter.Letter.EventMail.News;
import org.tickler.letter.Letters;
import org.tickler.letter.Rendered;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailKindDetector;
import org.tickler.mail.MailReader;
import org.tickler.mail.MailVerdict;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.UnreadableMailException;
import org.tickler.outbox.MimeBody;
import org.tickler.smtp.SmtpSender.Check;

/**
 * Sends a test invitation to one address and waits for what its calendar answers. Nothing of it is
 * written down: no task, no event; a running service takes the answer for one to an event that is
 * not ours.
 */
public final class InviteDoctor {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final Settings settings;
    private final MailboxSettings mailbox;
    private final InstantSource clock;
    private final Consumer<String> say;

    /**
     * @param say gets each line as soon as there is one
     * @throws IllegalArgumentException if no mailbox or no SMTP server is configured
     */
    public InviteDoctor(Settings settings, InstantSource clock, Consumer<String> say) {
        if (settings.mailboxes().isEmpty() || !settings.smtp().isConfigured()) {
            throw new IllegalArgumentException(
                    "a mailbox and an SMTP server must be configured, see config/tickler.yaml");
        }
        this.settings = settings;
        this.mailbox = settings.mailboxes().getFirst();
        this.clock = clock;
        this.say = say;
    }

    /** An answer as it came, and the invitation it answers. */
    public record Answer(Invitation invitation, byte[] raw) {}

    /**
     * @param patience how long to wait for the answer
     * @return the answer; empty if none came, or the invitation was not taken
     * @throws org.tickler.fetch.ImapFailure if the mailbox cannot be read
     */
    public Optional<Answer> run(EmailAddress to, Duration patience) {
        Invitation invitation = invitation(to);
        long before = MailboxCheck.lastUid(mailbox);
        var sender = Wiring.sender(settings.smtp());
        switch (sender.send(mailbox.address(), to, mail(invitation, zone(), clock.instant()))) {
            case Check.Failed(String reason) -> {
                say.accept("not sent: " + reason);
                return Optional.empty();
            }
            case Check.Ready(_) ->
                    say.accept(
                            "sent to "
                                    + to
                                    + ": \""
                                    + invitation.summary()
                                    + "\", "
                                    + when(invitation.time())
                                    + ". Answer it in that calendar now: accept, decline or"
                                    + " propose another time. Waiting "
                                    + (patience.toMinutes() == 1
                                            ? "a minute ..."
                                            : patience.toMinutes() + " minutes ..."));
        }
        return await(invitation, before, patience);
    }

    private Optional<Answer> await(Invitation invitation, long before, Duration patience) {
        long start = System.nanoTime();
        long seen = before;
        while (System.nanoTime() - start < patience.toNanos()) {
            for (MailboxCheck.Found found : MailboxCheck.after(mailbox, seen)) {
                seen = found.uid();
                switch (sort(found.raw(), invitation)) {
                    case ANSWER -> {
                        return Optional.of(new Answer(invitation, found.raw()));
                    }
                    case RETURNED -> {
                        say.accept(returned(found.raw()));
                        return Optional.empty();
                    }
                    case AUTOMATIC ->
                            say.accept(
                                    "an automatic mail about it came, which is no answer; waiting on ...");
                    case OTHER -> {
                        // somebody else's mail
                    }
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        say.accept(
                "no answer came. Look whether the invitation lies in the spam folder there, whether it"
                        + " shows buttons, and whether the answer was sent to "
                        + mailbox.address());
        return Optional.empty();
    }

    /** What a mail that came in is to the invitation. */
    enum Sort {
        ANSWER,
        RETURNED,
        AUTOMATIC,
        OTHER
    }

    static Sort sort(byte[] raw, Invitation invitation) {
        ParsedMail mail;
        try {
            mail = MailReader.read(raw);
        } catch (UnreadableMailException unreadable) {
            return Sort.OTHER;
        }
        String sent = messageId(invitation);
        boolean named =
                mail.ancestors().stream().anyMatch(id -> id.value().equals(sent))
                        || answersByUid(mail, invitation);
        return switch (MailKindDetector.detect(mail, OwnIdentity.none())) {
            case MailVerdict.Bounce bounce -> {
                boolean ours =
                        named
                                || bounce.original()
                                        .filter(id -> id.value().equals(sent))
                                        .isPresent();
                boolean failed =
                        bounce.recipients().stream().anyMatch(MailVerdict.Recipient::permanent);
                yield !ours ? Sort.OTHER : failed ? Sort.RETURNED : Sort.AUTOMATIC;
            }
            case MailVerdict.AutoReply _ -> named ? Sort.AUTOMATIC : Sort.OTHER;
            case MailVerdict.Source _,
                    MailVerdict.Reply _,
                    MailVerdict.Calendar _,
                    MailVerdict.Bulk _,
                    MailVerdict.Own _ ->
                    named ? Sort.ANSWER : Sort.OTHER;
        };
    }

    private static boolean answersByUid(ParsedMail mail, Invitation invitation) {
        try {
            return new CalendarReader()
                    .read(mail)
                    .filter(message -> invitation.uid().equalsIgnoreCase(message.uid()))
                    .isPresent();
        } catch (UnreadableCalendarException unreadable) {
            return false;
        }
    }

    private static String returned(byte[] raw) {
        String why =
                MailKindDetector.detect(MailReader.read(raw), OwnIdentity.none())
                                instanceof MailVerdict.Bounce bounce
                        ? bounce.recipients().stream()
                                .map(one ->
                                        one.address() + " cannot be reached (" + one.status() + ")")
                                .collect(Collectors.joining(", "))
                        : "";
        return "the invitation came back"
                + (why.isEmpty() ? "" : ": " + why)
                + ". Look at the address, and at what the mail server's log says of it";
    }

    private Invitation invitation(EmailAddress to) {
        Instant now = clock.instant();
        ZonedDateTime start = now.atZone(zone()).plusDays(2).withHour(10).withMinute(0);
        Instant begin = start.withSecond(0).withNano(0).toInstant();
        return new Invitation(
                Method.REQUEST,
                "doctor-" + UUID.randomUUID() + "@" + settings.instance().domain(),
                0,
                now,
                new EventTime.Timed(begin, begin.plus(Duration.ofMinutes(30))),
                "Test invitation of Tickler",
                "Sent by 'tickler invite-doctor' to see what your calendar answers.",
                "",
                new NamedAddress(settings.smtp().fromName(), mailbox.address()),
                new NamedAddress("", to),
                PartStat.NEEDS_ACTION,
                false,
                null,
                now);
    }

    private static String messageId(Invitation invitation) {
        return "<" + invitation.uid() + ">";
    }

    private ZoneId zone() {
        return settings.people().isEmpty() ? ZoneOffset.UTC : settings.people().getFirst().zone();
    }

    private String when(EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, _) -> WHEN.format(start.atZone(zone()));
            case EventTime.AllDay days -> days.start().toString();
        };
    }

    /** In the words and parts of every invitation of ours (RFC 6047, 2.4). */
    static byte[] mail(Invitation invitation, ZoneId zone, Instant now) {
        var letter =
                new Letter.EventMail(invitation.attendee(), zone, null, invitation, News.INVITED);
        String unique = UUID.randomUUID().toString().replace("-", "");
        Rendered words = new Letters().render(letter, now, new Frame(unique, null, null));
        MimeBody.Body body =
                MimeBody.write(
                        words,
                        new CalendarWriter().write(invitation),
                        invitation.method().name(),
                        unique);
        String header =
                String.join(
                        "\r\n",
                        "From: " + invitation.organizer().address(),
                        "To: " + invitation.attendee().address(),
                        "Subject: " + words.subject(),
                        "Date: " + DATE.format(now.atOffset(ZoneOffset.UTC)),
                        "Message-ID: " + messageId(invitation),
                        "Auto-Submitted: auto-generated",
                        "MIME-Version: 1.0",
                        "Content-Type: " + body.type(),
                        "",
                        "");
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        raw.writeBytes(body.content());
        return raw.toByteArray();
    }
}

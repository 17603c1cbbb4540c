package org.tickler.scenario;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.answer.MailboxRules;
import org.tickler.app.Core;
import org.tickler.config.Policies;
import org.tickler.intake.Intake.IntakeReport;
import org.tickler.intake.MessageStore;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.Sha256;
import org.tickler.mail.UnreadableMailException;
import org.tickler.outbox.MailIdentity;
import org.tickler.outbox.Tokens;
import org.tickler.people.People;
import org.tickler.people.PersonId;
import org.tickler.people.PersonStore.Profile;
import org.tickler.remind.MailLimits;
import org.tickler.remind.ReminderPolicy;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;
import org.tickler.task.Cause;
import org.tickler.task.Due;
import org.tickler.task.HistoryStore;
import org.tickler.task.NewTask;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;
import org.tickler.tracker.Likeness;

/**
 * Lee's desk: a tracker over a real database, a clock moved by hand, and the mail that goes in and
 * out of it.
 */
final class Desk implements AutoCloseable {
    static final EmailAddress TRACKER = new EmailAddress("tasks@desk.example");
    static final EmailAddress LEE = new EmailAddress("lee@desk.example");

    /** Thursday, 11 December 2025, 09:00 in Lee's zone. */
    static final Instant START = Instant.parse("2025-12-11T15:00:00Z");

    final TestDatabase database = TestDatabase.create();
    final TestClock clock = TestClock.at(START);
    final EmailAddress tracker;
    final Core core;
    private int mails;

    Desk() {
        this(new MailboxRules(null, Set.of("mx.desk.example"), true, _ -> false, 0.5), false);
    }

    Desk(MailboxRules rules, boolean proposalsInDigest) {
        this(TRACKER, LEE, rules, proposalsInDigest, MailLimits.NONE, Policies.Limits.USUAL);
    }

    Desk(MailLimits mails) {
        this(mails, Policies.Limits.USUAL);
    }

    Desk(MailLimits mails, Policies.Limits limits) {
        this(TRACKER, LEE, MailboxRules.USUAL, false, mails, limits);
    }

    /** Somebody else's desk, with a tracker at another address. */
    Desk(EmailAddress tracker, EmailAddress owner, MailboxRules rules, boolean proposalsInDigest) {
        this(tracker, owner, rules, proposalsInDigest, MailLimits.NONE, Policies.Limits.USUAL);
    }

    private Desk(
            EmailAddress tracker,
            EmailAddress owner,
            MailboxRules rules,
            boolean proposalsInDigest,
            MailLimits mails,
            Policies.Limits limits) {
        this.tracker = tracker;
        var tokens = Tokens.open(database.jdbi(), clock);
        var identity =
                new MailIdentity(
                        tracker,
                        "Tickler for Lee",
                        tracker.domain(),
                        tokens.instance(),
                        true,
                        null);
        var own =
                new OwnIdentity(
                        Set.of(tracker),
                        identity::ownMessageId,
                        address ->
                                address.base().equals(tracker) && !address.subAddress().isEmpty(),
                        tokens.instance().toString());
        core =
                new Core(
                        database.jdbi(),
                        clock,
                        identity,
                        tokens,
                        own,
                        ReminderPolicy.USUAL,
                        Map.of("test", rules),
                        proposalsInDigest,
                        mails,
                        limits);
        var lee =
                new Profile(
                        "Lee Mercer",
                        "owner",
                        "America/Chicago",
                        "en",
                        "en-US",
                        LocalTime.of(8, 0),
                        LocalTime.of(9, 0),
                        LocalTime.of(17, 0),
                        List.of(1, 2, 3, 4, 5),
                        false);
        database.jdbi()
                .useTransaction(handle ->
                        new People(handle)
                                .sync(
                                        List.of(
                                                new People.Configured(
                                                        lee, List.of(owner), List.of())),
                                        clock.instant()));
    }

    /** A mail as it left, or waits to leave. */
    record Sent(long id, String kind, String recipient, ParsedMail mail, byte[] raw) {}

    List<Sent> sent() {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery(
                                        "select id, kind, recipient, raw from outbox order by id")
                                .map((row, context) ->
                                        new Sent(
                                                row.getLong("id"),
                                                row.getString("kind"),
                                                row.getString("recipient"),
                                                MailReader.read(row.getBytes("raw")),
                                                row.getBytes("raw")))
                                .list());
    }

    Sent last(String kind) {
        return sent().stream()
                .filter(mail -> mail.kind().equals(kind))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    Sent last(String kind, EmailAddress recipient) {
        return sent().stream()
                .filter(mail ->
                        mail.kind().equals(kind) && mail.recipient().equals(recipient.value()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    long count(String kind, EmailAddress recipient) {
        return sent().stream()
                .filter(mail ->
                        mail.kind().equals(kind) && mail.recipient().equals(recipient.value()))
                .count();
    }

    /** What became of the message taken in last. */
    String outcome() {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery(
                                        "select state || ': ' || coalesce(outcome, '') from message order by id desc limit 1")
                                .mapTo(String.class)
                                .one());
    }

    long count(String kind) {
        return sent().stream().filter(mail -> mail.kind().equals(kind)).count();
    }

    /** The dispatcher is not under test here: what was written down counts as sent. */
    void deliver() {
        database.jdbi()
                .useHandle(handle ->
                        handle.execute(
                                "update outbox set state = 'sent', sent_at = ?", clock.instant()));
    }

    IntakeReport receive(String raw) {
        byte[] bytes =
                raw.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        deliver();
        database.jdbi()
                .useExtension(
                        MessageStore.class,
                        store ->
                                store.importRaw(
                                        "test",
                                        header(bytes),
                                        Sha256.of(bytes),
                                        bytes,
                                        clock.instant()));
        return core.intake().runOnce();
    }

    private static String header(byte[] raw) {
        try {
            var id = MailReader.read(raw).messageId();
            return id == null ? "" : id.value();
        } catch (UnreadableMailException unreadable) {
            return "";
        }
    }

    /**
     * Somebody answers a mail of ours, with the mail quoted below as clients do, and the mail
     * server vouches for them.
     */
    IntakeReport answer(Sent mail, EmailAddress from, String words) {
        return receive(vouched(from) + reply(mail, from, words));
    }

    /** What the mail server writes above a mail that passed. */
    static String vouched(EmailAddress from) {
        return "Authentication-Results: mx.desk.example; dmarc=pass header.from="
                + from.domain()
                + "\n";
    }

    String reply(Sent mail, EmailAddress from, String words) {
        ParsedMail ours = mail.mail();
        var to = ours.replyTo().isEmpty() ? TRACKER : ours.replyTo().getFirst().address();
        return """
        From: %s
        To: %s
        Subject: Re: %s
        Date: %s
        Message-ID: <answer-%d@desk.example>
        In-Reply-To: %s
        References: %s
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8

        %s

        On Thu, Dec 11, 2025 at 9:00 AM Tickler for Lee <%s> wrote:

        %s
        """
                .formatted(
                        from,
                        to,
                        ours.subject(),
                        date(),
                        ++mails,
                        ours.messageId(),
                        ours.messageId(),
                        words,
                        TRACKER,
                        quoted(ours.text()));
    }

    private static String quoted(String text) {
        var lines = new ArrayList<String>();
        text.lines().forEach(line -> lines.add("> " + line));
        return String.join("\n", lines);
    }

    String date() {
        return DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .format(clock.instant().atOffset(ZoneOffset.ofHours(-6)));
    }

    String mail(EmailAddress from, String subject, String body) {
        return """
        From: %s
        To: %s
        Subject: %s
        Date: %s
        Message-ID: <mail-%d@desk.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8

        %s
        """
                .formatted(from, LEE, subject, date(), ++mails, body);
    }

    /** Moves the clock and rings the bells. */
    void pass(Duration time) {
        clock.advance(time);
        deliver();
        core.sweeper().runOnce();
        core.digests().runOnce();
        core.wordChanges().runOnce();
    }

    /** A task of the owner's own that is taken on already. */
    TaskId open(String title, @Nullable Due due) {
        return database.jdbi()
                .inTransaction(handle -> {
                    PersonId lee = new People(handle).owner().orElseThrow().id();
                    var task =
                            new NewTask(
                                    lee,
                                    title,
                                    Likeness.fingerprint(title),
                                    TaskState.OPEN,
                                    lee,
                                    due,
                                    false,
                                    Priority.NORMAL,
                                    List.of(),
                                    1);
                    return core.tracker().add(handle, task, Cause.tickler(), "test").id();
                });
    }

    Task task(long id) {
        return database.jdbi()
                .withExtension(TaskStore.class, store -> store.find(new TaskId(id)).orElseThrow());
    }

    List<Task> tasks() {
        return database.jdbi().withExtension(TaskStore.class, store -> store.recent(1000)).stream()
                .sorted((a, b) -> Long.compare(a.id().value(), b.id().value()))
                .toList();
    }

    List<String> history(long id) {
        return database
                .jdbi()
                .withExtension(HistoryStore.class, store -> store.of(new TaskId(id)))
                .stream()
                .map(entry -> entry.action())
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}

package org.tickler.support;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Letter;
import org.tickler.letter.Letters;
import org.tickler.letter.TaskLine;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailIdentity;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.SentMails;
import org.tickler.outbox.Tokens;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.people.PersonStore;
import org.tickler.people.PersonStore.Profile;
import org.tickler.task.Due;
import org.tickler.task.NewTask;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/** An outbox over a database with Lee, the owner, Ana, approved, and Bo, who is not. */
public final class OutboxFixture {
    public static final Instant NOW = Instant.parse("2026-01-12T07:00:00Z");

    public final TestClock clock = TestClock.at(NOW);
    public final Jdbi jdbi;
    public final Tokens tokens;
    public final MailIdentity identity;
    public final Outbox outbox;
    public final SentMails sentMails;
    public final Person lee;
    public final Person ana;
    public final Person bo;

    public OutboxFixture(TestDatabase database, boolean subAddressing) {
        jdbi = database.jdbi();
        tokens = Tokens.open(jdbi, clock);
        identity =
                new MailIdentity(
                        new EmailAddress("tasks@lee.example"),
                        "Tickler for Lee",
                        "lee.example",
                        tokens.instance(),
                        subAddressing,
                        null);
        outbox = new Outbox(identity, tokens, new Letters(), clock);
        sentMails = new SentMails(tokens);
        jdbi.useHandle(handle ->
                handle.execute(
                        "truncate outbox, outbox_task, task, person, person_address, address_score,"
                                + " outbound_hold, mail_server restart identity"
                                + " cascade"));
        lee = person("Lee Moran", "owner", "lee@lee.example", NOW);
        ana = person("Ana Ruiz", "member", "ana@client.example", NOW);
        bo = person("Bo Lind", "contact", "bo@elsewhere.example", null);
    }

    private Person person(String name, String role, String address, @Nullable Instant approved) {
        return jdbi.withExtension(
                PersonStore.class,
                store -> {
                    PersonId id =
                            store.insert(
                                    new Profile(
                                            name,
                                            role,
                                            "Europe/Berlin",
                                            "en",
                                            null,
                                            LocalTime.of(8, 0),
                                            LocalTime.of(9, 0),
                                            LocalTime.of(17, 0),
                                            List.of(1, 2, 3, 4, 5),
                                            false),
                                    NOW);
                    store.addAddress(id, new EmailAddress(address), 0, approved);
                    return store.find(id).orElseThrow();
                });
    }

    public Task task(String title) {
        return jdbi.withExtension(
                TaskStore.class,
                store -> {
                    TaskId id =
                            store.insert(
                                    new NewTask(
                                            lee.id(),
                                            title,
                                            title.toLowerCase(Locale.ROOT),
                                            TaskState.OPEN,
                                            lee.id(),
                                            Due.day(LocalDate.of(2026, 1, 12)),
                                            false,
                                            Priority.NORMAL,
                                            List.of(),
                                            1),
                                    NOW);
                    return store.find(id).orElseThrow();
                });
    }

    public Draft reminder(String cause, Person to, Task task) {
        var line = new TaskLine(1, task, lee.zone(), "Lee Moran", List.of());
        return Draft.of(
                cause,
                MailPurpose.REMINDER,
                new Letter.Reminder(to, line, Letter.Reason.DUE, false),
                new NamedAddress(to.name(), to.addresses().getFirst()),
                to.id(),
                List.of(task),
                List.of());
    }

    public Draft nudge(Task task) {
        var line = new TaskLine(1, task, lee.zone(), "Ana Ruiz", List.of());
        return Draft.of(
                        "nudge:1",
                        MailPurpose.NUDGE,
                        new Letter.Nudge(ana, lee, line, ""),
                        new NamedAddress("Ana Ruiz", ana.addresses().getFirst()),
                        ana.id(),
                        List.of(task),
                        List.of(new MessageId("<question-1@client.example>")))
                .copiedTo(new NamedAddress("Lee Moran", lee.addresses().getFirst()))
                .sentByHand();
    }

    public Added add(Draft draft) {
        return jdbi.inTransaction(handle -> outbox.add(handle, draft));
    }

    public Added.Queued queued(Draft draft) {
        return (Added.Queued) add(draft);
    }

    public MimeMessage stored(long outboxId) throws MessagingException {
        byte[] raw =
                jdbi.withHandle(handle ->
                        handle.select("select raw from outbox where id = ?", outboxId)
                                .mapTo(byte[].class)
                                .one());
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
    }

    /** Queues a reminder to Ana of a task of its own, and returns its row. */
    public long queuedReminder(String cause) {
        return queued(reminder(cause, ana, task("Task of " + cause))).outboxId();
    }

    /** A column of a row, as text. */
    public String column(long outboxId, String name) {
        return jdbi.withHandle(handle ->
                handle.select(
                                "select coalesce(<column>::text, '') from outbox where id = ?",
                                outboxId)
                        .define("column", name)
                        .mapTo(String.class)
                        .one());
    }
}

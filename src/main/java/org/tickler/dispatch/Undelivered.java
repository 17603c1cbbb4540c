package org.tickler.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.bounce.Addresses;
import org.tickler.bounce.Failure;
import org.tickler.dispatch.ClaimStore.Lost;
import org.tickler.letter.Letter;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.SentMails;
import org.tickler.people.Person;
import org.tickler.people.PersonStore;
import org.tickler.task.Cause;
import org.tickler.task.HistoryStore;
import org.tickler.task.TaskId;

/**
 * What follows when mails are given up: their tasks' history says so, whoever knows more is called,
 * their addresses' scores rise, and the owner is told, in one mail for all of them and once for an
 * address that is stopped by it.
 */
public final class Undelivered {
    private static final int MOST_NAMED = 20;

    private final Outbox outbox;
    private final GivenUp others;

    Undelivered(Outbox outbox, GivenUp others) {
        this.outbox = outbox;
        this.others = others;
    }

    /**
     * @param recipient whether the server refused the recipient, not the mail
     */
    void refused(Handle handle, Lost mail, boolean recipient, Instant now) {
        String answer = mail.lastAnswer();
        tell(handle, List.of(mail), Failure.of(answer, recipient), now);
    }

    void expired(Handle handle, List<Lost> mails, Instant now) {
        tell(handle, mails, Failure.SOFT, now);
    }

    private void tell(Handle handle, List<Lost> mails, Failure failure, Instant now) {
        Optional<Person> owner = handle.attach(PersonStore.class).owner();
        var told = new ArrayList<Lost>();
        var stopped = new ArrayList<EmailAddress>();
        for (Lost mail : mails) {
            note(handle, mail, now);
            boolean own = owner.isPresent() && owner.get().addresses().contains(mail.recipient());
            boolean canary = mail.kind().equals(MailPurpose.CANARY.word());
            if (canary) {
                continue;
            }
            switch (Addresses.failed(
                    handle, mail.recipient(), failure, mail.lastAnswer(), !own, now)) {
                case COUNTED -> {
                    // Nothing would reach the owner there either; the alarm and the page tell it.
                    if (!own) {
                        told.add(mail);
                    }
                }
                case STOPPED_NOW -> {
                    told.add(mail);
                    stopped.add(mail.recipient());
                }
                case STOPPED_BEFORE -> {}
            }
        }
        if (!told.isEmpty() && owner.isPresent() && owner.get().mailbox().isPresent()) {
            notice(handle, owner.get(), told, stopped);
        }
    }

    private void note(Handle handle, Lost mail, Instant now) {
        HistoryStore history = handle.attach(HistoryStore.class);
        List<TaskId> tasks = SentMails.tasksOf(handle, mail.id());
        others.lost(handle, MailPurpose.of(mail.kind()), mail.recipient(), tasks);
        for (TaskId task : tasks) {
            history.remark(
                    task,
                    now,
                    "undelivered",
                    Cause.tickler(),
                    mail.kind() + " to " + mail.recipient() + ": " + mail.lastAnswer());
        }
    }

    private void notice(Handle handle, Person owner, List<Lost> mails, List<EmailAddress> stopped) {
        var paragraphs = new ArrayList<String>();
        for (Lost mail : mails.stream().limit(MOST_NAMED).toList()) {
            paragraphs.add(
                    "The mail “"
                            + mail.subject()
                            + "” to "
                            + mail.recipient()
                            + " could not be delivered and will not be tried again. The mail server"
                            + " said: "
                            + mail.lastAnswer());
        }
        if (mails.size() > MOST_NAMED) {
            paragraphs.add("And " + (mails.size() - MOST_NAMED) + " more; the page lists them.");
        }
        stopped.forEach(address -> paragraphs.add(unreachable(address)));
        if (stopped.isEmpty()) {
            paragraphs.add(
                    "If an address is wrong, correct it in the configuration; the tasks themselves"
                            + " are unchanged.");
        }
        String subject =
                mails.size() == 1
                        ? "A mail could not be delivered"
                        : mails.size() + " mails could not be delivered";
        outbox.add(
                handle,
                Draft.of(
                        "undelivered:" + mails.getFirst().id(),
                        MailPurpose.NOTICE,
                        new Letter.Notice(owner, subject, paragraphs),
                        owner.mailbox().orElseThrow(),
                        owner.id(),
                        List.of(),
                        List.of()));
    }

    /** What the owner reads about an address that is written to no more. */
    public static String unreachable(EmailAddress address) {
        return "Nothing more is sent to "
                + address
                + ": nudges and invitations to it are left out until you say otherwise. When the"
                + " address works again, answer \"nudge "
                + address
                + "\" to a reminder of a task, press the button on the page under Mail, or run:"
                + " tickler address allow "
                + address;
    }
}

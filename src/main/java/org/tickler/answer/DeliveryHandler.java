package org.tickler.answer;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tickler.bounce.Addresses;
import org.tickler.bounce.Failure;
import org.tickler.dispatch.Doubts;
import org.tickler.dispatch.Undelivered;
import org.tickler.invite.Unreached;
import org.tickler.letter.Letter;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailVerdict;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.Canaries;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.SentMail;
import org.tickler.outbox.SentMails;
import org.tickler.task.TaskId;

/** Bounces and automatic answers: they tell about delivery and absence, and never change a task. */
public final class DeliveryHandler {
    private final SentMails sentMails;
    private final Answering answering;

    public DeliveryHandler(SentMails sentMails, Answering answering) {
        this.sentMails = sentMails;
        this.answering = answering;
    }

    /** A mail of ours that comes back to us has left, whatever was known of it. */
    public String own(Handle handle, Arrival arrival) {
        MessageId id = arrival.mail().messageId();
        if (id == null) {
            return "our own mail";
        }
        if (Canaries.arrived(handle, id, arrival.takenAt())) {
            return "the daily mail to ourselves has arrived";
        }
        return Doubts.arrived(handle, id, arrival.takenAt())
                ? "our own mail, of which nobody knew whether it had left"
                : "our own mail";
    }

    /** The task learns of it, and the owner is told once per mail that did not arrive. */
    public String bounce(Handle handle, Arrival arrival, MailVerdict.Bounce bounce) {
        Optional<SentMail> returned =
                returned(handle, arrival, bounce.original().stream().toList());
        if (returned.isEmpty()) {
            return "a bounce of a mail that is not ours";
        }
        SentMail sent = returned.get();
        Optional<MailVerdict.Recipient> failed =
                bounce.recipients().stream()
                        .filter(recipient -> !recipient.delivered())
                        .findFirst();
        boolean permanent =
                failed.map(MailVerdict.Recipient::permanent).orElse(bounce.recipients().isEmpty());
        String status = failed.map(MailVerdict.Recipient::status).orElse("");
        String words =
                sent.recipient() + (permanent ? " cannot be reached " : " is delayed ") + status;
        for (var task : sent.numbers().values()) {
            answering.note(handle, arrival, task.id(), "bounced", words.strip(), "bounce");
        }
        if (!permanent) {
            return "a delay notice; noted";
        }
        new Unreached().lost(handle, sent.kind(), sent.recipient(), sent.taskIds());
        boolean toOwner = arrival.owner().addresses().contains(sent.recipient());
        Addresses.Verdict verdict =
                Addresses.failed(
                        handle,
                        sent.recipient(),
                        Failure.of(status.isEmpty() ? "5.0.0" : status, false),
                        status.isEmpty() ? "a mail came back" : "a mail came back: " + status,
                        !toOwner,
                        arrival.takenAt());
        boolean stopped = verdict == Addresses.Verdict.STOPPED_NOW;
        if (!toOwner
                && verdict != Addresses.Verdict.STOPPED_BEFORE
                && answering.mayAnswerIdly(handle, arrival.owner(), "bounce:" + sent.recipient())) {
            var letter =
                    new Letter.Notice(
                            arrival.owner(),
                            "Undeliverable: " + sent.subject(),
                            List.of(
                                    "The mail \""
                                            + sent.subject()
                                            + "\" to "
                                            + sent.recipient()
                                            + " came back"
                                            + (status.isEmpty() ? "." : " (" + status + ")."),
                                    stopped
                                            ? Undelivered.unreachable(sent.recipient())
                                            : "Nothing else was changed. Please check the address."));
            answering.answer(
                    handle, arrival, arrival.owner(), MailPurpose.NOTICE, letter, sent.taskIds());
        }
        return "a bounce; noted";
    }

    /** The tasks learn of an absence; nothing is changed. */
    public String autoReply(Handle handle, Arrival arrival, MailVerdict.AutoReply reply) {
        Optional<SentMail> answered = returned(handle, arrival, arrival.mail().ancestors());
        if (answered.isEmpty()) {
            return "an automatic answer to a mail that is not ours";
        }
        String words =
                arrival.from().map(EmailAddress::value).orElse("somebody")
                        + reply.back()
                                .map(day -> " is back on " + day)
                                .orElse(" answered automatically");
        for (TaskId id : answered.get().taskIds()) {
            answering.note(handle, arrival, id, "auto-reply", words, "automatic");
        }
        return "an automatic answer; noted, nothing was changed";
    }

    /** By the signed envelope sender first, then by the Message-ID that the notice quotes. */
    private Optional<SentMail> returned(Handle handle, Arrival arrival, List<MessageId> quoted) {
        List<EmailAddress> addresses =
                arrival.mail().to().stream().map(NamedAddress::address).toList();
        return sentMails
                .byBounceAddress(handle, addresses)
                .filter(SentMail::tokenValid)
                .or(() -> sentMails.byReferences(handle, quoted).filter(SentMail::tokenValid));
    }
}

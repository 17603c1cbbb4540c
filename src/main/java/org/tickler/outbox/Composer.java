package org.tickler.outbox;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SequencedSet;
import org.tickler.letter.Rendered;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.TicklerHeader;
import org.tickler.task.Task;

/**
 * Makes the message as it leaves: {@code docs/mails.md} lists the header fields with their reasons.
 * Safe for use by many threads.
 */
final class Composer {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final int FIRST_REFERENCES = 3;
    private static final int LAST_REFERENCES = 8;

    private final MailIdentity identity;
    private final Threading threading;
    private final Session session = Session.getInstance(new Properties());

    Composer(MailIdentity identity) {
        this.identity = identity;
        this.threading = new Threading(identity);
    }

    /**
     * @param raw the message, CRLF line ends, 7 bits
     */
    record Composed(MessageId messageId, EmailAddress envelopeFrom, byte[] raw) {}

    /**
     * @param now becomes the Date
     */
    Composed compose(Draft draft, Rendered words, String token, Instant now) {
        MessageId id = threading.messageId(draft, token);
        try {
            var message = new OwnMessage(session, id);
            addresses(message, draft, token);
            message.setSubject(words.subject(), "UTF-8");
            // RFC 5322, 3.3. The library would write it in the zone of this machine.
            message.setHeader("Date", DATE.format(now));
            conversation(message, draft, words);
            automatic(message, draft);
            list(message, draft, token);
            message.setHeader(TicklerHeader.LOOP.field(), identity.instance().toString());
            message.setHeader("Content-Language", words.language());
            String signature = token.substring(token.lastIndexOf('.') + 1);
            message.finish(
                    MimeBody.write(words, draft.calendar(), draft.calendarMethod(), signature));
            var raw = new ByteArrayOutputStream(32 * 1024);
            message.writeTo(raw);
            return new Composed(id, identity.bounceTo(token), raw.toByteArray());
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("this mail cannot be composed: " + draft.cause(), e);
        }
    }

    /**
     * Keeps its Message-ID, which the library would replace by one of this host (RFC 5322, 3.6.4).
     */
    private static final class OwnMessage extends MimeMessage {
        private final MessageId id;

        OwnMessage(Session session, MessageId id) {
            super(session);
            this.id = id;
        }

        /** Nothing is left to be added when it is written. */
        void finish(MimeBody.Body body) throws MessagingException {
            setHeader("Message-ID", id.value());
            setHeader("MIME-Version", "1.0");
            setHeader("Content-Type", body.type());
            content = body.content();
            modified = false;
            saved = true;
        }
    }

    private void addresses(MimeMessage message, Draft draft, String token)
            throws MessagingException, IOException {
        message.setFrom(address(identity.mailbox()));
        message.setRecipient(RecipientType.TO, address(draft.to()));
        if (draft.cc() != null) {
            message.setRecipient(RecipientType.CC, address(draft.cc()));
        }
        EmailAddress answerTo = identity.answerTo(token);
        if (answerTo != null) {
            message.setReplyTo(
                    new InternetAddress[] {
                        address(new NamedAddress(identity.displayName(), answerTo))
                    });
        }
    }

    private static InternetAddress address(NamedAddress named) throws IOException {
        var address = new InternetAddress();
        address.setAddress(named.address().value());
        if (!named.name().isEmpty()) {
            address.setPersonal(named.name().replaceAll("\\p{Cntrl}+", " "), "UTF-8");
        }
        return address;
    }

    private void conversation(MimeMessage message, Draft draft, Rendered words)
            throws MessagingException {
        var references = new LinkedHashSet<MessageId>();
        Task task = Threading.task(draft);
        if (task != null) {
            references.add(threading.root(task));
            message.setHeader(TicklerHeader.TASK.field(), task.id().toString());
            message.setHeader("Thread-Topic", encode(Threading.topic(words.subject())));
            message.setHeader("Thread-Index", threading.index(task));
        }
        references.addAll(shortened(draft.references()));
        if (!references.isEmpty()) {
            message.setHeader("In-Reply-To", references.getLast().value());
            message.setHeader("References", MimeUtility.fold(12, joined(references)));
        }
    }

    /**
     * RFC 5322 limits lines, and old conversations are long: the first and the last few are kept.
     */
    private static List<MessageId> shortened(List<MessageId> all) {
        if (all.size() <= FIRST_REFERENCES + LAST_REFERENCES) {
            return all;
        }
        var kept = new java.util.ArrayList<>(all.subList(0, FIRST_REFERENCES));
        kept.addAll(all.subList(all.size() - LAST_REFERENCES, all.size()));
        return kept;
    }

    private static String joined(SequencedSet<MessageId> ids) {
        return String.join(" ", ids.stream().map(MessageId::value).toList());
    }

    static String encode(String text) {
        try {
            return MimeUtility.fold(14, MimeUtility.encodeText(text, "UTF-8", "Q"));
        } catch (IOException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    private static void automatic(MimeMessage message, Draft draft) throws MessagingException {
        if (!draft.byHand()) {
            // RFC 3834, 5: replied answers one mail, generated comes by itself.
            boolean replied =
                    draft.kind() == MailPurpose.RECEIPT
                            || draft.kind() == MailPurpose.QUESTION
                                    && !draft.references().isEmpty();
            message.setHeader("Auto-Submitted", replied ? "auto-replied" : "auto-generated");
        }
        // MS-OXCMAIL. Never "All": that would suppress the delivery failures we live by. The
        // out-of-office notice of somebody who is nudged is welcome: it may hold the date of
        // return.
        message.setHeader(
                "X-Auto-Response-Suppress",
                draft.kind() == MailPurpose.NUDGE ? "DR, RN, NRN" : "DR, RN, NRN, OOF, AutoReply");
    }

    private void list(MimeMessage message, Draft draft, String token) throws MessagingException {
        if (draft.kind() != MailPurpose.DIGEST) {
            return;
        }
        String reader = draft.to().address().localPart().replaceAll("[^a-z0-9-]", "-");
        EmailAddress answerTo = identity.answerTo(token);
        EmailAddress mailbox = answerTo == null ? identity.address() : answerTo;
        message.setHeader("Precedence", "bulk");
        // RFC 2919, RFC 2369
        message.setHeader("List-Id", "<digest." + reader + "." + identity.domain() + ">");
        message.setHeader(
                "List-Unsubscribe",
                MimeUtility.fold(18, "<mailto:" + mailbox + "?subject=unsubscribe&body=stop>"));
    }
}

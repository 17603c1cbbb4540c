package org.tickler.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says what sort of mail it is; the first rule that fits wins: ours, bounce, calendar message,
 * automatic answer, reply, list, and a person's mail otherwise. Stateless, safe for many threads.
 */
public final class MailKindDetector {
    /** Where servers keep whom a mail was delivered to. */
    private static final List<String> ENVELOPE =
            List.of("Delivered-To", "X-Original-To", "Envelope-To");

    private MailKindDetector() {}

    /** Never throws, whatever the mail holds. */
    public static MailVerdict detect(ParsedMail mail, OwnIdentity own) {
        if (isOwn(mail, own)) {
            return new MailVerdict.Own();
        }
        String body = mail.bodyText();
        Optional<MailVerdict.Bounce> bounce = BounceReader.read(mail, body);
        if (bounce.isPresent()) {
            return bounce.get();
        }
        Optional<MailPart> calendar = calendar(mail);
        if (calendar.isPresent() && !isPublished(calendar.get(), mail)) {
            return new MailVerdict.Calendar(calendar.get(), besides(mail, body, own));
        }
        return besides(mail, body, own);
    }

    private static MailVerdict besides(ParsedMail mail, String body, OwnIdentity own) {
        boolean toUs = isReply(mail, own);
        var automatic = new AutomaticMail(mail, body);
        Optional<MailVerdict.AutoReply> answer = automatic.answer(toUs);
        if (answer.isPresent()) {
            return answer.get();
        }
        if (toUs) {
            return AutomaticMail.isReflected(mail)
                    ? new MailVerdict.Bulk(MailVerdict.Bulk.Sort.MAILING_LIST)
                    : new MailVerdict.Reply();
        }
        Optional<MailVerdict.Bulk> bulk = automatic.bulk();
        return bulk.isPresent() ? bulk.get() : new MailVerdict.Source();
    }

    /** A newsletter with dates to save is a newsletter (RFC 5546, 3.2.1). */
    private static boolean isPublished(MailPart part, ParsedMail mail) {
        String method = part.parameters().getOrDefault("method", "");
        boolean publish =
                method.equalsIgnoreCase("PUBLISH") || part.text().contains("\nMETHOD:PUBLISH");
        return publish && mail.headers().has("List-Unsubscribe");
    }

    /**
     * By our address or the id of our instance; where no instance is named, which some servers take
     * out, by the form of the Message-ID. A colleague's Tickler writes ids of that form, too.
     */
    private static boolean isOwn(ParsedMail mail, OwnIdentity own) {
        List<String> instances =
                mail.headers().all(TicklerHeader.LOOP.field()).stream().map(String::strip).toList();
        boolean loop = !own.instance().isEmpty() && instances.contains(own.instance());
        boolean id =
                instances.isEmpty()
                        && mail.messageId() != null
                        && own.messageIds().test(mail.messageId());
        boolean from = mail.from().stream().anyMatch(a -> own.addresses().contains(a.address()));
        return loop || id || from;
    }

    private static boolean isReply(ParsedMail mail, OwnIdentity own) {
        boolean answers = mail.inReplyTo() != null && own.messageIds().test(mail.inReplyTo());
        boolean refers = mail.references().stream().anyMatch(own.messageIds());
        return answers
                || refers
                || isTo(mail.to(), own)
                || isTo(mail.cc(), own)
                || isSent(mail, own);
    }

    private static boolean isSent(ParsedMail mail, OwnIdentity own) {
        for (String name : ENVELOPE) {
            if (isTo(MailReader.addresses(mail.headers().all(name)), own)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTo(List<NamedAddress> readers, OwnIdentity own) {
        for (NamedAddress reader : readers) {
            if (own.replyAddresses().test(reader.address())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<MailPart> calendar(ParsedMail mail) {
        return mail.parts().stream()
                .filter(MailPart::isCalendar)
                .filter(p -> hasMethod(p) || mail.from().isEmpty() && mail.date() == null)
                .findFirst();
    }

    private static boolean hasMethod(MailPart part) {
        return part.parameters().containsKey("method")
                || part.text().toUpperCase(Locale.ROOT).contains("\nMETHOD:");
    }
}

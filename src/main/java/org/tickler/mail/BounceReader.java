package org.tickler.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tickler.mime.HeaderParameters;
import org.tickler.notice.BounceText;
import org.tickler.notice.DeliveryReport;
import org.tickler.notice.FailedRecipient;
import org.tickler.notice.Phrases;
import org.tickler.notice.StatusCode;

/**
 * Knows delivery failures: reports in the standard's form (RFC 3464, 6522), complaints (RFC 5965),
 * and the free texts of everybody else, for which several signs must agree.
 */
final class BounceReader {
    private static final int ENOUGH = 5;
    private static final Pattern REPLY_OR_FORWARD =
            Pattern.compile("^(?:re|aw|antw|sv|rv|fw|fwd|wg|tr|i) ?: ?");

    private static final Pattern BOUNCES = Pattern.compile("(?:^|[-+._])bounces?(?:$|[-+._])");

    private final ParsedMail mail;
    private final String body;
    private @Nullable BounceText apart;
    private final @Nullable ParsedMail returned;
    private final String from;

    private BounceReader(ParsedMail mail, String body) {
        this.mail = mail;
        this.body = body;
        this.returned = returned(mail);
        this.from = Phrases.fold(mail.headers().text("From"));
    }

    /** The bounce this mail is, if it is one; {@code body} is its {@link ParsedMail#bodyText}. */
    static Optional<MailVerdict.Bounce> read(ParsedMail mail, String body) {
        var reader = new BounceReader(mail, body);
        if (!reader.isBounce()) {
            return Optional.empty();
        }
        List<MailVerdict.Recipient> recipients = reader.recipients();
        boolean talk = recipients.isEmpty() && !reader.isEvident();
        return talk
                ? Optional.empty()
                : Optional.of(new MailVerdict.Bounce(recipients, reader.originalId()));
    }

    /** The body as a bounce, taken apart when it is first needed: most mails are none. */
    private BounceText text() {
        if (apart == null) {
            apart = BounceText.of(body);
        }
        return apart;
    }

    /** Whether it is a bounce even if it names nobody; a postmaster may also just write mail. */
    private boolean isEvident() {
        boolean report =
                mail.headers()
                        .first("Content-Type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("multipart/report");
        return report
                || returned != null
                || text().hasReturnedMail()
                || nullPath()
                || from.contains("mailer-daemon")
                || hasPart("delivery-status")
                || isComplaint()
                || isServiceNotification();
    }

    private boolean nullPath() {
        String path = mail.headers().first("Return-Path").orElse("?").strip();
        return path.isEmpty() || path.equals("<>") || Phrases.fold(path).contains("mailer-daemon");
    }

    private boolean isBounce() {
        return hasPart("delivery-status")
                || isComplaint()
                || isServiceNotification()
                || (!disposition() && score() >= ENOUGH);
    }

    /** RFC 5965, or the form of Outlook.com, which only the returned mail gives away. */
    private boolean isComplaint() {
        return hasPart("feedback-report")
                || (returned != null && returned.headers().has("X-HmXmrOriginalRecipient"));
    }

    private static String unquoted(String notice) {
        return notice.lines()
                .filter(line -> !line.startsWith("> "))
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    private boolean disposition() {
        return hasPart("disposition-notification");
    }

    private boolean hasPart(String subtype) {
        return mail.parts().stream()
                .anyMatch(p -> p.type().startsWith("message/") && p.type().endsWith(subtype));
    }

    /** Amazon's SES tells of bounces as JSON through its notification service. */
    private boolean isServiceNotification() {
        return mail.text().contains("notificationType") && json("notificationType").size() == 1;
    }

    private List<String> json(String key) {
        String plain = mail.text().replace("\\\"", "\"");
        var values = new ArrayList<String>();
        int at = 0;
        while ((at = plain.indexOf("\"" + key + "\"", at)) >= 0 && values.size() < 100) {
            at += key.length() + 2;
            int open = plain.indexOf('"', at);
            int close = open < 0 ? -1 : plain.indexOf('"', open + 1);
            if (close > 0 && !plain.substring(at, open).isBlank() && close - open < 400) {
                values.add(plain.substring(open + 1, close));
            }
        }
        return values;
    }

    private int score() {
        boolean daemon = Phrases.DAEMONS.isIn(from) || from.equals("<>");
        boolean nullPath = nullPath();
        String subject = Phrases.fold(mail.subject());
        boolean failed = mail.headers().has("X-Failed-Recipients");
        boolean subjectSays = Phrases.BOUNCE_SUBJECTS.isIn(subject);
        boolean report =
                HeaderParameters.parse(mail.headers().first("Content-Type").orElse(""))
                        .value()
                        .equals("multipart/report");
        boolean announced = daemon || nullPath || failed || report || toBounces();
        if (!daemon && Phrases.AUTO_SUBJECTS.startsIn(subject) || !announced && !subjectSays) {
            return 0;
        }
        boolean textSays = Phrases.BOUNCE_BODIES.isIn(Phrases.fold(unquoted(text().notice())));
        boolean embedded = text().hasReturnedMail() || returned != null;
        if (!announced && !(textSays && embedded)) {
            return 0;
        }
        int score = (daemon ? 2 : 0) + (nullPath ? 2 : 0) + (failed ? 3 : 0) + (report ? 3 : 0);
        score += (from.contains("mailer-daemon") ? 1 : 0) + (toBounces() ? 2 : 0);
        score += (subjectSays ? 2 : 0) + (textSays ? 2 : 0) + (embedded ? 1 : 0);
        score += StatusCode.isIn(text().notice()) ? 1 : 0;
        boolean typed =
                mail.from().stream().noneMatch(a -> Phrases.DAEMONS.isIn(a.address().localPart()))
                        || body.contains("\n> ")
                        || !StatusCode.isIn(text().notice());
        boolean forwarded =
                REPLY_OR_FORWARD.matcher(subject).find() && !daemon && !nullPath && !toBounces();
        boolean human =
                mail.headers().has("In-Reply-To") && typed && !nullPath && !failed && !report;
        return score
                - (human || forwarded ? 3 : 0)
                - (mail.headers().has("List-Id") && !daemon && !toBounces() ? 3 : 0);
    }

    /** An address for failures, which people do not write to: {@code list-bounces@}. */
    private boolean toBounces() {
        return mail.to().stream().anyMatch(a -> BOUNCES.matcher(a.address().localPart()).find());
    }

    private static @Nullable ParsedMail returned(ParsedMail mail) {
        for (MailPart part : mail.parts()) {
            if (part.type().equals("message/rfc822")
                    || part.type().equals("message/global")
                    || part.type().endsWith("rfc822-headers")
                    || part.type().equals("message/partial")) {
                try {
                    return MailReader.read(part.content());
                } catch (UnreadableMailException _) {
                    continue;
                }
            }
        }
        return null;
    }

    private @Nullable MessageId originalId() {
        if (returned != null && returned.messageId() != null) {
            return returned.messageId();
        }
        var candidates = new ArrayList<MessageId>();
        candidates.addAll(MailReader.messageIds(text().returnedMessageId()));
        for (MailPart part : mail.parts()) {
            boolean textual = part.type().startsWith("text/") || part.type().startsWith("message/");
            if (textual && candidates.isEmpty()) {
                candidates.addAll(MailReader.messageIds(BounceText.messageId(part.text())));
            }
        }
        candidates.addAll(mail.references());
        if (mail.inReplyTo() != null) {
            candidates.add(mail.inReplyTo());
        }
        return candidates.isEmpty() ? null : candidates.getFirst();
    }

    private List<MailVerdict.Recipient> recipients() {
        List<MailVerdict.Recipient> found = valid(reported(mail));
        if (found.isEmpty() && returned != null) {
            // A gateway put the report of another server into one of its own.
            found = valid(reported(returned));
        }
        if (found.isEmpty()) {
            found = valid(DeliveryReport.recipients(text().notice()));
        }
        if (found.isEmpty()) {
            found = valid(announced());
        }
        if (found.isEmpty() && !isComplaint()) {
            found = valid(text().recipients(strangers(), likely()));
        }
        return found.isEmpty() ? valid(unnamed(likely())) : found;
    }

    private static List<FailedRecipient> reported(ParsedMail report) {
        var found = new ArrayList<FailedRecipient>();
        for (MailPart part : report.parts()) {
            boolean status =
                    part.type().startsWith("message/")
                            && (part.type().endsWith("delivery-status")
                                    || part.type().endsWith("feedback-report"));
            if (status) {
                found.addAll(DeliveryReport.recipients(part.text()));
            }
        }
        return found;
    }

    /** X-Failed-Recipients of Exim and Google, and the JSON of SES; the text has the status. */
    private List<FailedRecipient> announced() {
        List<String> addresses =
                BounceText.addresses(String.join(", ", mail.headers().all("X-Failed-Recipients")));
        List<String> statuses = json("status");
        boolean service = addresses.isEmpty() && isServiceNotification();
        if (service) {
            addresses = json("emailAddress").isEmpty() ? json("destination") : json("emailAddress");
        }
        Map<String, String> read = new LinkedHashMap<>();
        for (FailedRecipient recipient : text().recipients(strangers(), Set.copyOf(addresses))) {
            read.put(recipient.address(), recipient.status());
        }
        var found = new ArrayList<FailedRecipient>();
        for (String address : addresses) {
            String status = read.getOrDefault(address, StatusCode.of(text().notice()));
            if (service) {
                boolean arrived = json("notificationType").contains("Delivery");
                status = arrived ? "2.0.0" : statuses.isEmpty() ? "5.7.1" : statuses.getFirst();
            }
            found.add(new FailedRecipient(address, "", status, isLate()));
        }
        return found;
    }

    private List<FailedRecipient> unnamed(Set<String> addresses) {
        String status = isComplaint() ? "5.7.1" : StatusCode.of(text().notice());
        return addresses.stream().map(a -> new FailedRecipient(a, "", status, isLate())).toList();
    }

    /** The notice's sender and the one it was sent to did not fail, but for mail to oneself. */
    private Set<String> strangers() {
        var never = new LinkedHashSet<String>();
        Stream.of(mail.from(), mail.to(), mail.cc())
                .flatMap(List::stream)
                .forEach(a -> never.add(a.address().value()));
        if (returned != null) {
            returned.from().forEach(a -> never.add(a.address().value()));
        }
        never.removeAll(likely());
        return never;
    }

    private Set<String> likely() {
        var likely = new LinkedHashSet<String>();
        if (returned != null) {
            Stream.of(returned.to(), returned.cc())
                    .flatMap(List::stream)
                    .forEach(a -> likely.add(a.address().value()));
        }
        likely.addAll(text().returnedRecipients());
        return likely;
    }

    private boolean isLate() {
        return Phrases.BOUNCE_DELAYS.isIn(Phrases.fold(mail.subject() + " " + text().notice()));
    }

    private List<MailVerdict.Recipient> valid(List<FailedRecipient> read) {
        var found = new LinkedHashMap<EmailAddress, MailVerdict.Recipient>();
        for (FailedRecipient recipient : read) {
            Optional<EmailAddress> address = MailReader.address(plain(recipient.address()));
            if (address.isPresent()) {
                var original =
                        MailReader.address(plain(recipient.original())).orElse(address.get());
                String status =
                        isComplaint() && recipient.status().equals("5.0.0")
                                ? "5.7.1"
                                : recipient.status();
                boolean late = recipient.late() || (isLate() && !hasPart("delivery-status"));
                if (late && status.startsWith("5")) {
                    status = "4" + status.substring(1);
                }
                found.putIfAbsent(
                        address.get(),
                        new MailVerdict.Recipient(
                                address.get(), original, status, status.startsWith("5")));
            }
        }
        return List.copyOf(found.values());
    }

    private static String plain(String address) {
        String bare = address.strip().toLowerCase(Locale.ROOT);
        bare =
                bare.startsWith("'") && bare.endsWith("'") && bare.length() > 2
                        ? bare.substring(1, bare.length() - 1)
                        : bare;
        return new String(bare.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}

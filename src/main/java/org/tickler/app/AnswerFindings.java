package org.tickler.app;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tickler.calendar.CalendarMessage;
import org.tickler.calendar.CalendarReader;
import org.tickler.calendar.Invitation;
import org.tickler.calendar.PartStat;
import org.tickler.calendar.UnreadableCalendarException;
import org.tickler.invite.OrganizerRules;
import org.tickler.invite.OrganizerRules.Verdict;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailPart;
import org.tickler.mail.MailReader;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;

/** What an answer to an invitation says and would do, and how it may be given away. Pure. */
public final class AnswerFindings {
    /** Properties that say nothing of anybody, besides the addresses, which are replaced. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "BEGIN",
                    "END",
                    "PRODID",
                    "VERSION",
                    "CALSCALE",
                    "METHOD",
                    "UID",
                    "SEQUENCE",
                    "DTSTAMP",
                    "DTSTART",
                    "DTEND",
                    "DURATION",
                    "ATTENDEE",
                    "ORGANIZER",
                    "STATUS",
                    "TRANSP",
                    "CLASS",
                    "PRIORITY",
                    "CREATED",
                    "LAST-MODIFIED",
                    "RECURRENCE-ID",
                    "REQUEST-STATUS",
                    "TZID",
                    "TZOFFSETFROM",
                    "TZOFFSETTO",
                    "TZNAME",
                    "RRULE",
                    "X-LIC-LOCATION",
                    "X-WR-TIMEZONE",
                    "X-MS-OLK-ORIGINALSTART",
                    "X-MS-OLK-ORIGINALEND",
                    "X-MICROSOFT-CDO-APPT-SEQUENCE",
                    "X-MICROSOFT-CDO-ALLDAYEVENT",
                    "X-MICROSOFT-CDO-BUSYSTATUS",
                    "X-MICROSOFT-DISALLOW-COUNTER");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s:;,\"<>=]+@[^\\s:;,\"<>]+");
    private static final Pattern NAME =
            Pattern.compile("(?i)(;(?:CN|X-RESPONSE-COMMENT|X-UID|DIR)=)(?:\"[^\"]*\"|[^;:]*)");
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");
    private static final EmailAddress TASKS = new EmailAddress("tasks@desk.example");

    private static final String WORDS =
            "read as words, a clear yes or no counts, anything else is asked about";

    private AnswerFindings() {}

    /** Lines for the operator: what arrived, and what it would have done. */
    public static List<String> of(byte[] raw, Invitation invitation, Instant now) {
        var lines = new ArrayList<String>();
        ParsedMail mail = MailReader.read(raw);
        lines.add("from: " + (mail.from().isEmpty() ? "nobody" : mail.from().getFirst().address()));
        mail.headers()
                .all("Authentication-Results")
                .forEach(result -> lines.add("authentication: " + result.strip()));
        for (MailPart part : mail.parts()) {
            if (CalendarReader.isCalendar(part)) {
                lines.add(
                        "calendar part: "
                                + part.type()
                                + " "
                                + part.parameters()
                                + ", "
                                + part.content().length
                                + " bytes");
            }
        }
        try {
            new CalendarReader()
                    .read(mail)
                    .ifPresentOrElse(
                            message -> calendar(lines, mail, message, invitation, now),
                            () -> lines.add("no calendar in it: " + WORDS));
        } catch (UnreadableCalendarException unreadable) {
            lines.add("a calendar that cannot be read: " + unreadable.getMessage());
            lines.add("so it would be " + WORDS);
        }
        return lines;
    }

    private static void calendar(
            List<String> lines,
            ParsedMail mail,
            CalendarMessage message,
            Invitation invitation,
            Instant now) {
        lines.add("written by: " + message.productId());
        lines.add("method: " + message.method());
        lines.add("SEQUENCE: " + (message.sequence() == null ? "missing" : message.sequence()));
        lines.add("DTSTAMP: " + (message.stamp() == null ? "missing" : message.stamp()));
        lines.add("time: " + time(message, invitation));
        lines.add("organizer: " + (message.organizer() == null ? "missing" : message.organizer()));
        message.attendees()
                .forEach(attendee ->
                        lines.add("attendee: " + attendee.address() + " " + attendee.partStat()));
        if (mail.from().size() != 1) {
            lines.add("it would change nothing: it has not exactly one sender");
            return;
        }
        EmailAddress invited = invitation.attendee().address();
        var guest =
                new OrganizerRules.Guest(
                        invited, Set.of(), true, PartStat.NEEDS_ACTION, -1, null, null);
        var event =
                new OrganizerRules.Event(
                        true,
                        List.of(
                                new OrganizerRules.Revision(
                                        invitation.sequence(), invitation.time())));
        Verdict verdict =
                OrganizerRules.judge(
                        event, List.of(guest), message, mail.from().getFirst().address(), now);
        lines.add("it would " + effect(verdict, message));
    }

    private static String time(CalendarMessage message, Invitation invitation) {
        if (message.startText() == null) {
            return "missing";
        }
        if (invitation.time().equals(message.time())) {
            return "as sent";
        }
        String zone =
                message.zoneUnresolved() == null
                        ? ""
                        : ", in a zone that is not known: " + message.zoneUnresolved();
        return message.startText() + " to " + message.endText() + zone;
    }

    private static String effect(Verdict verdict, CalendarMessage message) {
        return switch (verdict) {
            case Verdict.Answered(_, PartStat partStat, _, _) ->
                    "be recorded as " + partStat.value();
            case Verdict.Countered _ ->
                    "be put to the owner as a proposal of another time: "
                            + message.startText()
                            + " to "
                            + message.endText();
            case Verdict.Delegated(_, EmailAddress to, _, _) ->
                    "be put to the owner: somebody else is to come, " + to;
            case Verdict.Stranger(EmailAddress address) ->
                    "be put to the owner: "
                            + address
                            + " was not invited; is it another name of the address?";
            case Verdict.Unverified(_, EmailAddress from) ->
                    "be put to the owner: it came from " + from + ", not from who was invited";
            case Verdict.Refresh _ -> "bring the invitation again";
            case Verdict.Commented _ -> "be put to the owner: it proposes no time that can be told";
            case Verdict.OldTime _ -> "count as an answer to an old time, and bring the new one";
            case Verdict.Undecided _ -> "change nothing: it says neither yes nor no";
            case Verdict.NotForUs _,
                    Verdict.NoLongerStands _,
                    Verdict.Stale _,
                    Verdict.Repeated _ ->
                    "change nothing";
        };
    }

    /**
     * The answer as a fixture: the calendar parts with their parameters, everybody in them renamed,
     * and nothing else of the mail but what its headers say of its making.
     */
    public static String pseudonymised(byte[] raw, Invitation invitation) {
        ParsedMail mail = MailReader.read(raw);
        var out = new StringBuilder();
        out.append("From: Ana Ruiz <").append(ANA).append(">\n");
        out.append("To: ").append(TASKS).append('\n');
        out.append("Subject: An answer\n");
        String date = mail.headers().first("Date").orElse("");
        out.append("Date: ").append(date.replaceAll("[\r\n]+", " ")).append('\n');
        out.append("Message-ID: <answer@client.example>\nMIME-Version: 1.0\n");
        out.append("Content-Type: multipart/mixed; boundary=\"answer\"\n");
        for (MailPart part : mail.parts()) {
            out.append("\n--answer\n");
            if (part.isCalendar()) {
                calendar(out, part, invitation);
            } else {
                out.append("Content-Type: text/plain\n\nA part of the type ")
                        .append(part.type())
                        .append(" stood here.\n");
            }
        }
        return out.append("\n--answer--\n").toString();
    }

    private static void calendar(StringBuilder out, MailPart part, Invitation invitation) {
        out.append("Content-Type: ").append(part.type());
        for (String name : List.of("method", "charset", "component")) {
            String value = part.parameters().get(name);
            if (value != null) {
                out.append("; ").append(name).append("=\"").append(value).append('"');
            }
        }
        var calendar = new StringBuilder();
        for (String line : part.text().replaceAll("\r?\n[ \t]", "").split("\r?\n", -1)) {
            String name = line.split("[;:]", 2)[0].toUpperCase(Locale.ROOT);
            if (HARMLESS.contains(name)) {
                calendar.append(renamed(line, invitation)).append("\r\n");
            }
        }
        byte[] bytes = calendar.toString().getBytes(StandardCharsets.UTF_8);
        out.append("\nContent-Transfer-Encoding: base64\n\n")
                .append(Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes))
                .append('\n');
    }

    private static String renamed(String line, Invitation invitation) {
        String nameless = NAME.matcher(line).replaceAll("$1\"Ana Ruiz\"");
        return ADDRESS.matcher(nameless)
                .replaceAll(found -> address(found.group(), invitation).value());
    }

    private static EmailAddress address(String found, Invitation invitation) {
        if (found.equalsIgnoreCase(invitation.uid())) {
            return new EmailAddress("5f3c7a10-9d4e-4a52-8f1b-2c6d7e8f9a0b@desk.example");
        }
        NamedAddress attendee = invitation.attendee();
        if (found.equalsIgnoreCase(attendee.address().value())) {
            return ANA;
        }
        boolean ours = found.equalsIgnoreCase(invitation.organizer().address().value());
        return ours ? TASKS : new EmailAddress("somebody@client.example");
    }
}

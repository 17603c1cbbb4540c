package org.tickler.notice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The free text of a delivery failure: the notice, and the returned mail that may follow it. Which
 * of the addresses in the notice failed is told by where in its line an address stands.
 */
public final class BounceText {
    private static final int SURE = 4;

    /** The points of an address in the copied header of the mail, which may be a list's. */
    private static final int COPIED = 1;

    /** The points of an address that the notice names for another reason. */
    private static final int NEVER = -5;

    private static final int MOST_LINES = 400;
    private static final int LONGEST_LINE = 2_000;
    private static final int NEAR = 120;
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[\\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,250}[\\p{L}\\p{N}])?");
    private static final Pattern MESSAGE_ID =
            Pattern.compile("(?im)^[ \\t>|]{0,20}message-id:\\s{0,20}(<[^<>\\s]{1,400}>)");
    private static final Pattern TO =
            Pattern.compile(
                    "(?im)^[ \\t>|]{0,20}(?:to|x-original-to|envelope-to):[ \\t]{0,20}(\\S.{0,2000})$");
    private static final Pattern LINK = Pattern.compile("http\\S*$");
    private static final Pattern HEADER =
            Pattern.compile(
                    "(?i)>?(?:received|return-path|message-id|dkim-signature|x-received|delivered-to|x-originating-ip|mime-version):.*");

    private final String notice;
    private final String returned;

    private BounceText(String notice, String returned) {
        this.notice = notice;
        this.returned = returned;
    }

    /** Splits a text with {@code \n} line ends where the returned mail begins. */
    public static BounceText of(String text) {
        String[] lines = text.split("\n", 5_000);
        int offset = 0;
        boolean said = false;
        for (String line : lines) {
            boolean marker = said && isMarker(line);
            if (marker || (said && HEADER.matcher(line).matches())) {
                return new BounceText(text.substring(0, offset), text.substring(offset));
            }
            said |= !line.isBlank();
            offset = Math.min(text.length(), offset + line.length() + 1);
        }
        return new BounceText(text, "");
    }

    private static boolean isMarker(String line) {
        if (line.length() > 200) {
            return false;
        }
        String bare = Phrases.fold(line.replaceAll("^[\\s=*_>#|-]+|[\\s=*_<#|-]+$", "")).strip();
        String plain = bare.endsWith(":") ? bare.substring(0, bare.length() - 1) : bare;
        return Phrases.ORIGINALS.is(bare) || Phrases.ORIGINAL_ENDINGS.endsIn(plain);
    }

    public String notice() {
        return notice;
    }

    public boolean hasReturnedMail() {
        return !returned.isEmpty();
    }

    /** The Message-ID of the returned mail with its brackets, or the empty string. */
    public String returnedMessageId() {
        return messageId(returned);
    }

    /** The value of the first Message-ID field in a text, or the empty string. */
    public static String messageId(String text) {
        Matcher matcher = MESSAGE_ID.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The addresses in the recipient fields of the returned mail. */
    public List<String> returnedRecipients() {
        var found = new ArrayList<String>();
        Matcher matcher = TO.matcher(returned);
        if (matcher.find()) {
            found.addAll(addresses(matcher.group(1)));
        }
        return found;
    }

    /** Every address in a text, lower-case. */
    public static List<String> addresses(String text) {
        var found = new ArrayList<String>();
        Matcher matcher = ADDRESS.matcher(text);
        while (matcher.find() && found.size() < 200) {
            found.add(address(matcher));
        }
        return found;
    }

    /** Lower-case, without what opens before it: {@code 'ana@example.org'}, {@code SMTP=ana@}. */
    private static String address(Matcher matcher) {
        String found = matcher.group().toLowerCase(Locale.ROOT);
        int start = found.startsWith("smtp=") ? 5 : 0;
        while (start < found.length()
                && (found.charAt(start) == '\'' || found.charAt(start) == '`')) {
            start++;
        }
        return found.substring(start);
    }

    /** What is known of an address so far. */
    private static final class Candidate {
        private int points = Integer.MIN_VALUE;
        private int line;
        private String original = "";
    }

    /**
     * The recipients the notice says could not be reached, in its order.
     *
     * @param never addresses of the notice's sender and receiver, taken only if there is no other
     * @param likely addresses the returned mail was sent to
     */
    public List<FailedRecipient> recipients(Set<String> never, Set<String> likely) {
        String[] lines = firstLines();
        var candidates = new LinkedHashMap<String, Candidate>();
        String before = "";
        for (int i = 0; i < lines.length; i++) {
            Matcher matcher = ADDRESS.matcher(lines[i]);
            while (matcher.find()) {
                String address = address(matcher);
                var candidate = candidates.computeIfAbsent(address, _ -> new Candidate());
                int points = points(lines[i], matcher.start(), matcher.end());
                points += likely.contains(address) && points > COPIED ? 2 : 0;
                points -= never.contains(address) ? 10 : 0;
                if (points > candidate.points) {
                    candidate.points = points;
                    candidate.line = i;
                }
                takeOver(candidates, lines[i], address, before);
            }
            before = lines[i].isBlank() ? before : lines[i];
        }
        return choose(candidates, lines);
    }

    private String[] firstLines() {
        String[] lines = notice.split("\n", MOST_LINES);
        for (int i = 0; i < lines.length; i++) {
            int length = Math.min(lines[i].length(), LONGEST_LINE);
            lines[i] = lines[i].substring(0, length).replace('\n', ' ');
        }
        return lines;
    }

    /** Exim and Postfix say after a forward which address the mail was sent to. */
    private static void takeOver(
            Map<String, Candidate> candidates, String line, String address, String before) {
        String folded = Phrases.fold(line);
        if (folded.contains("generated from") || folded.contains("expanded from")) {
            for (String earlier : addresses(before + " " + line)) {
                var candidate = candidates.get(earlier);
                if (candidate != null && !earlier.equals(address) && candidate.points >= SURE) {
                    candidate.original = address;
                }
            }
        }
    }

    private static List<FailedRecipient> choose(Map<String, Candidate> candidates, String[] lines) {
        int best = candidates.values().stream().mapToInt(c -> c.points).max().orElse(-99);
        if (best == NEVER) {
            return List.of();
        }
        int least = best >= SURE ? Math.max(SURE, best - 3) : best;
        var chosen = new ArrayList<FailedRecipient>();
        var starts =
                candidates.values().stream()
                        .filter(c -> c.points >= least)
                        .map(c -> c.line)
                        .sorted()
                        .toList();
        for (var entry : candidates.entrySet()) {
            Candidate candidate = entry.getValue();
            if (candidate.points >= least && (best >= SURE || chosen.isEmpty())) {
                int end = Math.min(lines.length, candidate.line + 25);
                for (int start : starts) {
                    end = start > candidate.line ? Math.min(end, start) : end;
                }
                int from = candidate.line;
                var about = new StringBuilder();
                for (int i = from; i < end; i++) {
                    about.append(lines[i]).append('\n');
                }
                chosen.add(
                        new FailedRecipient(
                                entry.getKey(),
                                candidate.original,
                                status(about.toString(), lines),
                                false));
            }
        }
        return chosen;
    }

    private static String status(String about, String[] lines) {
        String status = StatusCode.of(about);
        return status.equals("5.0.0") ? StatusCode.of(String.join("\n", lines)) : status;
    }

    private static int points(String line, int start, int end) {
        String prefix = Phrases.fold(line.substring(Math.max(0, start - NEAR), start));
        String lead = prefix.replaceAll("[\\s<\"'\\[(]+$", "");
        String suffix =
                line.substring(end, Math.min(line.length(), end + NEAR))
                        .strip()
                        .replaceAll("^[>\"'\\])]+", "")
                        .strip();
        if (lead.matches(".*(?:rcpt to:?|rcpt:|to=|dda:)")) {
            return 4;
        }
        if (lead.endsWith("generated from") || lead.endsWith("expanded from")) {
            return COPIED;
        }
        if (Phrases.BOUNCE_NEVER.endsIn(lead) || LINK.matcher(lead).find()) {
            return NEVER;
        }
        if (lead.matches("[\\s*>•·\\-–—.:|=+#\\d\\[]{0,12}")) {
            boolean quoted = suffix.isEmpty() || suffix.matches("[.,;:]");
            boolean said =
                    suffix.startsWith(":")
                            || suffix.startsWith("on ")
                            || suffix.startsWith("[")
                            || suffix.startsWith("(")
                            || suffix.startsWith("...")
                            || suffix.startsWith("-");
            return quoted ? 6 : said ? 5 : 4;
        }
        if (lead.matches(
                "(?:.*(?:original|final)-)?(?:failed )?recipients?(?: address)?:?(?: ?rfc822;)?")) {
            return 5;
        }
        if (lead.equals("to:")) {
            return COPIED;
        }
        if (lead.matches("[245]\\d\\d[ -](?:[245]\\.\\d{1,3}\\.\\d{1,3} ?)?")) {
            return 4;
        }
        boolean failure =
                Phrases.BOUNCE_BODIES.isIn(prefix) || !StatusCode.of(prefix).endsWith(".0.0");
        if (failure && (lead.endsWith(":") || Phrases.BOUNCE_LEADS.endsIn(lead))) {
            return 4;
        }
        if (lead.endsWith(" to") || lead.endsWith("recipient") || lead.endsWith("recipients")) {
            return 3;
        }
        return StatusCode.isIn(line) || Phrases.BOUNCE_BODIES.isIn(Phrases.fold(line)) ? 2 : 1;
    }
}

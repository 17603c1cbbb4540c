package org.tickler.mime;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Date field (RFC 5322, 3.3 and 4.3), also in the order of other programs. */
public final class MailDate {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final Map<String, Integer> ZONES =
            Map.ofEntries(
                    Map.entry("gmt", 0),
                    Map.entry("ut", 0),
                    Map.entry("utc", 0),
                    Map.entry("z", 0),
                    Map.entry("est", -5),
                    Map.entry("edt", -4),
                    Map.entry("cst", -6),
                    Map.entry("cdt", -5),
                    Map.entry("mst", -7),
                    Map.entry("mdt", -6),
                    Map.entry("pst", -8),
                    Map.entry("pdt", -7),
                    Map.entry("cet", 1),
                    Map.entry("cest", 2),
                    Map.entry("mez", 1),
                    Map.entry("bst", 1),
                    Map.entry("jst", 9),
                    Map.entry("eet", 2));

    private static final Pattern DASHED = Pattern.compile("\\d{1,2}[-/][a-z]{3,9}[-/]\\d{2,4}");
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("\\d{1,2}[:.]\\d{2}.*");
    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{1,2}:?\\d{0,2}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)?");
    private static final Pattern T = Pattern.compile("(\\d)T(\\d)");
    private static final Pattern GAP = Pattern.compile("[\\s,]+");

    private int year = -1;
    private int month = -1;
    private int day = -1;
    private int second = -1;
    private @Nullable ZoneOffset zone;

    private MailDate() {}

    /** The moment a header value names, with its offset (UTC where it names none). */
    public static Optional<OffsetDateTime> parse(String text) {
        if (text.length() > 200) {
            return Optional.empty();
        }
        var date = new MailDate();
        String plain = COMMENT.matcher(text).replaceAll(" ");
        try {
            for (String word : GAP.split(T.matcher(plain).replaceAll("$1 $2"))) {
                date.word(word.toLowerCase(Locale.ROOT));
            }
            return date.moment();
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Optional<OffsetDateTime> moment() {
        if (year < 0 || month < 0 || day < 0) {
            return Optional.empty();
        }
        int seconds = Math.max(second, 0);
        return Optional.of(
                OffsetDateTime.of(
                        year,
                        month,
                        day,
                        seconds / 3600,
                        seconds / 60 % 60,
                        Math.min(seconds % 60, 59),
                        0,
                        zone == null ? ZoneOffset.UTC : zone));
    }

    private void word(String word) {
        if (word.isEmpty()) {
            return;
        }
        if (DASHED.matcher(word).matches()) {
            for (String piece : word.split("[-/]")) {
                word(piece);
            }
        } else if (ISO.matcher(word).matches()) {
            year = Integer.parseInt(word.substring(0, 4));
            month = Integer.parseInt(word.substring(5, 7));
            day = Integer.parseInt(word.substring(8));
        } else if (TIME.matcher(word).matches() && second < 0) {
            time(word);
        } else if (OFFSET.matcher(word).matches()) {
            zone = offset(word);
        } else if (NUMBER.matcher(word).matches()) {
            number(word);
        } else {
            name(word);
        }
    }

    private void number(String word) {
        int value = Integer.parseInt(word);
        if (day < 0 && word.length() <= 2) {
            day = value;
        } else if (year < 0) {
            year = word.length() > 3 ? value : value < 50 ? 2000 + value : 1900 + value;
        }
    }

    private void name(String word) {
        int found = word.length() >= 3 ? MONTHS.indexOf(word.substring(0, 3)) : -1;
        if (found >= 0 && month < 0) {
            month = found + 1;
        } else if (word.startsWith("pm") && second >= 0 && second < 12 * 3600) {
            second += 12 * 3600;
        } else if (word.startsWith("gmt+") || word.startsWith("gmt-")) {
            zone = offset(word.substring(3));
        } else if (ZONES.containsKey(word) && zone == null) {
            zone = ZoneOffset.ofHours(ZONES.getOrDefault(word, 0));
        }
    }

    private void time(String word) {
        int end = 0;
        while (end < word.length()
                && (Character.isDigit(word.charAt(end)) || ":.".indexOf(word.charAt(end)) >= 0)) {
            end++;
        }
        String[] pieces = word.substring(0, end).split("[:.]");
        int hours = Integer.parseInt(pieces[0]);
        int minutes = Integer.parseInt(pieces[1]);
        int seconds = pieces.length > 2 ? Integer.parseInt(pieces[2]) : 0;
        String rest = word.substring(end);
        if (rest.equals("pm") && hours < 12) {
            hours += 12;
        } else if (!rest.isEmpty()) {
            word(rest);
        }
        second = hours * 3600 + Math.min(minutes, 59) * 60 + Math.min(seconds, 59);
    }

    private static ZoneOffset offset(String word) {
        String digits = word.substring(1).replace(":", "");
        int value = Integer.parseInt(digits);
        int minutes = digits.length() <= 2 ? value * 60 : value / 100 * 60 + value % 100;
        minutes = minutes > 18 * 60 ? 0 : minutes;
        return ZoneOffset.ofTotalSeconds((word.startsWith("-") ? -minutes : minutes) * 60);
    }
}

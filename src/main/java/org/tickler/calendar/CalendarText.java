package org.tickler.calendar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.tickler.mail.EmailAddress;

/** Lines of a calendar as they go out: cleaned, escaped, folded. One for each calendar. */
final class CalendarText {
    private static final int LONGEST_LINE = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern SPACES = Pattern.compile(" {2,}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(2048);

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A line whose value needs no escapes: names, numbers, times and addresses. */
    CalendarText line(String name, String value) {
        fold(name + ":" + value);
        return this;
    }

    /** A TEXT property (RFC 5545, 3.3.11), or nothing where {@code value} is blank. */
    CalendarText text(String name, String value) {
        return value.isBlank() ? this : line(name, escape(value));
    }

    CalendarText moment(String name, Instant instant) {
        return line(name, utc(instant));
    }

    /** As the formatter writes it, which takes ten times as long: a feed has tens of thousands. */
    private static String utc(Instant instant) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (at.getYear() < 1000 || at.getYear() > 9999) {
            return UTC.format(instant);
        }
        long day = (at.getYear() * 100L + at.getMonthValue()) * 100 + at.getDayOfMonth();
        long time = (at.getHour() * 100L + at.getMinute()) * 100 + at.getSecond() + 1_000_000;
        return day + "T" + Long.toString(time).substring(1) + "Z";
    }

    CalendarText day(String name, LocalDate day) {
        return line(name + ";VALUE=DATE", DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }

    /** DTSTART and DTEND, the latter only if it is later (RFC 5545, 3.8.2.2). */
    CalendarText time(EventTime time) {
        return switch (time) {
            case EventTime.Timed(Instant start, Instant end)
                    when start.getEpochSecond() == end.getEpochSecond() ->
                    moment("DTSTART", start);
            case EventTime.Timed timed ->
                    moment("DTSTART", timed.start()).moment("DTEND", timed.end());
            case EventTime.AllDay days ->
                    day("DTSTART", days.start()).day("DTEND", days.endExclusive());
        };
    }

    static String mailto(EmailAddress address) {
        return "mailto:" + address.value().replace("%", "%25");
    }

    /**
     * {@code text} on one line: control characters and half surrogates out, white space collapsed.
     */
    static String oneLine(String text) {
        String line = manyLines(text).replace('\n', ' ');
        return (line.contains("  ") ? SPACES.matcher(line).replaceAll(" ") : line).strip();
    }

    /**
     * {@code text} with {@code \n} line ends, without control characters and half surrogates. A
     * backslash at the end of a line gets a blank, as ical4j reads the two escapes as one.
     */
    static String manyLines(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        var clean = new StringBuilder(lines.length());
        lines.codePoints()
                .map(c -> c == '\t' || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .filter(c -> c == '\n' || !Character.isISOControl(c))
                .forEach(clean::appendCodePoint);
        return clean.toString().replace("\\\n", "\\ \n").strip();
    }

    /**
     * A quoted parameter value. Quotes become apostrophes, because Outlook does not read the {@code
     * ^'} of RFC 6868; carets and backslashes go, as readers differ about them.
     */
    static String quoted(String value) {
        String clean = oneLine(value).replace('"', '\'').replace("^", "").replace('\\', '/');
        return '"' + oneLine(clean) + '"';
    }

    /** At most {@code octets} of UTF-8, cut between code points with an ellipsis. */
    static String shorten(String text, int octets) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= octets) {
            return text;
        }
        int used = 3;
        int end = 0;
        while (used <= octets) {
            int width = width(text.codePointAt(end));
            used += width;
            end += used > octets ? 0 : Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end).stripTrailing() + '…';
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** Folds at 75 octets, never inside a code point (RFC 5545, 3.1). */
    private void fold(String line) {
        int used = 0;
        int start = 0;
        for (int i = 0; i < line.length(); ) {
            int codePoint = line.codePointAt(i);
            int width = width(codePoint);
            if (used + width > LONGEST_LINE) {
                write(line.substring(start, i) + "\r\n ");
                start = i;
                used = 1;
            }
            used += width;
            i += Character.charCount(codePoint);
        }
        write(line.substring(start) + "\r\n");
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int width(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}

package org.tickler.notice;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The day a vacation notice says its writer is back, in English, German, French, Spanish, Italian,
 * Portuguese and Dutch: a day named as that of the return, else the last day named as the end.
 */
public final class ReturnDate {
    private static final int LONGEST = 4_000;
    private static final int FARTHEST_DAYS = 300;

    private static final Map<String, Integer> MONTHS = numbered("months");
    private static final Map<String, Integer> WEEKDAYS = numbered("weekdays");
    private static final Pattern BACK = words("back");
    private static final Pattern UNTIL =
            Pattern.compile(words("until").pattern() + "[^.!?;]{0,25}$");
    private static final String MONTH = String.join("|", MONTHS.keySet());
    private static final Pattern DATE =
            Pattern.compile(
                    "(?<iy>20\\d\\d)-(?<im>\\d{1,2})-(?<id>\\d{1,2})(?!\\d)"
                            + "|(?<![\\d.:])(?<na>\\d{1,2})[./](?<nb>\\d{1,2})(?![\\d:])(?:[./](?<ny>\\d{4}|\\d{2})(?!\\d))?\\.?"
                            + "|(?<!\\d)(?:(?<=\\D)\\d{1,2}\\.? ?[-\\u2013] ?)?(?<da>\\d{1,2})(?:st|nd|rd|th|er|º|ª|\\.)? ?(?:of |de |d')?\\b(?<dm>"
                            + MONTH
                            + ")\\b\\.?(?:,? ?(?:de |del )?(?<dy>20\\d\\d))?"
                            + "|\\b(?<mm>"
                            + MONTH
                            + ")\\b\\.? (?:the )?(?:\\d{1,2}(?:st|nd|rd|th)? ?[-\\u2013] ?)?(?<md>\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? ?(?<my>20\\d\\d))?"
                            + "|\\bthe (?<od>\\d{1,2})(?:st|nd|rd|th)\\b"
                            + "|\\b(?<wd>"
                            + String.join("|", WEEKDAYS.keySet())
                            + ")\\b"
                            + "|\\b(?<tm>tomorrow|morgen|demain|mañana|domani|amanhã)\\b");

    private ReturnDate() {}

    private record Named(LocalDate day, int start, int end) {}

    /** The day, if one is named that is not before {@code sent}. */
    public static Optional<LocalDate> find(String text, LocalDate sent) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        String folded = Phrases.fold(start.replace("\n\n", ". ").replace("*", ""));
        List<Named> days = days(folded, sent);
        @Nullable LocalDate until = null;
        for (int i = 0; i < days.size(); i++) {
            Named named = days.get(i);
            int from = Math.max(i == 0 ? 0 : days.get(i - 1).end(), named.start() - 70);
            int to =
                    Math.min(
                            i + 1 < days.size() ? days.get(i + 1).start() : folded.length(),
                            named.end() + 60);
            String before = lastSentence(folded.substring(from, named.start()));
            String after = firstSentence(folded.substring(named.end(), to));
            boolean runsOn =
                    i + 1 < days.size() && named.end() + after.length() == days.get(i + 1).start();
            if (BACK.matcher(before).find() || (!runsOn && saysBack(after))) {
                return Optional.of(named.day());
            }
            boolean ends = UNTIL.matcher(before).find();
            if (ends && (until == null || named.day().isAfter(until))) {
                until = named.day();
            }
        }
        return Optional.ofNullable(until);
    }

    private static boolean saysBack(String after) {
        Matcher back = BACK.matcher(after);
        return back.find()
                && !after.substring(0, back.start())
                        .matches(".*\\b(?:not|nicht|pas|no|und|and|et|y)\\b.*");
    }

    private static String lastSentence(String text) {
        int stop =
                Math.max(
                        text.lastIndexOf(". "),
                        Math.max(text.lastIndexOf("! "), text.lastIndexOf("? ")));
        return text.substring(stop + 1);
    }

    private static String firstSentence(String text) {
        int stop = text.indexOf(". ");
        return stop < 0 ? text : text.substring(0, stop);
    }

    private static List<Named> days(String text, LocalDate sent) {
        var found = new ArrayList<Named>();
        Matcher matcher = DATE.matcher(text);
        while (matcher.find() && found.size() < 40) {
            LocalDate day = day(matcher, sent);
            if (day != null) {
                found.add(new Named(day, matcher.start(), matcher.end()));
            }
        }
        // A weekday in front of a date belongs to it.
        for (int i = found.size() - 2; i >= 0; i--) {
            Named one = found.get(i);
            boolean weekday = Character.isLetter(text.charAt(one.end() - 1));
            if (weekday
                    && text.substring(one.end(), found.get(i + 1).start())
                            .matches("[,. ]{1,3}(?:the |den |dem |le |el |\\()?")) {
                found.remove(i);
            }
        }
        found.removeIf(named -> isOpeningHours(text, named));
        return found;
    }

    /** Monday to Friday, 9 to 12: a weekday that a time follows, after another weekday. */
    private static boolean isOpeningHours(String text, Named named) {
        String after = text.substring(named.end(), Math.min(text.length(), named.end() + 25));
        String before = text.substring(Math.max(0, named.start() - 30), named.start());
        boolean weekday = Character.isLetter(text.charAt(named.end() - 1));
        boolean span = WEEKDAYS.keySet().stream().anyMatch(before::contains);
        return weekday && span && after.chars().anyMatch(Character::isDigit);
    }

    private static @Nullable LocalDate day(Matcher m, LocalDate sent) {
        try {
            if (m.group("iy") != null) {
                return future(number(m, "iy"), number(m, "im"), number(m, "id"), sent);
            }
            if (m.group("na") != null) {
                return numeric(m, sent);
            }
            if (m.group("dm") != null) {
                return future(
                        number(m, "dy"),
                        MONTHS.getOrDefault(m.group("dm"), 1),
                        number(m, "da"),
                        sent);
            }
            if (m.group("mm") != null) {
                return future(
                        number(m, "my"),
                        MONTHS.getOrDefault(m.group("mm"), 1),
                        number(m, "md"),
                        sent);
            }
            if (m.group("od") != null) {
                return nextNumbered(number(m, "od"), sent);
            }
            if (m.group("wd") != null) {
                int weekday = WEEKDAYS.getOrDefault(m.group("wd"), 1);
                return sent.with(TemporalAdjusters.next(DayOfWeek.of(weekday)));
            }
            return sent.plusDays(1);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static int number(Matcher m, String group) {
        String digits = m.group(group);
        int value = digits == null ? -1 : Integer.parseInt(digits);
        return value >= 0 && group.endsWith("y") && value < 100 ? 2000 + value : value;
    }

    /** Day first but for what can only be month first, or comes sooner that way with slashes. */
    private static @Nullable LocalDate numeric(Matcher m, LocalDate sent) {
        int a = number(m, "na");
        int b = number(m, "nb");
        int year = number(m, "ny");
        boolean slash = m.group().indexOf('/') >= 0;
        if (m.group("ny") == null && !slash && m.group().length() < 3) {
            return null;
        }
        LocalDate dayFirst = b > 12 ? null : future(year, b, a, sent);
        LocalDate monthFirst = a > 12 || !slash ? null : future(year, a, b, sent);
        if (dayFirst == null || monthFirst == null) {
            return dayFirst == null ? monthFirst : dayFirst;
        }
        return monthFirst.isBefore(dayFirst) ? monthFirst : dayFirst;
    }

    /** Without a year (-1) the next such day; null for days that are over or far away. */
    private static @Nullable LocalDate future(int year, int month, int day, LocalDate sent) {
        int length = month < 1 || month > 12 ? 0 : java.time.Month.of(month).maxLength();
        if (day < 1 || day > length) {
            return null;
        }
        LocalDate date = of(year < 0 ? sent.getYear() : year, month, day);
        if (year < 0 && date.isBefore(sent)) {
            date = of(sent.getYear() + 1, month, day);
            return date.isAfter(sent.plusDays(FARTHEST_DAYS)) ? null : date;
        }
        return date.isBefore(sent) ? null : date;
    }

    /** "the 20th": of this month, or of the next if it is over. */
    private static @Nullable LocalDate nextNumbered(int day, LocalDate sent) {
        if (day < 1 || day > sent.plusMonths(1).lengthOfMonth() || day > sent.lengthOfMonth()) {
            return null;
        }
        LocalDate date = sent.withDayOfMonth(day);
        return date.isBefore(sent) ? date.plusMonths(1) : date;
    }

    private static LocalDate of(int year, int month, int day) {
        LocalDate first = LocalDate.of(year, month, 1);
        return first.withDayOfMonth(Math.min(day, first.lengthOfMonth()));
    }

    /** Lines {@code name<TAB>number<TAB>word word …} of the resource. */
    private static Map<String, Integer> numbered(String name) {
        var words = new HashMap<String, Integer>();
        for (String line : Phrases.lines("return-dates.txt")) {
            String[] cells = line.split("\t");
            if (cells[0].equals(name)) {
                for (String word : cells[2].split(" ")) {
                    words.put(word, Integer.parseInt(cells[1]));
                }
            }
        }
        return Map.copyOf(words);
    }

    private static Pattern words(String name) {
        var phrases = new ArrayList<String>();
        for (String line : Phrases.lines("return-dates.txt")) {
            String[] cells = line.split("\t");
            if (cells[0].equals(name)) {
                phrases.add(Pattern.quote(cells[1]));
            }
        }
        return Pattern.compile(
                "(?<!\\p{L})(?:" + String.join("|", phrases) + ")(?!\\p{L})",
                Pattern.UNICODE_CHARACTER_CLASS);
    }
}

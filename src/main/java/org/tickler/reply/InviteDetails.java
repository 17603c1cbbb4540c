package org.tickler.reply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long, with whom and where, out of the words of an INVITE command ("for 45m with ana and tom
 * at Room 5").
 *
 * @param duration null where none was named
 * @param persons as written, without {@code @}
 * @param place null where none was named
 */
public record InviteDetails(
        @Nullable Duration duration, List<String> persons, @Nullable String place) {
    private static final String UNITS =
            "(?<unit>minutes|minuten|minutos|mins|min|m|hours|hour|hrs|hr|h|stunden|stunde|std|heures|heure|horas|hora|days|day|tage|tag)";

    private static final Pattern LENGTH =
            Pattern.compile(
                    "(?:for|für|pour|por|durante) (?:(?<half>half an|a half|une demi|media|eine halbe) ?-?|(?<n>an?|one|eine?|une?|una|\\d{1,3}(?:[.,]\\d{1,2})?) ?)"
                            + UNITS
                            + "(?: ?(?<min>\\d{1,2}) ?(?:m|min|minutes|minuten)?)?(?= |$)");

    private static final Pattern WITH = Pattern.compile("(?:with|mit|avec|con) (?<who>.+)");
    private static final Pattern PLACE = Pattern.compile("(?:at|in|@|bei|à|chez|en) (?<where>.+)");
    private static final Pattern CLAUSE =
            Pattern.compile(
                    "(?<= )(?=(?:for|für|pour|por|durante|with|mit|avec|con|at|in|@|bei|à|chez|en) )");

    public InviteDetails {
        persons = List.copyOf(persons);
    }

    /** Nothing but the moment was said. */
    public static final InviteDetails NONE = new InviteDetails(null, List.of(), null);

    /** Reads the {@code text} of an INVITE command; what it does not understand is left out. */
    public static InviteDetails of(@Nullable String text) {
        InviteDetails details = text == null || text.isBlank() ? NONE : read(text, null);
        return details == null ? NONE : details;
    }

    /** The same, but null where a word is left over or, with {@code words}, a person is none. */
    static @Nullable InviteDetails read(String text, @Nullable Vocabulary words) {
        Duration duration = null;
        var persons = new ArrayList<String>();
        String place = null;
        for (String part : CLAUSE.split(text.strip(), -1)) {
            String clause = part.strip();
            Matcher length = LENGTH.matcher(clause.toLowerCase(Locale.ROOT));
            Matcher with = WITH.matcher(clause);
            Matcher where = PLACE.matcher(clause);
            if (duration == null && length.matches()) {
                duration = duration(length);
            } else if (with.matches() && persons.isEmpty()) {
                for (String name :
                        with.group("who").split(" ?, ?(?:and )?| and | und | et | y | & ", -1)) {
                    String person = words == null ? plain(name) : Persons.any(name, words);
                    if (person == null || person.isBlank()) {
                        return null;
                    }
                    persons.add(person);
                }
            } else if (where.matches() && place == null && where.group("where").length() < 80) {
                place = where.group("where").strip();
            } else if (!clause.isEmpty()) {
                return null;
            }
        }
        return new InviteDetails(duration, persons, place);
    }

    /** Where the first "for ..." or "with ..." begins; the length of the text if nowhere. */
    static int firstClause(String text) {
        Matcher clause =
                Pattern.compile(" (?:for|für|pour|por|durante|with|mit|avec|con) ").matcher(text);
        return clause.find() ? clause.start() : text.length();
    }

    private static String plain(String name) {
        String marked = Persons.marked(name);
        return marked == null ? name.strip() : marked;
    }

    private static Duration duration(Matcher length) {
        String unit = length.group("unit");
        long minutes =
                unit.startsWith("m")
                        ? 1
                        : unit.startsWith("d") || unit.startsWith("t") ? 24 * 60 : 60;
        if (length.group("half") != null) {
            return Duration.ofMinutes(minutes / 2);
        }
        String number = length.group("n").replace(',', '.');
        double count = Character.isDigit(number.charAt(0)) ? Double.parseDouble(number) : 1;
        long more = length.group("min") == null ? 0 : Long.parseLong(length.group("min"));
        return Duration.ofMinutes(Math.round(count * minutes) + more);
    }
}

package org.tickler.reply;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import org.tickler.dates.FoundDate.Grain;

/** Reads the {@code when} of a command, with the small words people put before it. */
final class Whens {
    /**
     * A moment and whether the writer insisted on it.
     *
     * @param exact whether the day must not be moved to a working day
     */
    record When(FoundDate date, boolean exact) {}

    /** A person and a moment that stand in one phrase; either may be missing. */
    record PersonAndWhen(@Nullable String person, @Nullable When when) {}

    private static final int LONGEST = 80;

    /** "am 20." lost the dot that makes a day of it. */
    private static final Pattern ORDINAL = Pattern.compile("\\p{L}+ \\d{1,2}");

    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.\\d{1,2}\\.?");

    private final DateFinder dates;
    private final DateContext context;
    private final Vocabulary words;

    Whens(DateFinder dates, DateContext context, Vocabulary words) {
        this.dates = dates;
        this.context = context;
        this.words = words;
    }

    /** The moment that the whole of {@code text} names, or null. */
    @Nullable When read(String text) {
        String phrase = TypedText.withoutStop(text);
        boolean exact = false;
        String inner = strip(phrase);
        if (!inner.equals(phrase)) {
            exact = true;
            phrase = inner;
        }
        for (int i = 0; i < 4 && !phrase.isEmpty(); i++) {
            FoundDate date = date(phrase);
            if (date != null && isNow(date)) {
                return null;
            }
            if (date != null) {
                return new When(date, exact);
            }
            int length = words.prefix("until", TypedText.fold(phrase));
            if (length == 0) {
                return null;
            }
            phrase = phrase.substring(length).strip();
        }
        return null;
    }

    /** "for now", at which nothing can happen that is not done at once. */
    private boolean isNow(FoundDate date) {
        LocalTime time = date.time();
        return time != null
                && date.grain() == Grain.MINUTE
                && date.date()
                        .atTime(time)
                        .equals(context.now().toLocalDateTime().truncatedTo(ChronoUnit.MINUTES));
    }

    /** Whether the word alone names a day or a moment, as "friday" does and "march" does not. */
    boolean isDay(String word) {
        When when = read(word);
        return when != null
                && (when.date().grain() == Grain.DAY || when.date().grain() == Grain.MINUTE);
    }

    private String strip(String phrase) {
        String folded = TypedText.fold(phrase);
        int length = words.prefix("exact", folded);
        if (length > 0) {
            return phrase.substring(length).strip();
        }
        int space = folded.lastIndexOf(' ');
        if (space > 0 && words.has("exact", folded.substring(space + 1))) {
            return phrase.substring(0, space).strip();
        }
        return phrase;
    }

    private static boolean isLong(String phrase) {
        return phrase.chars().filter(c -> c == ' ').count() > 8;
    }

    private @Nullable FoundDate date(String phrase) {
        boolean number = phrase.chars().allMatch(Character::isDigit);
        if (phrase.length() > LONGEST || isLong(phrase) || number && phrase.length() < 8) {
            return null;
        }
        boolean dropped = ORDINAL.matcher(phrase).matches();
        FoundDate date =
                dates.read(phrase, context)
                        .or(() -> dropped ? dates.read(phrase + ".", context) : Optional.empty())
                        .orElse(null);
        Matcher dotted = DOTTED.matcher(phrase);
        return date != null && date.isAmbiguous() && dotted.matches()
                ? dayFirst(date, Integer.parseInt(dotted.group(1)))
                : date;
    }

    /** Nobody who writes dots puts the month first: "12.1." is in January. */
    private static FoundDate dayFirst(FoundDate date, int day) {
        LocalDate other = date.other();
        LocalDate meant = other != null && other.getDayOfMonth() == day ? other : date.date();
        return new FoundDate(
                date.text(),
                date.start(),
                date.end(),
                meant,
                date.time(),
                date.from(),
                date.grain(),
                null);
    }

    /**
     * Splits {@code text} into a person and a moment, in this order; null where it is neither.
     *
     * @param lower whether a name in small letters will do
     */
    @Nullable PersonAndWhen split(String text, boolean lower) {
        String phrase = text.strip();
        When whole = read(phrase);
        if (whole != null) {
            return new PersonAndWhen(null, whole);
        }
        int cut = phrase.length();
        int tries = 0;
        int from = 0;
        while (tries++ < 8) {
            int space = phrase.indexOf(' ', from);
            cut = space < 0 ? phrase.length() : space;
            String rest = phrase.substring(cut);
            When when = rest.isBlank() ? null : read(rest);
            if (rest.isBlank() || when != null) {
                String name = phrase.substring(0, cut);
                String person = lower ? Persons.any(name, words) : Persons.named(name, words);
                if (person != null) {
                    return new PersonAndWhen(person, when);
                }
            }
            if (space < 0) {
                return null;
            }
            from = space + 1;
        }
        return null;
    }
}

package org.tickler.extract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.task.Due;

/** Which of the dates in a text says when the thing is due. */
final class Dues {
    /** What stands farther from a date, in characters, says nothing of it. */
    private static final int IN_FRONT = 40;

    private static final int BEHIND = 80;

    private final DateFinder finder;
    private final DateContext context;
    private final Lexicon lexicon;

    /** A sentence is looked at several times. */
    private final Map<String, List<FoundDate>> found = new HashMap<>();

    private final Map<String, List<FoundDate>> read = new HashMap<>();
    private final Map<String, Tokens> cut = new HashMap<>();

    Dues(DateFinder finder, DateContext context, Lexicon lexicon) {
        this.finder = finder;
        Locale locale =
                context.locale() == null && !lexicon.language().equals("en")
                        ? Locale.of(lexicon.language())
                        : context.locale();
        this.context = new DateContext(context.now(), locale);
        this.lexicon = lexicon;
    }

    /** The dates that can be a due: none of the past, none that belongs to another thing. */
    List<FoundDate> candidates(String text) {
        return found.computeIfAbsent(text, this::search);
    }

    /** All dates, also those of the past. */
    List<FoundDate> all(String text) {
        return read.computeIfAbsent(text, key -> finder.find(key, context));
    }

    /** "Before Tuesday's call" and "on or before Tuesday" take in the day itself. */
    private FoundDate inclusive(String text, FoundDate date) {
        boolean before = lexicon.phrases("before-words").startsAt(words(date.text()), 0);
        String behind = text.substring(date.end());
        boolean genitive = behind.startsWith("'s ") || behind.startsWith("\u2019s ");
        boolean itself =
                before && (genitive || lexicon.phrases("or-words").endsAt(before(text, date)));
        return itself && date.time() == null && date.from() == null
                ? new FoundDate(
                        date.text(),
                        date.start(),
                        date.end(),
                        date.date().plusDays(1),
                        null,
                        null,
                        date.grain(),
                        date.other())
                : date;
    }

    /** "Within two days of receipt", "once I have it, in two days": counted from another day. */
    private boolean isCountedFromElsewhere(String text, FoundDate date) {
        boolean span = lexicon.phrases("counted-spans").startsAt(words(date.text()), 0);
        return span
                && (lexicon.phrases("counted-from").startsAt(behind(text, date), 0)
                        || lexicon.phrases("counted-once").startsAt(new Tokens(text), 0));
    }

    private List<FoundDate> search(String text) {
        if (text.length() < 2) {
            return List.of();
        }
        LocalDate today = context.now().toLocalDate();
        var found = new ArrayList<FoundDate>();
        for (FoundDate date : all(text)) {
            if (!isForeignWord(date)
                    && !date.date().isBefore(today)
                    && !lexicon.phrases("not-due-before").endsAt(before(text, date))
                    && !isAsked(text, date)
                    && !(date.grain() == Grain.YEAR && !isDeadline(text, date))
                    && !isModifier(text, date)
                    && !isCountedFromElsewhere(text, date)) {
                found.add(inclusive(text, date));
            }
        }
        return found;
    }

    /** "ask whether he has time on 12 April": the day is what is asked, not when. */
    private boolean isAsked(String text, FoundDate date) {
        int from = Math.max(0, date.start() - 80);
        String front = text.substring(from, date.start());
        return front.indexOf(';') < 0
                && lexicon.has("whether", new Tokens(front))
                && !isDeadline(text, date);
    }

    /** "The Q2 numbers", "our March report": the span says which, not when. */
    private boolean isModifier(String text, FoundDate date) {
        boolean span =
                date.grain() == Grain.QUARTER
                        || date.grain() == Grain.YEAR
                        || date.grain() == Grain.MONTH;
        var front = before(text, date);
        boolean articled = date.text().startsWith("the ");
        boolean weekday = // "plan the Saturday programme", though not "for the Saturday market"
                date.grain() == Grain.DAY
                        && date.text().chars().allMatch(c -> Character.isLetter(c) || c == ' ')
                        && front.size() > (articled ? 0 : 1)
                        && !lexicon.phrases("prepositions")
                                .startsAt(front, front.size() - (articled ? 1 : 2));
        if (!span && !weekday || isDeadline(text, date)) {
            return false;
        }
        var behind = behind(text, date);
        return (articled || lexicon.phrases("determiners").endsAt(front))
                && !behind.isEmpty()
                && behind.gapBefore(0).isBlank()
                && !lexicon.phrases("no-nouns").startsAt(behind, 0)
                && !lexicon.phrases("prepositions").startsAt(behind, 0)
                && !lexicon.phrases("finite").startsAt(behind, 0);
    }

    /** "mon" is a day in English only. */
    private boolean isForeignWord(FoundDate date) {
        return date.text().length() <= 3
                && !lexicon.language().equals("en")
                && date.text().chars().allMatch(Character::isLetter);
    }

    @Nullable FoundDate best(String text) {
        List<FoundDate> found = candidates(text);
        FoundDate best = null;
        int most = -1;
        for (FoundDate date : found) {
            int rank = rank(text, date);
            boolean apposition = best != null && isApposition(text, best, date);
            if (rank > most || apposition) {
                most = rank;
                best = date;
            }
        }
        best = best == null ? null : withinWeek(best, found);
        return best == null ? null : withClockTime(best, found);
    }

    /** "Next week I am in London, shall we meet on Wednesday?" is the Wednesday of that week. */
    private static FoundDate withinWeek(FoundDate best, List<FoundDate> all) {
        LocalDate from = best.from();
        if (best.grain() != Grain.WEEK || from == null) {
            return best;
        }
        for (FoundDate day : all) {
            if (day.grain() == Grain.DAY || day.grain() == Grain.MINUTE) {
                for (LocalDate date : List.of(day.date(), day.date().plusWeeks(1))) {
                    if (!date.isBefore(from) && !date.isAfter(best.date())) {
                        return new FoundDate(
                                day.text(),
                                day.start(),
                                day.end(),
                                date,
                                day.time(),
                                null,
                                day.grain(),
                                day.other());
                    }
                }
            }
        }
        return best;
    }

    /** "On the long weekend, 24-26 January": the second says the first more exactly. */
    private static boolean isApposition(String text, FoundDate first, FoundDate second) {
        int gap = second.start() - first.end();
        return gap > 0
                && gap <= 3
                && !isClockOnly(first)
                && !isClockOnly(second)
                && text.substring(first.end(), second.start()).contains(",");
    }

    @Nullable Due due(String text) {
        FoundDate best = best(text);
        return best == null ? null : best.asDue();
    }

    /** Whether a word such as "by" makes the date a deadline. */
    boolean isDeadline(String text, FoundDate date) {
        return lexicon.phrases("deadline").endsAt(before(text, date))
                || lexicon.phrases("deadline").startsAt(words(date.text()), 0);
    }

    /** Whether a preposition stands before the date: "in late April". */
    boolean isAdjunct(String text, FoundDate date) {
        return lexicon.phrases("date-prepositions").endsAt(before(text, date))
                || lexicon.phrases("date-adjuncts").startsAt(words(date.text()), 0);
    }

    private int rank(String text, FoundDate date) {
        if (isClockOnly(date)) {
            return isDeadline(text, date) ? 1 : 0;
        }
        if (isDeadline(text, date)) {
            return 4;
        }
        boolean vague =
                date.grain() == Grain.QUARTER
                        || date.grain() == Grain.YEAR
                        || date.grain() == Grain.MONTH;
        return vague ? 1 : isAdjunct(text, date) ? 3 : 2;
    }

    /** "Friday, October 3: at the doors by 8:15" is one moment. */
    private static FoundDate withClockTime(FoundDate day, List<FoundDate> all) {
        if (day.time() != null || day.from() != null) {
            return day;
        }
        for (FoundDate other : all) {
            if (other != day && isClockOnly(other)) {
                return new FoundDate(
                        day.text(),
                        day.start(),
                        day.end(),
                        day.date(),
                        other.time(),
                        null,
                        Grain.MINUTE,
                        day.other());
            }
        }
        return day;
    }

    static boolean isClockOnly(FoundDate date) {
        return date.grain() == Grain.TIME_OF_DAY;
    }

    private Tokens before(String text, FoundDate date) {
        return words(text.substring(Math.max(0, date.start() - IN_FRONT), date.start()));
    }

    private Tokens behind(String text, FoundDate date) {
        return words(text.substring(date.end(), Math.min(text.length(), date.end() + BEHIND)));
    }

    /** The few words around a date are asked many things. */
    private Tokens words(String text) {
        return cut.computeIfAbsent(text, Tokens::new);
    }
}

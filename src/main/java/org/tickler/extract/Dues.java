package org.tickler.extract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import org.tickler.dates.Grain;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.task.Due;

/** Which of the dates in a text says when the thing is due. */
final class Dues {
    private final DateFinder finder;
    private final DateContext context;
    private final Lexicon lexicon;

    Dues(DateFinder finder, DateContext context, Lexicon lexicon) {
        this.finder = finder;
        this.context = context;
        this.lexicon = lexicon;
    }

    /** The dates that can be a due: none of the past, none that belongs to another thing. */
    List<FoundDate> candidates(String text) {
        if (!mayHoldDate(text)) {
            return List.of();
        }
        LocalDate today = context.now().toLocalDate();
        var found = new ArrayList<FoundDate>();
        for (FoundDate date : finder.find(text, context)) {
            if (!date.date().isBefore(today)
                    && !lexicon.phrases("not-due-before").endsAt(before(text, date))) {
                found.add(date);
            }
        }
        return found;
    }

    /** A cheap look first: most sentences hold no date at all. */
    private boolean mayHoldDate(String text) {
        return text.length() > 1;
    }

    @Nullable FoundDate best(String text) {
        List<FoundDate> found = candidates(text);
        FoundDate best = null;
        int most = -1;
        for (FoundDate date : found) {
            int rank = rank(text, date);
            if (rank > most) {
                most = rank;
                best = date;
            }
        }
        return best == null ? null : withClockTime(best, found);
    }

    @Nullable Due due(String text) {
        FoundDate best = best(text);
        return best == null ? null : best.asDue();
    }

    /** Whether a word such as "by" makes the date a deadline. */
    boolean isDeadline(String text, FoundDate date) {
        return lexicon.phrases("deadline").endsAt(before(text, date))
                || lexicon.phrases("deadline").startsAt(new Tokens(date.text()), 0);
    }

    private int rank(String text, FoundDate date) {
        boolean clockOnly = isClockOnly(date);
        if (lexicon.phrases("deadline").endsAt(before(text, date))
                || lexicon.phrases("deadline").startsAt(new Tokens(date.text()), 0)) {
            return clockOnly ? 1 : 3;
        }
        return clockOnly ? 0 : 2;
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
        return date.time() != null
                && date.text()
                        .matches(
                                "(?iu)(?:(?:at|by|um|bis|\u00e0|a las|before|from|until)\\s+)?(?:\\d{1,2}(?:[:.h]\\d{2})?\\s*(?:[ap]\\.?\\s?m\\.?|uhr|h|o'clock|sharp)?|noon|midday|midi|mittag|mediod\u00eda)");
    }

    private static Tokens before(String text, FoundDate date) {
        return new Tokens(text.substring(Math.max(0, date.start() - 40), date.start()));
    }
}

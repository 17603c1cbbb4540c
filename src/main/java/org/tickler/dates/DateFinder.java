package org.tickler.dates;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.dates.Phrases.Found;
import org.tickler.words.Kind;
import org.tickler.words.Languages;
import org.tickler.words.Lexeme;
import org.tickler.words.Names;
import org.tickler.words.Tokens;

/**
 * Finds dates in words. Never invents one: a wrong date is worse than none. Stateless and safe for
 * use by many threads; linear in the length of the text.
 */
public final class DateFinder {
    private static final Languages LANGUAGES = new Languages();

    /** More of them do not stand before the first word that tells which day ("from about the"). */
    private static final int MOST_SMALL_WORDS = 4;

    private static final int MOST_WORDS_BETWEEN = 3;

    /**
     * All dates that somebody means in {@code text}, in their order, without overlaps. The present
     * moment ("now") and dates inside addresses and file names are none.
     */
    public List<FoundDate> find(String text, DateContext context) {
        return find(text, context, Scope.Mode.PROSE);
    }

    /** Like {@link #find}, with "now" and dates in addresses and file names. */
    public List<FoundDate> findAll(String text, DateContext context) {
        return find(text, context, Scope.Mode.EVERYTHING);
    }

    /**
     * Reads {@code phrase} as one date, if the whole phrase is one ("next friday at 3", "+3d",
     * "3wd", "eom", "12 jan"), with the short forms of the reply grammar; empty if any word is left
     * over. Next week and next month are their first days; a date without a year lies ahead.
     */
    public Optional<FoundDate> read(String phrase, DateContext context) {
        Scope scope = scope(phrase, context, Scope.Mode.PHRASE);
        int first = 0;
        while (isLead(scope, first)) {
            first++;
        }
        Found found = parse(new Phrases(scope), first);
        if (found == null) {
            return Optional.empty();
        }
        int end = found.end();
        while (!scope.isEnd(end) && !scope.at(end).isAlphanumeric()) {
            end++;
        }
        return scope.isEnd(end)
                ? Optional.of(toFound(phrase, scope, first, found))
                : Optional.empty();
    }

    /** Small words that may stand before a date in a reply, and mean nothing there. */
    private static boolean isLead(Scope scope, int i) {
        Lexeme lexeme = scope.at(i);
        boolean small =
                lexeme.has(Kind.ON)
                        || lexeme.has(Kind.BY) && !lexeme.has(Kind.BEFORE)
                        || lexeme.has(Kind.FROM) && !lexeme.has(Kind.OF);
        return small || lexeme.has(Kind.LEAD);
    }

    private static List<FoundDate> find(String text, DateContext context, Scope.Mode mode) {
        Scope scope = scope(text, context, mode);
        int matters = next(scope, 0);
        if (scope.isEnd(matters)) {
            return List.of();
        }
        var phrases = new Phrases(scope);
        var repeats = new Repeats(scope, new Numbers(scope));
        var names = new Names(scope.lexemes(), scope.language());
        var dates = new ArrayList<FoundDate>();
        int last = 0;
        for (int i = 0; !scope.isEnd(i); ) {
            matters = matters < i ? next(scope, i) : matters;
            boolean near = !scope.isEnd(matters) && matters - i < MOST_SMALL_WORDS;
            Found found = near && mayStart(scope, i) ? parse(phrases, i) : null;
            int hours = found == null ? i : behindHours(phrases, scope, names, i, found);
            if (hours > i) {
                i = hours;
            } else if (found != null && isName(scope, names, i, found.end())) {
                i = scope.at(i).isDigits() ? found.end() : i + 1;
            } else if (found == null || !mayEnd(scope, found.end())) {
                i = found == null && scope.has(i, Kind.EVERY) ? behind(phrases, repeats, i) : i + 1;
            } else {
                boolean loose = !found.dayNamed() && !dates.isEmpty();
                FoundDate date = toFound(text, scope, i, found);
                dates.add(loose ? onDayBefore(scope, dates, last, i, date) : date);
                i = Math.max(i + 1, found.end());
                last = i;
            }
        }
        return dates;
    }

    /**
     * "The train on Monday leaves at 7:42": a time is that of the day named before it in the same
     * sentence. With hardly a word between them the day gets it, too.
     *
     * @param last index behind the day before
     * @param first index of the time
     */
    private static FoundDate onDayBefore(
            Scope scope, List<FoundDate> dates, int last, int first, FoundDate time) {
        FoundDate day = dates.getLast();
        boolean one = day.from() == null && day.other() == null;
        if (!one || day.date().isBefore(scope.today())) {
            return time;
        }
        boolean near = first - last <= MOST_WORDS_BETWEEN && day.grain() == Grain.DAY;
        for (int i = last; i < first; i++) {
            if (scope.isSentenceEnd(i)) {
                return time;
            }
            near &= scope.at(i).isForeign() && !scope.at(i).capital() || scope.is(i, "'");
        }
        if (near) {
            dates.set(dates.size() - 1, at(day, day.date(), time.time(), Grain.MINUTE));
        }
        return at(time, day.date(), time.time(), Grain.TIME_OF_DAY);
    }

    private static FoundDate at(
            FoundDate date, LocalDate day, @Nullable LocalTime time, Grain grain) {
        return new FoundDate(
                date.text(), date.start(), date.end(), day, time, null, grain, date.other());
    }

    private static boolean isName(Scope scope, Names names, int first, int end) {
        int word = scope.skip(first, Kind.THE);
        return names.isPerson(word)
                || names.isAny(first)
                || names.isCited(first)
                || names.isNamesake(first, end)
                || names.isStreet(end);
    }

    /**
     * Behind "Monday to Friday from 9 to 5" where opening hours are told, which name no day; {@code
     * first} for any other date.
     */
    private static int behindHours(
            Phrases phrases, Scope scope, Names names, int first, Found found) {
        Day day = found.day();
        boolean hours = !found.dayNamed() && isRange(scope, first, found.end());
        if (hours && names.isOpening(first, found.end())) {
            return found.end();
        }
        boolean weekdays =
                day.from() != null
                        && day.from().isBefore(day.date())
                        && isWeekday(scope.at(scope.skip(first, Kind.THE)))
                        && isWeekday(scope.at(found.end() - 1));
        if (!weekdays || !names.isOpening(first, found.end())) {
            return first;
        }
        int at = scope.skipSign(found.end(), ",");
        at = scope.has(at, Kind.FROM) || scope.has(at, Kind.BETWEEN) ? at + 1 : at;
        Found time = parse(phrases, at);
        return time == null || time.dayNamed() ? found.end() : time.end();
    }

    private static boolean isWeekday(Lexeme lexeme) {
        return lexeme.has(Kind.WEEKDAY) || lexeme.has(Kind.WEAK_WEEKDAY);
    }

    private static boolean isRange(Scope scope, int first, int end) {
        boolean range = scope.has(first - 1, Kind.FROM) || scope.has(first - 1, Kind.BETWEEN);
        for (int i = first; i < end; i++) {
            range |= scope.has(i, Kind.TO) || scope.is(i, "-");
        }
        return range;
    }

    /** Behind a repeat without a known day and its time, which is no time of today. */
    private static int behind(Phrases phrases, Repeats repeats, int every) {
        int end = repeats.undated(every);
        Found time = end > every ? parse(phrases, end) : null;
        return time != null && !time.dayNamed() ? time.end() : Math.max(every + 1, end);
    }

    /** The next word from {@code i} on that a date can be made of, or the end. */
    private static int next(Scope scope, int i) {
        int next = i;
        while (!scope.isEnd(next) && !scope.at(next).isOfDate()) {
            next++;
        }
        return next;
    }

    private static Scope scope(String text, DateContext context, Scope.Mode mode) {
        List<Tokens.Token> tokens = Tokens.of(text);
        Languages.Choice choice = LANGUAGES.choose(tokens, context.locale());
        return new Scope(
                choice.lexicon().read(tokens),
                context.now(),
                choice.order(),
                choice.language(),
                mode);
    }

    private static @Nullable Found parse(Phrases phrases, int i) {
        try {
            return phrases.read(i);
        } catch (DateTimeException | ArithmeticException beyondTheCalendar) {
            return null;
        }
    }

    /** Not inside a word, a price, an address or a file name. */
    private static boolean mayStart(Scope scope, int i) {
        Lexeme lexeme = scope.at(i);
        if (!lexeme.isAlphanumeric() && !lexeme.is("@")
                || lexeme.has(Kind.NOT_A_DATE)
                || lexeme.isForeign() && lexeme.text().length() > 1) {
            return false;
        }
        Lexeme before = scope.at(i - 1);
        if (before.has(Kind.STREET) || lexeme.digits() == 8 && before.has(Kind.LABEL)) {
            return false;
        }
        if (lexeme.isDigits()
                && (before.is("$") || before.is("€") || before.is("£") || before.is("#"))) {
            return false;
        }
        if (!lexeme.glued()) {
            return true;
        }
        boolean elided = before.text().endsWith("'") && before.isWord();
        if (before.isAlphanumeric() && !elided || isOffset(scope, i)) {
            return false;
        }
        boolean inside =
                lexeme.embedded()
                        || scope.at(i - 2).isAlphanumeric()
                                && before.glued()
                                && (before.is("-")
                                        || before.is("_")
                                        || before.is("/")
                                        || before.is(".")
                                        || before.is(":") && scope.at(i - 2).isDigits());
        return !inside || scope.mode() == Scope.Mode.EVERYTHING && scope.at(i).digits() >= 4;
    }

    /** "+05:30" without a time before. */
    private static boolean isOffset(Scope scope, int i) {
        boolean sign = scope.is(i - 1, "+") || scope.is(i - 1, "-");
        boolean clock = scope.at(i).isDigits() && scope.gluedSign(i + 1, ":");
        return sign && clock && !scope.at(i - 1).glued();
    }

    private static boolean mayEnd(Scope scope, int end) {
        Lexeme next = scope.at(end);
        Lexeme behind = scope.at(end + 1);
        boolean host =
                scope.at(end - 1).isWord()
                        && scope.gluedSign(end, ".")
                        && behind.glued()
                        && behind.isWord();
        return !next.glued() || !next.isAlphanumeric() && !(host && !behind.capital());
    }

    private static FoundDate toFound(String text, Scope scope, int first, Found found) {
        int start = scope.at(first).start();
        int end = scope.at(found.end() - 1).end();
        Day day = found.day();
        Grain grain =
                found.time() == null
                        ? day.grain()
                        : found.dayNamed() ? Grain.MINUTE : Grain.TIME_OF_DAY;
        return new FoundDate(
                text.substring(start, end),
                start,
                end,
                day.date(),
                found.time(),
                day.from(),
                grain,
                day.other());
    }
}

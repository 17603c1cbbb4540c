package org.tickler.words;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a word can mean in a date; the keys of the word lists in {@code *.properties} beside this
 * class, in lower case with hyphens.
 */
public enum Kind {
    /** Words that tell the language of a text and mean nothing in a date. */
    HINT,
    NUMBER,
    ORDINAL,
    ORDINAL_SUFFIX,
    WEEKDAY,
    /** A weekday that is also another word ("sun", "sat"): it needs company. */
    WEAK_WEEKDAY,
    MONTH,
    /** A month that is also another word ("may", "march"). */
    WEAK_MONTH,
    UNIT,
    /** A letter that is a unit directly behind a number, in short forms ("3d"). */
    UNIT_LETTER,
    DAY_WORD,
    DAY_PART,
    CLOCK_WORD,
    NEXT,
    /** "übernächste Woche". */
    AFTER_NEXT,
    THIS,
    LAST,
    COMING,
    PAST,
    EVERY,
    /** Of {@link #EVERY} what names no day at all ("any Friday"). */
    ANY,
    /** "every other Friday". */
    OTHER,
    /** Every working day, where a time follows ("on weekdays at 9"). */
    WORKDAYS,
    ON,
    AT,
    APPROX,
    BY,
    /** Words before a bare number that make it an hour ("by 5"). */
    BY_HOUR,
    /** Behind a weekday: one or two weeks later ("Friday week", "jeudi en huit"). */
    WEEK_ON,
    /** A day of the meant week follows ("week commencing 7 December"). */
    WEEK_OF,
    /** What may stand before a whole phrase ("for friday"), and between a day and its time. */
    LEAD,
    FILLER,
    /** Before an hour in words ("half four"). */
    HALF_PAST,
    /** Words that tell by how much something changes, so that no hour follows ("cut it by 5"). */
    CHANGE,
    BEFORE,
    AFTER,
    FROM,
    TO,
    BETWEEN,
    AND,
    IN,
    WITHIN,
    DURING,
    OF,
    THE,
    A,
    HALF,
    /** A number with a half in one word, in tenths ("anderthalb" is 15). */
    TENTHS,
    AGO,
    AGO_BEFORE,
    LATER,
    SINCE,
    END,
    START,
    MIDDLE,
    LATE,
    DEADLINE,
    BUSINESS,
    MERIDIEM,
    OCLOCK,
    HOUR_MARK,
    HALF_TO,
    QUARTER_HOUR,
    HALF_HOUR,
    PAST_HOUR,
    TO_HOUR,
    /** Between an hour and what is added to it ("tres y media"). */
    PLUS_HOUR,
    MINUS_HOUR,
    ISH,
    /** Behind an hour ("8 sharp"). */
    SHARP,
    HOLIDAY,
    QUARTER,
    /** The first or second half of a span ("first half of April"), with its number. */
    HALF_OF,
    /** A word for the halves of a month with its name ("Januarhälfte"), with its number. */
    MONTH_HALF,
    /** A half of a year with a name of its own ("H1"), with its number. */
    HALF_YEAR,
    /** A season, by the number of its first month on the northern half of the earth. */
    SEASON,
    /** An ordinal that counts weekdays or weeks but names no day of a month ("deuxième"). */
    NTH,
    WEEKEND,
    /** The number of an ISO week follows ("KW 12"). */
    CALENDAR_WEEK,
    /** An article behind which a bare number is a day ("le 14"). */
    DAY_ARTICLE,
    ZONE,
    NOW,
    COMING_WEEKS,
    NEW_YEAR,
    /** Words before a number of eight digits that is no date ("build 20261103"). */
    LABEL,
    /** Words of street names, which dates stand in ("rue du 8 mai"). */
    STREET,
    /** Words of street names that stand behind what the street is called after ("March Lane"). */
    ROAD,
    /** What is called by a number with dots ("section 4.2.2027"). */
    CITED,
    /** Before the name of a person ("Mr March", "Frau Sonntag"). */
    TITLE,
    /**
     * Behind a weekday that is somebody's name where no article stands before it ("Domingo es").
     */
    BEHIND_NAME,
    /** What a weekday only gives its name ("the Friday team"). */
    NAMESAKE,
    /** Before the weekday that one wishes somebody well for ("happy Monday"). */
    WISH,
    /** What happens on the weekday before it, however it is written ("the Monday Meeting"). */
    EVENT,
    /** Words that tell of opening hours, whose weekdays come again and again. */
    OPEN,
    NOT_A_DATE;

    /** Those that only tell whose or what name a date would be: none consists of them. */
    private static final Set<Kind> OF_NAMES =
            EnumSet.of(ROAD, CITED, TITLE, BEHIND_NAME, NAMESAKE, WISH, EVENT, OPEN);

    /** These kinds, and those of words beside names, opening hours and wishes. */
    public static Set<Kind> withThoseOfNames(Kind first, Kind... others) {
        Set<Kind> kinds = EnumSet.of(first, others);
        kinds.addAll(OF_NAMES);
        return kinds;
    }
}

package org.tickler.rsvp;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.PartStat;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import org.tickler.dates.FoundDate.Grain;
import org.tickler.reply.TypedText;
import org.tickler.rsvp.Clause.Word;

/**
 * Reads "works for me", "yes, but the 12th suits me better" or "can't make Tuesday, how about
 * Thursday 3pm?". Stateless and safe for use by many threads; linear in the length of the text, of
 * which only the beginning is read.
 */
public final class RsvpReader {
    private static final int LONGEST = 1_000;

    /** Who writes more than this says more than yes or no. */
    private static final int LONGEST_CLEAR = 400;

    private static final Duration USUAL_LENGTH = Duration.ofHours(1);

    private final DateFinder dates;

    public RsvpReader(DateFinder dates) {
        this.dates = dates;
    }

    /**
     * @param typed only what the author typed
     * @param written the moment of writing in the author's zone, in which times are meant
     * @param event the time that was invited to
     */
    public Rsvp read(String typed, DateContext written, EventTime event) {
        String text = TypedText.plain(typed).strip();
        boolean whole = text.length() <= LONGEST_CLEAR;
        text = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return new Reading(written, event).read(text, whole);
    }

    /** The reading of one text. */
    private final class Reading {
        private final DateContext written;
        private final EventTime event;
        private final ZonedDateTime start;
        private final Set<EventTime> proposed = new LinkedHashSet<>();
        private boolean named;
        private boolean vague;
        private boolean clear = true;

        Reading(DateContext written, EventTime event) {
            this.written = written;
            this.event = event;
            var zone = written.now().getZone();
            this.start =
                    switch (event) {
                        case EventTime.Timed(Instant from, _) -> from.atZone(zone);
                        case EventTime.AllDay(LocalDate day, _) -> day.atStartOfDay(zone);
                    };
        }

        Rsvp read(String text, boolean whole) {
            List<Clause> clauses = clauses(text);
            boolean refuses = any(clauses, Word.NO);
            clauses.forEach(clause -> take(clause, refuses));
            if (!proposed.isEmpty()) {
                var times = List.copyOf(proposed);
                return times.size() == 1 && clear && whole
                        ? new Rsvp.Proposal(
                                refuses ? PartStat.DECLINED : PartStat.TENTATIVE, times.getFirst())
                        : new Rsvp.Doubt(refuses ? PartStat.DECLINED : PartStat.TENTATIVE, times);
            }
            return vague
                    ? new Rsvp.Doubt(refuses ? PartStat.DECLINED : PartStat.TENTATIVE, List.of())
                    : answer(clauses, refuses, whole);
        }

        private Rsvp answer(List<Clause> clauses, boolean refuses, boolean whole) {
            boolean accepts =
                    clauses.stream().anyMatch(clause -> clause.has(Word.YES) && !clause.asks())
                            || isOnlyTheDay(clauses);
            boolean perhaps = any(clauses, Word.MAYBE);
            boolean open = !whole || any(clauses, Word.OTHER) || any(clauses, Word.IF);
            if (!accepts && !refuses && !perhaps) {
                return any(clauses, Word.OTHER)
                        ? new Rsvp.Doubt(null, List.of())
                        : new Rsvp.Other();
            }
            PartStat leaning = leaning(accepts, refuses, perhaps);
            return leaning == null || open
                    ? new Rsvp.Doubt(leaning, List.of())
                    : new Rsvp.Answer(leaning);
        }

        private static @Nullable PartStat leaning(
                boolean accepts, boolean refuses, boolean perhaps) {
            if (perhaps) {
                return refuses ? null : PartStat.TENTATIVE;
            }
            if (accepts && refuses) {
                return null;
            }
            return accepts ? PartStat.ACCEPTED : PartStat.DECLINED;
        }

        /** "Thursday at 3 then." */
        private boolean isOnlyTheDay(List<Clause> clauses) {
            return named
                    && clauses.stream()
                            .allMatch(clause ->
                                    clause.kinds().isEmpty()
                                            && clause.words() <= 1
                                            && !clause.asks());
        }

        private static boolean any(List<Clause> clauses, Word kind) {
            return clauses.stream().anyMatch(clause -> clause.has(kind));
        }

        /** A date beside a refusal is the one that does not suit, unless another is asked for. */
        private void take(Clause clause, boolean refuses) {
            boolean against = clause.has(Word.NO) && !clause.has(Word.OTHER);
            for (FoundDate date : clause.dates()) {
                if (against) {
                    continue;
                }
                if (isVague(date)) {
                    boolean around = !isOutside(date);
                    named |= around;
                    vague |= !around;
                    continue;
                }
                List<EventTime> times = times(date);
                if (times.stream().anyMatch(this::isTheEvent)) {
                    named = true;
                    continue;
                }
                boolean meant =
                        clause.has(Word.YES)
                                || clause.has(Word.OTHER)
                                || refuses
                                || clause.words() <= 2;
                clear &= meant && times.size() == 1 && !clause.has(Word.IF);
                proposed.addAll(times);
            }
            clear &= !vague;
        }

        private static boolean isVague(FoundDate date) {
            return switch (date.grain()) {
                case WEEK, MONTH, QUARTER, YEAR, SPAN -> true;
                case MINUTE, TIME_OF_DAY, DAY -> date.from() != null;
            };
        }

        private boolean isOutside(FoundDate date) {
            LocalDate first = date.from() == null ? date.date() : date.from();
            LocalDate day = start.toLocalDate();
            return day.isBefore(first) || day.isAfter(date.date());
        }

        private boolean isTheEvent(EventTime time) {
            return time.equals(event);
        }

        /** What a date means for the event: two times for an ambiguous one. */
        private List<EventTime> times(FoundDate date) {
            var times = new ArrayList<EventTime>();
            times.add(time(date.date(), date));
            LocalDate other = date.other();
            if (other != null) {
                times.add(time(other, date));
            }
            return times;
        }

        private EventTime time(LocalDate day, FoundDate date) {
            LocalTime clock = date.time();
            if (event instanceof EventTime.AllDay && clock == null) {
                return new EventTime.AllDay(day, day.plusDays(1));
            }
            LocalDate on = date.grain() == Grain.TIME_OF_DAY ? start.toLocalDate() : day;
            Instant from =
                    on.atTime(clock == null ? start.toLocalTime() : clock)
                            .atZone(start.getZone())
                            .toInstant();
            return new EventTime.Timed(from, from.plus(length()));
        }

        private Duration length() {
            return event instanceof EventTime.Timed(Instant from, Instant end)
                    ? Duration.between(from, end)
                    : USUAL_LENGTH;
        }

        private List<Clause> clauses(String text) {
            List<FoundDate> found = found(text);
            var plain = new StringBuilder(TypedText.fold(text));
            for (FoundDate date : found) {
                plain.replace(date.start(), date.end(), " ".repeat(date.end() - date.start()));
            }
            String words = plain.toString();
            var clauses = new ArrayList<Clause>();
            int from = 0;
            for (int i = 0; i < words.length(); i++) {
                boolean ends = ",;.!?\n".indexOf(words.charAt(i)) >= 0;
                if (ends || Clause.turn(words, i) > 0) {
                    add(clauses, words, from, i, found, ends && asks(words, i));
                    from = i;
                }
            }
            add(clauses, words, from, words.length(), found, false);
            return clauses;
        }

        private static boolean asks(String words, int at) {
            return words.charAt(at) == '?';
        }

        private static void add(
                List<Clause> clauses,
                String words,
                int from,
                int to,
                List<FoundDate> found,
                boolean asks) {
            List<FoundDate> inside =
                    found.stream()
                            .filter(date -> date.start() >= from && date.start() < to)
                            .toList();
            String clause = words.substring(from, to);
            if (!clause.isBlank() || !inside.isEmpty()) {
                clauses.add(Clause.of(clause, inside, asks));
            }
        }

        /**
         * People name days around the event, not around the day they write: of a month's 12th, or
         * of the Thursdays to come, the one nearest to the event is meant.
         */
        private List<FoundDate> found(String typed) {
            // "About 2 February" is no time of day.
            String text = Clause.withoutTurns(typed);
            List<FoundDate> fromToday = dates.find(text, written);
            ZonedDateTime now = written.now();
            ZonedDateTime week =
                    start.truncatedTo(ChronoUnit.DAYS).minusDays(start.getDayOfWeek().getValue());
            var near = new ArrayList<List<FoundDate>>();
            for (ZonedDateTime moment : List.of(week, start.minusDays(14))) {
                if (moment.isAfter(now)) {
                    near.add(dates.find(text, new DateContext(moment, written.locale())));
                }
            }
            List<FoundDate> found = fromToday.stream().map(date -> nearest(date, near)).toList();
            return DayOfMonth.withDays(text, found, now.toLocalDate(), start.toLocalDate());
        }

        private FoundDate nearest(FoundDate date, List<List<FoundDate>> readings) {
            if (Clause.isFromToday(date.text())) {
                return date;
            }
            Optional<FoundDate> best =
                    readings.stream()
                            .flatMap(List::stream)
                            .filter(other ->
                                    other.start() == date.start() && other.end() == date.end())
                            .min(Comparator.comparingLong(this::distance));
            return best.filter(other -> distance(other) < distance(date)).orElse(date);
        }

        private long distance(FoundDate date) {
            return Math.abs(ChronoUnit.DAYS.between(start.toLocalDate(), date.date()));
        }
    }
}

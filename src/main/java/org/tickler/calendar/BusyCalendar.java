package org.tickler.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tickler.ical.BrokenCalendarException;
import org.tickler.ical.CalendarParser;
import org.tickler.ical.CalendarValues;
import org.tickler.ical.Component;
import org.tickler.ical.ContentLine;
import org.tickler.ical.DayRule;

/**
 * When a person's own calendar says busy, recurrence and its exceptions included (RFC 5545, 3.8.5).
 * Events that are cancelled or marked free do not count; the periods of a VFREEBUSY do, unless they
 * are of the type FREE. Bounded on any input: 10 MB, 50,000 events, 2,000 rules, 20,000 busy times.
 * Stateless and safe for use by many threads.
 */
public final class BusyCalendar {
    private static final int MOST_RULES = 2_000;
    private static final int MOST_DATES = 1_000;
    private static final int MOST_TIMES = 20_000;
    private static final int LONGEST_SUMMARY = 200;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Component calendar;
    private final Instant from;
    private final Instant to;
    private final ZoneId zone;
    private final List<BusyTime> times = new ArrayList<>();

    /** The occurrences that an event of their own replaces, by UID. */
    private final Map<String, Set<Object>> replaced = new HashMap<>();

    private int rules;

    private BusyCalendar(Component calendar, Instant from, Instant to, ZoneId zone) {
        this.calendar = calendar;
        this.from = from;
        this.to = to;
        this.zone = zone;
    }

    /**
     * The busy times that touch the span from {@code from} to {@code to}, soonest first.
     *
     * @param zone of the person: for whole days, and for times without a zone
     * @throws UnreadableCalendarException if {@code calendar} is none, or beyond the limits
     */
    public static List<BusyTime> between(byte[] calendar, Instant from, Instant to, ZoneId zone) {
        try {
            Component parsed = CalendarParser.parseWithRules(calendar, StandardCharsets.UTF_8);
            return new BusyCalendar(parsed, from, to, zone).read();
        } catch (BrokenCalendarException broken) {
            throw new UnreadableCalendarException(broken.reason());
        }
    }

    private List<BusyTime> read() {
        List<Component> events = calendar.components("VEVENT");
        for (Component event : events) {
            event.first("RECURRENCE-ID")
                    .ifPresent(line ->
                            replaced.computeIfAbsent(uid(event), _ -> new HashSet<>())
                                    .addAll(moments(event, List.of(line))));
        }
        for (Component event : events) {
            if (isBusy(event)) {
                add(event);
            }
        }
        calendar.components("VFREEBUSY").forEach(this::periods);
        times.sort(Comparator.comparing(BusyTime::start).thenComparing(BusyTime::uid));
        return times;
    }

    /** The periods of a VFREEBUSY (RFC 5545, 3.8.2.6); without FBTYPE they are busy (3.2.9). */
    private void periods(Component freeBusy) {
        for (ContentLine line : freeBusy.all("FREEBUSY")) {
            String type = line.parameter("FBTYPE");
            if (type == null || !type.strip().equalsIgnoreCase("FREE")) {
                for (String value : line.value().split(",", MOST_TIMES)) {
                    period(freeBusy, line, value.strip());
                }
            }
        }
    }

    /** Start and end, or start and length (RFC 5545, 3.3.9). */
    private void period(Component freeBusy, ContentLine line, String value) {
        int slash = value.indexOf('/');
        if (slash < 0 || times.size() >= MOST_TIMES) {
            return;
        }
        var reader = new EventReader(calendar, freeBusy, zone);
        Instant start = moment(reader, line, value.substring(0, slash));
        String rest = value.substring(slash + 1);
        Instant end =
                start != null && (rest.startsWith("P") || rest.startsWith("+P"))
                        ? CalendarValues.duration(rest)
                                .filter(length -> length.compareTo(LONGEST) <= 0)
                                .map(start::plus)
                                .orElse(null)
                        : moment(reader, line, rest);
        if (start == null || end == null) {
            return;
        }
        if (start.isBefore(end) && start.isBefore(to) && end.isAfter(from)) {
            times.add(new BusyTime(start, end, uid(freeBusy), ""));
        }
    }

    private static @Nullable Instant moment(EventReader reader, ContentLine line, String value) {
        return CalendarValues.dateTime(value)
                .filter(moment -> moment.time() != null)
                .map(moment -> reader.instant(moment, line.parameter("TZID")))
                .orElse(null);
    }

    private static boolean isBusy(Component event) {
        return !is(event, "STATUS", "CANCELLED")
                && !is(event, "TRANSP", "TRANSPARENT")
                && !is(event, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    }

    private static boolean is(Component event, String name, String value) {
        return event.first(name)
                .map(line -> line.value().strip().equalsIgnoreCase(value))
                .orElse(false);
    }

    private void add(Component event) {
        var reader = new EventReader(calendar, event, zone);
        switch (reader.time()) {
            case null -> {
                // Without a time, or in a zone that nobody knows.
            }
            case EventTime.Timed(Instant start, Instant end) -> {
                Duration length = Duration.between(start, end);
                for (LocalDate day : days(event, reader, length)) {
                    Instant begin = reader.startOn(day);
                    if (begin != null) {
                        add(event, day, begin, begin.plus(length));
                    }
                }
            }
            case EventTime.AllDay(LocalDate start, LocalDate end) -> {
                Duration length = Duration.ofDays(end.toEpochDay() - start.toEpochDay());
                for (LocalDate day : days(event, reader, length)) {
                    add(
                            event,
                            day,
                            day.atStartOfDay(zone).toInstant(),
                            day.plusDays(length.toDays()).atStartOfDay(zone).toInstant());
                }
            }
        }
    }

    private void add(Component event, LocalDate day, Instant start, Instant end) {
        Set<Object> gone =
                event.first("RECURRENCE-ID").isPresent()
                        ? Set.of()
                        : replaced.getOrDefault(uid(event), Set.of());
        boolean shown = start.isBefore(to) && end.isAfter(from) && start.isBefore(end);
        if (shown && !gone.contains(day) && !gone.contains(start) && times.size() < MOST_TIMES) {
            Set<Object> except = moments(event, event.all("EXDATE"));
            if (!except.contains(day) && !except.contains(start)) {
                times.add(new BusyTime(start, end, uid(event), summary(event)));
            }
        }
    }

    /** The days on which it starts, by its own clock; a day around the span for other zones. */
    private Collection<LocalDate> days(Component event, EventReader reader, Duration length) {
        LocalDate start = reader.startDay();
        if (start == null || length.compareTo(LONGEST) > 0) {
            return List.of();
        }
        var days = new TreeSet<LocalDate>();
        days.add(start);
        LocalDate first = from.minus(length).atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = to.atZone(zone).toLocalDate().plusDays(1);
        for (ContentLine line : event.all("RRULE")) {
            if (++rules <= MOST_RULES) {
                DayRule.of(line.value())
                        .ifPresent(rule -> days.addAll(rule.between(start, first, last)));
            }
        }
        for (ContentLine line : event.all("RDATE")) {
            for (String value : line.value().split(",", MOST_DATES)) {
                CalendarValues.dateTime(value).ifPresent(moment -> days.add(moment.date()));
            }
        }
        return days;
    }

    /** The values of EXDATE or RECURRENCE-ID: days as they are, moments as instants. */
    private Set<Object> moments(Component event, List<ContentLine> lines) {
        var moments = new HashSet<Object>();
        var reader = new EventReader(calendar, event, zone);
        for (ContentLine line : lines) {
            for (String value : line.value().split(",", MOST_DATES)) {
                CalendarValues.dateTime(value)
                        .ifPresent(moment -> {
                            Object at =
                                    moment.time() == null
                                            ? moment.date()
                                            : reader.instant(moment, line.parameter("TZID"));
                            if (at != null) {
                                moments.add(at);
                            }
                        });
            }
        }
        return moments;
    }

    private static String uid(Component event) {
        return event.first("UID")
                .map(line -> line.text().strip())
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** What somebody marked as private is not written down again: that they are busy is enough. */
    private static String summary(Component event) {
        if (is(event, "CLASS", "PRIVATE") || is(event, "CLASS", "CONFIDENTIAL")) {
            return "";
        }
        String text = event.first("SUMMARY").map(ContentLine::text).orElse("");
        return CalendarText.shorten(CalendarText.oneLine(text), LONGEST_SUMMARY);
    }
}

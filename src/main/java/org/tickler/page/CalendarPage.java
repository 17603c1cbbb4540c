package org.tickler.page;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.feed.FeedLinks;
import org.tickler.feed.Feeds;
import org.tickler.invite.CalendarEvent;
import org.tickler.invite.EventStore;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.WorkHours;
import org.tickler.task.Due;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/**
 * Reads a month or a week of follow-ups and dues, in the owner's zone. Changes nothing; safe for
 * use by many threads.
 */
public final class CalendarPage {
    private static final int MOST = 1_000;
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final Feeds feeds;

    public CalendarPage(Jdbi jdbi, InstantSource clock, Feeds feeds) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.feeds = feeds;
    }

    /**
     * @param month null for the present one
     */
    public CalendarView month(@Nullable YearMonth month) {
        return jdbi.inTransaction(handle -> {
            Reading reading = new Reading(handle);
            YearMonth shown = month == null ? YearMonth.from(reading.today) : month;
            LocalDate first = reading.weekStart(shown.atDay(1));
            LocalDate last = reading.weekStart(shown.atEndOfMonth()).plusDays(6);
            LocalDate week =
                    YearMonth.from(reading.today).equals(shown) ? reading.today : shown.atDay(1);
            return new CalendarView(
                    MONTH.format(shown),
                    false,
                    "month=" + shown.minusMonths(1),
                    "month=" + shown.plusMonths(1),
                    "week=" + week,
                    YearMonth.from(reading.today).equals(shown),
                    reading.weekdays(first),
                    reading.days(first, last, shown),
                    reading.links);
        });
    }

    /**
     * @param day any day of the week; null for the present one
     */
    public CalendarView week(@Nullable LocalDate day) {
        return jdbi.inTransaction(handle -> {
            Reading reading = new Reading(handle);
            LocalDate first = reading.weekStart(day == null ? reading.today : day);
            LocalDate last = first.plusDays(6);
            return new CalendarView(
                    DateWords.week(first),
                    true,
                    "week=" + first.minusWeeks(1),
                    "week=" + first.plusWeeks(1),
                    "month=" + YearMonth.from(first.plusDays(3)),
                    !reading.today.isBefore(first) && !reading.today.isAfter(last),
                    reading.weekdays(first),
                    reading.days(first, last, null),
                    reading.links);
        });
    }

    /** What is shown once: from its first to its last day. */
    private record Entry(
            Task task,
            LocalDate first,
            LocalDate last,
            @Nullable LocalTime time,
            String kind,
            List<CalendarView.Guest> guests) {
        boolean covers(LocalDate day) {
            return !day.isBefore(first) && !day.isAfter(last);
        }
    }

    /** One look into the database, for its owner. */
    private final class Reading {
        private final Handle handle;
        private final ZoneId zone;
        private final Locale locale;
        private final WorkHours hours;
        private final DateWords dates;
        private final LocalDate today;
        private final @Nullable FeedLinks links;

        Reading(Handle handle) {
            this.handle = handle;
            Optional<Person> owner = new People(handle).owner();
            zone = owner.map(Person::zone).orElse(ZoneId.of("UTC"));
            // Without a region ISO 8601 is meant: weeks begin on Monday.
            Locale known = owner.map(Person::locale).orElse(null);
            locale = known == null || known.getCountry().isEmpty() ? Locale.ROOT : known;
            hours = owner.map(Person::hours).orElse(WorkHours.USUAL);
            dates = new DateWords(zone, clock.instant());
            today = dates.today();
            links = owner.flatMap(person -> feeds.links(handle, person.id())).orElse(null);
        }

        LocalDate weekStart(LocalDate day) {
            WeekFields fields = locale.equals(Locale.ROOT) ? WeekFields.ISO : WeekFields.of(locale);
            return day.with(TemporalAdjusters.previousOrSame(fields.getFirstDayOfWeek()));
        }

        List<CalendarView.Weekday> weekdays(LocalDate first) {
            return first.datesUntil(first.plusDays(7))
                    .map(LocalDate::getDayOfWeek)
                    .map(day ->
                            new CalendarView.Weekday(
                                    day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                                    day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
                    .toList();
        }

        List<CalendarView.Day> days(LocalDate first, LocalDate last, @Nullable YearMonth month) {
            List<Entry> entries = entries(first, last);
            var days = new ArrayList<CalendarView.Day>();
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                LocalDate shown = day;
                boolean weekBegins = ChronoUnit.DAYS.between(first, day) % 7 == 0;
                days.add(
                        new CalendarView.Day(
                                day.toString(),
                                day.getDayOfMonth(),
                                dates.day(day),
                                day.equals(today),
                                month != null && !YearMonth.from(day).equals(month),
                                !hours.isWorkDay(day),
                                entries.stream()
                                        .filter(entry -> entry.covers(shown))
                                        .map(entry -> item(entry, shown, weekBegins))
                                        .toList()));
            }
            return days;
        }

        private CalendarView.Item item(Entry entry, LocalDate day, boolean weekBegins) {
            Task task = entry.task();
            boolean begins = day.equals(entry.first());
            LocalTime time = entry.time();
            Due due = task.due();
            return new CalendarView.Item(
                    task.id().toString(),
                    task.title(),
                    entry.kind(),
                    task.state().word(),
                    task.state().isActive() && due != null && dates.isPast(due),
                    time == null || !begins ? "" : TIME.format(time),
                    entry.first().equals(entry.last())
                            ? ""
                            : dates.span(entry.first(), entry.last()),
                    !begins && !weekBegins,
                    entry.guests());
        }

        private List<Entry> entries(LocalDate first, LocalDate last) {
            EventStore events = handle.attach(EventStore.class);
            TaskStore tasks = handle.attach(TaskStore.class);
            Instant from = first.atStartOfDay(zone).toInstant();
            Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
            var entries = new ArrayList<Entry>();
            Map<TaskId, CalendarEvent> standing = new HashMap<>();
            events.standing(from, to, first, last, MOST)
                    .forEach(event -> standing.put(event.taskId(), event));
            if (!standing.isEmpty()) {
                Map<Long, List<CalendarView.Guest>> guests = guests(events, standing);
                for (Task task : tasks.all(List.copyOf(standing.keySet()))) {
                    CalendarEvent event = standing.get(task.id());
                    if (event != null && task.state() != TaskState.DROPPED) {
                        entries.add(entry(task, event, guests.getOrDefault(event.id(), List.of())));
                    }
                }
            }
            for (Task task : tasks.dueBetween(first, last, MOST)) {
                Due due = task.due();
                if (due != null && !standing.containsKey(task.id())) {
                    LocalDate start = due.start() == null ? due.date() : due.start();
                    entries.add(new Entry(task, start, due.date(), due.time(), "due", List.of()));
                }
            }
            entries.sort(
                    Comparator.comparing(
                                    Entry::time, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparing(Entry::first)
                            .thenComparing(entry -> entry.task().id().value()));
            return entries;
        }

        private Map<Long, List<CalendarView.Guest>> guests(
                EventStore events, Map<TaskId, CalendarEvent> standing) {
            var guests = new HashMap<Long, List<CalendarView.Guest>>();
            events.invited(standing.values().stream().map(CalendarEvent::id).toList())
                    .forEach(one ->
                            guests.computeIfAbsent(one.eventId(), _ -> new ArrayList<>())
                                    .add(GuestWords.guest(one, dates)));
            return guests;
        }

        /** Both ends are exclusive (RFC 5545, 3.6.1). */
        private Entry entry(Task task, CalendarEvent event, List<CalendarView.Guest> guests) {
            String kind = event.tentative() ? "hold" : "event";
            return switch (event.time()) {
                case EventTime.AllDay(LocalDate start, LocalDate end) ->
                        new Entry(task, start, end.minusDays(1), null, kind, guests);
                case EventTime.Timed(Instant start, Instant end) -> {
                    var begin = start.atZone(zone);
                    var finish = (end.isAfter(start) ? end.minusNanos(1) : end).atZone(zone);
                    yield new Entry(
                            task,
                            begin.toLocalDate(),
                            finish.toLocalDate(),
                            begin.toLocalTime(),
                            kind,
                            guests);
                }
            };
        }
    }
}

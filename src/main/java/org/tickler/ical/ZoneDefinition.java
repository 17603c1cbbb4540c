package org.tickler.ical;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The offset that a mail's own VTIMEZONE gives at one local time (RFC 5545, 3.6.5). Bounded: of a
 * yearly rule two years are looked at, whatever the rule says; every other kind of rule is unknown.
 */
public final class ZoneDefinition {
    private static final String DAYS = "MOTUWETHFRSASU";

    private final Component zone;

    /** Of a VTIMEZONE. */
    public ZoneDefinition(Component zone) {
        this.zone = zone;
    }

    /** One change of the clocks: when by the old clock, and the offset from then on. */
    private record Onset(LocalDateTime at, ZoneOffset offset) {}

    /** Empty where the definition is broken or uses what we do not evaluate. */
    public Optional<ZoneOffset> offsetAt(LocalDateTime local) {
        Onset latest = null;
        Onset earliest = null;
        try {
            for (Component observance : zone.components()) {
                Onset first = first(observance);
                if (earliest == null || first.at().isBefore(earliest.at())) {
                    earliest = new Onset(first.at(), offset(observance, "TZOFFSETFROM"));
                }
                Onset last = latest(observance, first, local);
                if (last != null && (latest == null || !last.at().isBefore(latest.at()))) {
                    latest = last;
                }
            }
        } catch (DateTimeException | IllegalArgumentException broken) {
            return Optional.empty();
        }
        Onset found = latest == null ? earliest : latest;
        return found == null ? Optional.empty() : Optional.of(found.offset());
    }

    private static Onset first(Component observance) {
        return new Onset(
                observance
                        .first("DTSTART")
                        .flatMap(line -> CalendarValues.dateTime(line.value()))
                        .map(CalendarValues.Moment::local)
                        .orElseThrow(() -> new DateTimeException("no DTSTART")),
                offset(observance, "TZOFFSETTO"));
    }

    private static ZoneOffset offset(Component observance, String name) {
        String value = observance.first(name).map(ContentLine::value).orElse("");
        return CalendarValues.offset(value).orElseThrow(() -> new DateTimeException("no " + name));
    }

    private static @Nullable Onset latest(Component observance, Onset first, LocalDateTime local) {
        LocalDateTime best = first.at().isAfter(local) ? null : first.at();
        for (ContentLine dates : observance.all("RDATE")) {
            for (String date : dates.value().split(",", 1000)) {
                LocalDateTime at =
                        CalendarValues.dateTime(date)
                                .map(CalendarValues.Moment::local)
                                .orElse(LocalDateTime.MAX);
                best = later(best, at, local);
            }
        }
        for (ContentLine rule : observance.all("RRULE")) {
            best = later(best, latest(rule(rule.value()), first.at(), local), local);
        }
        return best == null ? null : new Onset(best, first.offset());
    }

    private static @Nullable LocalDateTime later(
            @Nullable LocalDateTime best, @Nullable LocalDateTime other, LocalDateTime limit) {
        if (other == null || other.isAfter(limit)) {
            return best;
        }
        return best == null || other.isAfter(best) ? other : best;
    }

    private static @Nullable LocalDateTime latest(
            Map<String, String> rule, LocalDateTime first, LocalDateTime local) {
        if (!"YEARLY".equals(rule.get("FREQ")) || !"1".equals(rule.getOrDefault("INTERVAL", "1"))) {
            throw new DateTimeException("not a yearly rule");
        }
        LocalDateTime until = until(rule, first);
        LocalDateTime limit = local.isBefore(until) ? local : until;
        for (int year = limit.getYear(); year >= limit.getYear() - 1; year--) {
            LocalDateTime onset = day(rule, first, year).atTime(first.toLocalTime());
            if (!onset.isAfter(limit) && !onset.isBefore(first)) {
                return onset;
            }
        }
        return null;
    }

    /** UNTIL is in UTC; a day more never reaches the next change of the clocks. */
    private static LocalDateTime until(Map<String, String> rule, LocalDateTime first) {
        String until = rule.get("UNTIL");
        String count = rule.get("COUNT");
        if (until != null) {
            return CalendarValues.dateTime(until)
                    .map(CalendarValues.Moment::local)
                    .orElseThrow(() -> new DateTimeException("broken UNTIL"))
                    .plusDays(1);
        }
        return count == null
                ? LocalDateTime.MAX
                : LocalDate.of(first.getYear() + Integer.parseInt(count) - 1, 12, 31)
                        .atTime(23, 59);
    }

    private static LocalDate day(Map<String, String> rule, LocalDateTime first, int year) {
        Month month = month(rule.get("BYMONTH"), first);
        String byDay = rule.get("BYDAY");
        String byMonthDay = rule.get("BYMONTHDAY");
        if (byDay == null) {
            int day = byMonthDay == null ? first.getDayOfMonth() : Integer.parseInt(byMonthDay);
            int length = YearMonth.of(year, month).lengthOfMonth();
            return LocalDate.of(year, month, day < 0 ? length + 1 + day : Math.min(day, length));
        }
        DayOfWeek weekday = weekday(byDay);
        String ordinal = byDay.substring(0, byDay.length() - 2);
        LocalDate start = LocalDate.of(year, month, 1);
        if (!ordinal.isEmpty()) {
            return start.with(
                    TemporalAdjusters.dayOfWeekInMonth(Integer.parseInt(ordinal), weekday));
        }
        if (byMonthDay != null) {
            // BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14: the first Sunday from the 8th on.
            String from = byMonthDay.split(",")[0];
            start = LocalDate.of(year, month, Integer.parseInt(from));
        }
        return start.with(TemporalAdjusters.nextOrSame(weekday));
    }

    private static Month month(@Nullable String byMonth, LocalDateTime first) {
        return byMonth == null ? first.getMonth() : Month.of(Integer.parseInt(byMonth));
    }

    private static DayOfWeek weekday(String byDay) {
        String name = byDay.length() < 2 ? "?" : byDay.substring(byDay.length() - 2);
        int at = DAYS.indexOf(name);
        if (at < 0 || at % 2 != 0) {
            throw new DateTimeException("not a weekday");
        }
        return DayOfWeek.of(at / 2 + 1);
    }

    private static Map<String, String> rule(String value) {
        var parts = new HashMap<String, String>();
        for (String part : value.toUpperCase(Locale.ROOT).split(";", 30)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
            }
        }
        return parts;
    }
}

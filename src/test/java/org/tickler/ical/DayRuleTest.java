package org.tickler.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Recur;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.support.Effort;

class DayRuleTest {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate TO = LocalDate.of(2026, 12, 31);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3 | 2026-01-05 | 2026-01-05 2026-01-07 2026-01-12",
                "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260401T000000Z | 2026-01-30 | 2026-01-30 2026-02-27 2026-03-27",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3 | 2026-01-30 | 2026-01-30 2026-02-27 2026-03-31",
                "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=31 | 2025-07-31 | 2026-01-31 2026-07-31",
                "FREQ=YEARLY | 2024-02-29 |",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH | 2010-11-25 | 2026-11-26",
                "FREQ=YEARLY;BYDAY=20MO | 2026-05-18 | 2026-05-18",
                "FREQ=YEARLY;BYWEEKNO=53 | 2020-12-28 | 2026-12-28",
                "FREQ=YEARLY;BYYEARDAY=-1 | 2020-12-31 | 2026-12-31",
                "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU;COUNT=4 | 2026-01-06 | 2026-01-06 2026-01-18 2026-01-20 2026-02-01",
                "FREQ=DAILY;INTERVAL=100 | 2025-12-31 | 2026-04-10 2026-07-19 2026-10-27"
            })
    void daysShouldBeFound(String rule, LocalDate start, String days) {
        String found =
                DayRule.of(rule).orElseThrow().between(start, FROM, TO).stream()
                        .map(LocalDate::toString)
                        .collect(Collectors.joining(" "));
        assertThat(found).isEqualTo(days == null ? "" : days);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FREQ=SECONDLY",
                "FREQ=HOURLY",
                "FREQ=SOMETIMES",
                "FREQ=DAILY;BYDAY=XX",
                "FREQ=DAILY;INTERVAL=9999999999",
                "FREQ=DAILY;UNTIL=never"
            })
    void whatIsNoRuleOfDaysShouldBeEmpty(String rule) {
        assertThat(DayRule.of(rule)).isEmpty();
    }

    @Test
    void hostileRulesShouldCostNoMoreThanTheDaysLookedAt() {
        String all = "1" + ",2".repeat(390);
        DayRule rule =
                DayRule.of("FREQ=YEARLY;BYSECOND=1,2,3;BYHOUR=1,2;BYMONTH=" + all).orElseThrow();
        Effort.within(
                Duration.ofSeconds(20),
                () -> {
                    for (int i = 0; i < 200; i++) {
                        rule.between(LocalDate.of(1, 1, 1), FROM, TO);
                        DayRule.of("FREQ=DAILY;COUNT=999999")
                                .orElseThrow()
                                .between(LocalDate.of(1, 1, 1), FROM, TO);
                    }
                });
    }

    /** Another reader of RFC 5545 must find the same days. */
    @Test
    void randomRulesShouldBeReadAsIcal4jReadsThem() {
        var random = new Random(20260112);
        for (int i = 0; i < 400; i++) {
            LocalDate start = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(1000));
            String rule = rule(random);
            var expected =
                    new TreeSet<>(
                            new Recur<LocalDate>(rule)
                                    .getDates(start, start.isAfter(FROM) ? start : FROM, TO));
            // The start counts for us even where the rule does not hold on it.
            if (!start.isBefore(FROM) && !start.isAfter(TO)) {
                expected.add(start);
            }
            assertThat(new TreeSet<>(DayRule.of(rule).orElseThrow().between(start, FROM, TO)))
                    .as(rule + " from " + start)
                    .isEqualTo(expected);
        }
    }

    private static String rule(Random random) {
        var days = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
        String day = days.get(random.nextInt(7));
        String other = days.get(random.nextInt(7));
        String interval = ";INTERVAL=" + (1 + random.nextInt(3));
        return switch (random.nextInt(8)) {
            case 0 -> "FREQ=DAILY" + interval;
            case 1 -> "FREQ=WEEKLY;WKST=MO" + interval;
            case 2 -> "FREQ=WEEKLY;WKST=MO" + interval + ";BYDAY=" + day + "," + other;
            case 3 -> "FREQ=MONTHLY" + interval + ";BYMONTHDAY=" + (1 + random.nextInt(31));
            case 4 -> "FREQ=MONTHLY" + interval + ";BYDAY=" + (1 + random.nextInt(4)) + day;
            case 5 -> "FREQ=MONTHLY" + interval + ";BYDAY=-1" + day;
            case 6 -> "FREQ=YEARLY;BYMONTH=" + (1 + random.nextInt(12)) + ";BYDAY=2" + day;
            default ->
                    "FREQ=YEARLY;BYMONTH="
                            + (1 + random.nextInt(12))
                            + ";BYMONTHDAY="
                            + (1 + random.nextInt(28));
        };
    }
}

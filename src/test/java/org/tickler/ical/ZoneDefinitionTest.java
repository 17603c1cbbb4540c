package org.tickler.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definition inside a mail must say what the zone's own rules say. */
class ZoneDefinitionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/Berlin | +0100 | +0200 | 16010101T020000 | BYDAY=-1SU;BYMONTH=3 | 16010101T030000 | BYDAY=-1SU;BYMONTH=10",
                "America/New_York | -0500 | -0400 | 20070311T020000 | BYMONTH=3;BYDAY=2SU | 20071104T020000 | BYMONTH=11;BYDAY=1SU",
                "America/New_York | -0500 | -0400 | 20070311T020000 | BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU | 20071104T020000 | BYMONTH=11;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=SU",
                "Australia/Sydney | +1000 | +1100 | 20081005T020000 | BYDAY=1SU;BYMONTH=10;INTERVAL=1 | 20080406T030000 | BYDAY=1SU;BYMONTH=4",
                "Europe/London | +0000 | +0100 | 19810329T010000 | BYDAY=-1SU;BYMONTH=3 | 19961027T020000 | BYDAY=-1SU;BYMONTH=10"
            })
    void offsetShouldBeTheZonesOwn(
            String id,
            String standard,
            String daylight,
            String spring,
            String springRule,
            String autumn,
            String autumnRule) {
        var definition =
                definition(
                        observance("DAYLIGHT", spring, standard, daylight, springRule)
                                + observance("STANDARD", autumn, daylight, standard, autumnRule));
        var rules = ZoneId.of(id).getRules();
        var random = new Random(id.hashCode());
        for (int i = 0; i < 3_000; i++) {
            LocalDateTime local =
                    LocalDateTime.of(2009, 1, 1, 0, 30).plusHours(random.nextInt(24 * 365 * 25));
            if (rules.getValidOffsets(local).size() == 1) {
                assertThat(definition.offsetAt(local))
                        .as("%s %s", id, local)
                        .contains(rules.getOffset(local));
            }
        }
    }

    @Test
    void rulesThatEndedShouldGiveWayToLaterOnes() {
        var definition =
                definition(
                        observance(
                                        "DAYLIGHT",
                                        "19870405T020000",
                                        "-0500",
                                        "-0400",
                                        "BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z")
                                + observance(
                                        "STANDARD",
                                        "19671029T020000",
                                        "-0400",
                                        "-0500",
                                        "BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z")
                                + observance(
                                        "DAYLIGHT",
                                        "20070311T020000",
                                        "-0500",
                                        "-0400",
                                        "BYMONTH=3;BYDAY=2SU")
                                + observance(
                                        "STANDARD",
                                        "20071104T020000",
                                        "-0400",
                                        "-0500",
                                        "BYMONTH=11;BYDAY=1SU"));

        assertThat(definition.offsetAt(LocalDateTime.parse("2006-03-20T10:00")))
                .contains(ZoneOffset.ofHours(-5));
        assertThat(definition.offsetAt(LocalDateTime.parse("2006-04-20T10:00")))
                .contains(ZoneOffset.ofHours(-4));
        assertThat(definition.offsetAt(LocalDateTime.parse("2026-03-20T10:00")))
                .contains(ZoneOffset.ofHours(-4));
        assertThat(definition.offsetAt(LocalDateTime.parse("2026-11-02T10:00")))
                .contains(ZoneOffset.ofHours(-5));
    }

    @Test
    void datesShouldCountLikeRules() {
        var definition =
                definition(
                        "BEGIN:STANDARD\nDTSTART:20250101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\n"
                                + "BEGIN:DAYLIGHT\nDTSTART:20250401T000000\nRDATE:20260401T000000,20270401T000000\n"
                                + "TZOFFSETFROM:+0300\nTZOFFSETTO:+0430\nEND:DAYLIGHT\n"
                                + "BEGIN:STANDARD\nDTSTART:20251001T000000\nRDATE:20261001T000000\n"
                                + "TZOFFSETFROM:+0430\nTZOFFSETTO:+0300\nEND:STANDARD\n");

        assertThat(definition.offsetAt(LocalDateTime.parse("2026-07-01T10:00")))
                .contains(ZoneOffset.ofHoursMinutes(4, 30));
        assertThat(definition.offsetAt(LocalDateTime.parse("2026-12-01T10:00")))
                .contains(ZoneOffset.ofHours(3));
    }

    @Test
    void timeBeforeTheFirstChangeShouldUseTheOffsetBeforeIt() {
        var definition =
                definition(
                        observance("STANDARD", "20260101T000000", "+0500", "+0600", "BYMONTH=1"));

        assertThat(definition.offsetAt(LocalDateTime.parse("2020-07-01T10:00")))
                .contains(ZoneOffset.ofHours(5));
    }

    @Test
    void emptyDefinitionShouldSayNothing() {
        assertThat(definition("").offsetAt(LocalDateTime.parse("2020-07-01T10:00"))).isEmpty();
    }

    private static String observance(
            String kind, String start, String from, String to, String rule) {
        return "BEGIN:%s\nDTSTART:%s\nTZOFFSETFROM:%s\nTZOFFSETTO:%s\nRRULE:FREQ=YEARLY;%s\nEND:%s\n"
                .formatted(kind, start, from, to, rule, kind);
    }

    private static ZoneDefinition definition(String observances) {
        String calendar =
                "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:X\n"
                        + observances
                        + "END:VTIMEZONE\nEND:VCALENDAR\n";
        Component parsed =
                CalendarParser.parse(
                        calendar.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return new ZoneDefinition(parsed.components("VTIMEZONE").getFirst());
    }
}

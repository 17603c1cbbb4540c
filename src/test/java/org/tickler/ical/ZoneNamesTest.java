package org.tickler.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTC | UTC",
                "Z | Z",
                "Europe/Berlin | Europe/Berlin",
                "europe/berlin | Europe/Berlin",
                "America/New York | America/New_York",
                "US/Pacific | US/Pacific",
                "Asia/Calcutta | Asia/Calcutta",
                "\"America/Los_Angeles\" | America/Los_Angeles",
                "W. Europe Standard Time | Europe/Berlin",
                "W. Europe Daylight Time | Europe/Berlin",
                "Pacific Standard Time | America/Los_Angeles",
                "GMT Standard Time | Europe/London",
                "Greenwich Standard Time | Atlantic/Reykjavik",
                "UTC-11 | Etc/GMT+11",
                "Qyzylorda Standard Time | Asia/Qyzylorda",
                "South Sudan Standard Time | Africa/Juba",
                "tzone://Microsoft/Utc | Etc/UTC",
                "/freeassociation.sourceforge.net/Tzfile/Europe/Paris | Europe/Paris",
                "/mozilla.org/20050126_1/America/Argentina/Salta | America/Argentina/Salta",
                "/citadel.org/20210210_1/UTC | Etc/UTC",
                "(GMT-08.00) Pacific Time (US & Canada)/Tijuana | America/Los_Angeles",
                "(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna | Europe/Berlin",
                "(GMT+01.00) Paris/Madrid/Brussels/Copenhagen | Europe/Paris",
                "(UTC-05:00) Eastern Time (US & Canada) | America/New_York",
                "Eastern Time (US & Canada) | America/New_York",
                "(UTC) Dublin, Edinburgh, Lisbon, London | Europe/London",
                "Mitteleuropäische Zeit | Europe/Berlin",
                "GMT+0200 | GMT+02:00",
                "UTC-5 | UTC-05:00",
                "+01:00 | +01:00",
                "(UTC+05:30) | UTC+05:30",
                "(GMT+01.00) | GMT+01:00"
            })
    void nameOfAnyClientShouldBeKnown(String name, String zone) {
        ZoneId found = ZoneNames.resolve(name).orElseThrow();
        var moments = List.of("2026-01-12T10:00:00Z", "2026-07-12T10:00:00Z");
        for (String moment : moments) {
            assertThat(found.getRules().getOffset(Instant.parse(moment)))
                    .isEqualTo(ZoneId.of(zone).getRules().getOffset(Instant.parse(moment)));
        }
        if (!zone.contains(":")) {
            assertThat(found).isEqualTo(ZoneId.of(zone));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "/",
                "(",
                "()",
                "Customized Time Zone",
                "tzone://Microsoft/Custom",
                "CST",
                "IST",
                "Eastern",
                "Middle-earth/Bree",
                "GMT+99",
                "+",
                "(GMT+01.00) Nowhere"
            })
    void doubtfulNameShouldMeanNothing(String name) {
        assertThat(ZoneNames.resolve(name)).isEmpty();
    }

    @Test
    void everyWindowsZoneShouldBeListed() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ZoneNames.class.getResourceAsStream("windows-zones.tsv"))) {
            List<String> names =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(row -> !row.startsWith("#"))
                            .map(row -> row.substring(0, row.indexOf('\t')))
                            .toList();
            assertThat(names).hasSizeGreaterThan(139).doesNotHaveDuplicates();
            assertThat(names).allSatisfy(name -> assertThat(ZoneNames.resolve(name)).isPresent());
        }
    }
}

package org.tickler.dates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.tickler.support.Effort;

/** Mail is hostile: no text may break the finder or make it slow. */
class HostileTextTest {
    private static final long SEED = 20_261_123;
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final ZonedDateTime NOW = LocalDateTime.of(2026, 1, 15, 10, 0).atZone(PARIS);

    private static final List<String> PIECES =
            List.of(
                    "3",
                    "29",
                    "31",
                    "2026",
                    "9999",
                    "0",
                    "99999999999",
                    "/",
                    "-",
                    ".",
                    ":",
                    ",",
                    "(",
                    ")",
                    "'",
                    "+",
                    "@",
                    "february",
                    "may",
                    "Mar",
                    "friday",
                    "Sat",
                    "next",
                    "last",
                    "this",
                    "the",
                    "of",
                    "end",
                    "mid",
                    "early",
                    "week",
                    "month",
                    "year",
                    "years",
                    "day",
                    "days",
                    "quarter",
                    "Q1",
                    "in",
                    "within",
                    "before",
                    "after",
                    "from",
                    "to",
                    "until",
                    "by",
                    "between",
                    "and",
                    "at",
                    "half",
                    "past",
                    "noon",
                    "midnight",
                    "pm",
                    "a",
                    "tonight",
                    "tomorrow",
                    "ago",
                    "later",
                    "christmas",
                    "easter",
                    "first",
                    "twenty",
                    "hundred",
                    "thousand",
                    "th",
                    "UTC",
                    "CET",
                    "eod",
                    "eom",
                    "weekend",
                    "working days",
                    "bis",
                    "am",
                    "Uhr",
                    "nächste",
                    "le",
                    "dans",
                    "prochain",
                    "mañana",
                    "el",
                    "\n\n",
                    "\n",
                    "\u00a0",
                    "\ud83d",
                    "\u0000",
                    "x");

    private final DateFinder finder = new DateFinder();

    @Test
    void randomWordsShouldNeverThrow() {
        var random = new Random(SEED);
        List<ZonedDateTime> moments =
                List.of(
                        NOW,
                        LocalDateTime.of(2024, 2, 29, 23, 59).atZone(PARIS),
                        LocalDateTime.of(2026, 3, 29, 1, 59).atZone(PARIS),
                        LocalDateTime.of(9999, 12, 31, 23, 59).atZone(PARIS),
                        LocalDateTime.of(1, 1, 1, 0, 0).atZone(PARIS),
                        LocalDateTime.MAX.minusDays(2).atZone(ZoneOffset.UTC),
                        LocalDateTime.MIN.plusDays(2).atZone(ZoneOffset.UTC));
        for (int n = 0; n < 20_000; n++) {
            String text =
                    random.ints(1 + random.nextInt(12), 0, PIECES.size())
                            .mapToObj(PIECES::get)
                            .collect(Collectors.joining(random.nextInt(4) == 0 ? "" : " "));
            Locale locale = random.nextBoolean() ? Locale.GERMANY : Locale.US;
            var context =
                    new DateContext(
                            moments.get(random.nextInt(moments.size())),
                            random.nextBoolean() ? locale : null);
            Assertions.assertDoesNotThrow(
                    () -> check(text, context), () -> text + " at " + context.now());
        }
    }

    private void check(String text, DateContext context) {
        int last = 0;
        for (FoundDate date : finder.findAll(text, context)) {
            assertThat(date.start()).isGreaterThanOrEqualTo(last).isLessThan(date.end());
            assertThat(text.substring(date.start(), date.end())).isEqualTo(date.text());
            assertThat(date.asDue().date()).isEqualTo(date.date());
            last = date.end();
        }
        finder.read(text, context).ifPresent(FoundDate::asDue);
    }

    @Test
    void randomCharactersShouldNeverThrow() {
        var random = new Random(SEED);
        for (int n = 0; n < 5_000; n++) {
            var text = new StringBuilder();
            random.ints(40, 0, 0x2100).forEach(c -> text.append((char) (c % 3 == 0 ? c % 128 : c)));
            check(text.toString(), new DateContext(NOW, null));
        }
    }

    @Test
    void longTextsShouldBeReadInLinearTime() {
        Stream.of(
                        "3 days after ",
                        "twenty ",
                        "1",
                        "1.",
                        "1/",
                        "1:",
                        "12-",
                        "a",
                        "\n",
                        "from 3 ",
                        "end of the ",
                        "next friday ",
                        "at ",
                        "(",
                        "- ",
                        "3 years 2 months ",
                        "january ",
                        "before ",
                        ", ",
                        "a@",
                        "half past ",
                        "between 1 and ",
                        "nineteen hundred ",
                        "in the next ")
                .forEach(piece -> {
                    String text = piece.repeat(60_000 / piece.length());
                    Effort.within(
                            piece,
                            Duration.ofSeconds(10),
                            () -> finder.find(text, new DateContext(NOW, null)));
                });
    }
}

package org.tickler.dates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tables {@code find.txt} and {@code read.txt}, one test a row. */
class DateTablesTest {
    private final DateFinder finder = new DateFinder();

    private record Row(String text, DateContext context, String expected) {}

    @TestFactory
    Stream<DynamicTest> datesInTextShouldBeFound() throws IOException {
        return rows("/dates/find.txt")
                .map(row ->
                        dynamicTest(
                                row.text(),
                                () -> {
                                    String found =
                                            finder.find(row.text(), row.context()).stream()
                                                    .map(DateTablesTest::show)
                                                    .collect(Collectors.joining(", "));
                                    assertThat(found.isEmpty() ? "-" : found)
                                            .as(row.text())
                                            .isEqualTo(row.expected());
                                }));
    }

    @TestFactory
    Stream<DynamicTest> wholePhrasesShouldBeRead() throws IOException {
        return rows("/dates/read.txt")
                .map(row ->
                        dynamicTest(
                                row.text(),
                                () -> {
                                    String read =
                                            finder.read(row.text(), row.context())
                                                    .map(DateTablesTest::show)
                                                    .orElse("-");
                                    assertThat(read).as(row.text()).isEqualTo(row.expected());
                                }));
    }

    private static String show(FoundDate date) {
        return date.date()
                + (date.time() == null ? "" : "T" + date.time())
                + (date.from() == null ? "" : " from " + date.from())
                + (date.other() == null ? "" : " or " + date.other());
    }

    private static Stream<Row> rows(String file) throws IOException {
        var rows = new ArrayList<Row>();
        String[] last = new String[5];
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        DateTablesTest.class.getResourceAsStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line : in.readAllLines()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\\|", -1);
                for (int i = 0; i < cells.length; i++) {
                    last[i] = cells[i].isBlank() ? last[i] : cells[i].strip();
                }
                rows.add(row(List.of(last)));
            }
        }
        return rows.stream();
    }

    private static Row row(List<String> cells) {
        Locale locale = cells.get(3).equals("-") ? null : Locale.forLanguageTag(cells.get(3));
        var now = LocalDateTime.parse(cells.get(1)).atZone(ZoneId.of(cells.get(2)));
        return new Row(cells.get(0), new DateContext(now, locale), cells.get(4));
    }
}

package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedWriterTest {
    private static final Instant CHANGED = Instant.parse("2026-01-05T09:00:00Z");
    private static final EventTime TIMED =
            new EventTime.Timed(
                    Instant.parse("2026-01-12T10:00:00Z"), Instant.parse("2026-01-12T11:00:00Z"));
    private static final EventTime WINDOW =
            new EventTime.AllDay(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 16));

    private final FeedWriter writer = new FeedWriter();

    @Test
    void eventsShouldHoldWhatHasATime() {
        byte[] feed =
                writer.events(
                        "Ana's tasks",
                        List.of(
                                entry("b@acme.example", TIMED, FeedEntry.State.OPEN, false),
                                entry("a@acme.example", WINDOW, FeedEntry.State.CANCELLED, true),
                                entry("c@acme.example", null, FeedEntry.State.OPEN, false)));

        assertThat(CalendarLinter.problems(feed)).isEmpty();
        assertThat(text(feed))
                .isEqualTo(
                        """
                        BEGIN:VCALENDAR
                        PRODID:-//Tickler//Tickler//EN
                        VERSION:2.0
                        CALSCALE:GREGORIAN
                        METHOD:PUBLISH
                        NAME:Ana's tasks
                        X-WR-CALNAME:Ana's tasks
                        REFRESH-INTERVAL;VALUE=DURATION:PT1H
                        X-PUBLISHED-TTL:PT1H
                        BEGIN:VEVENT
                        UID:a@acme.example
                        DTSTAMP:20260105T090000Z
                        LAST-MODIFIED:20260105T090000Z
                        SUMMARY:Visit
                        URL:https://acme.example/t/1
                        DTSTART;VALUE=DATE:20260102
                        DTEND;VALUE=DATE:20260116
                        STATUS:CANCELLED
                        TRANSP:TRANSPARENT
                        END:VEVENT
                        BEGIN:VEVENT
                        UID:b@acme.example
                        DTSTAMP:20260105T090000Z
                        LAST-MODIFIED:20260105T090000Z
                        SUMMARY:Visit
                        URL:https://acme.example/t/1
                        DTSTART:20260112T100000Z
                        DTEND:20260112T110000Z
                        STATUS:CONFIRMED
                        TRANSP:OPAQUE
                        END:VEVENT
                        END:VCALENDAR
                        """);
    }

    @Test
    void todosShouldHoldEveryTaskWithItsLastDay() {
        byte[] feed =
                writer.todos(
                        "x",
                        List.of(
                                entry("a@acme.example", WINDOW, FeedEntry.State.OPEN, true),
                                entry("b@acme.example", null, FeedEntry.State.DONE, false)));

        assertThat(CalendarLinter.problems(feed)).isEmpty();
        assertThat(text(feed))
                .contains(
                        "DTSTART;VALUE=DATE:20260102\nDUE;VALUE=DATE:20260115\nSTATUS:NEEDS-ACTION\n",
                        "STATUS:COMPLETED\nPERCENT-COMPLETE:100\nCOMPLETED:20260105T090000Z\n")
                .doesNotContain("VEVENT");
    }

    @Test
    void orderOfTheEntriesShouldNotChangeTheBytes() {
        var entries = new ArrayList<FeedEntry>();
        for (int i = 0; i < 50; i++) {
            entries.add(
                    entry(i % 40 + "@acme.example", TIMED, FeedEntry.State.OPEN, i % 3 == 0, i));
        }
        byte[] first = writer.events("x", entries);
        var random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(entries, random);
            assertThat(writer.events("x", entries)).isEqualTo(first);
        }
        assertThat(FeedWriter.entityTag(first))
                .matches("\"[0-9a-f]{32}\"")
                .isNotEqualTo(FeedWriter.entityTag(writer.todos("x", entries)));
    }

    private static FeedEntry entry(
            String uid, @Nullable EventTime time, FeedEntry.State state, boolean tentative) {
        return entry(uid, time, state, tentative, 0);
    }

    private static FeedEntry entry(
            String uid,
            @Nullable EventTime time,
            FeedEntry.State state,
            boolean tentative,
            int later) {
        return new FeedEntry(
                uid,
                CHANGED.plusSeconds(later),
                "Visit",
                "",
                time,
                "https://acme.example/t/1",
                state,
                tentative,
                true,
                state == FeedEntry.State.DONE ? CHANGED : null);
    }

    private static String text(byte[] feed) {
        return new String(feed, StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}

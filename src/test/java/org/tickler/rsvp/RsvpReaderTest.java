package org.tickler.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.PartStat;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.support.Effort;

/**
 * Written on Thursday 11 December 2025 about Tuesday 13 January 2026, ten to a quarter to eleven.
 */
class RsvpReaderTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final DateContext WRITTEN =
            new DateContext(ZonedDateTime.of(2025, 12, 11, 9, 0, 0, 0, CHICAGO), Locale.US);
    private static final EventTime EVENT = at("2026-01-13T10:00");

    private final RsvpReader reader = new RsvpReader(new DateFinder());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "Yes, works for me!",
                "works for me",
                "Sounds good, see you then.",
                "Hi Lee,\n\nthat works. See you on Tuesday!\n\nAna",
                "Perfect, thanks",
                "ok",
                "No problem, I'll be there.",
                "Yes. Tuesday at 10 is fine.",
                "👍",
                "Count me in!",
                "Passt mir gut, danke",
                "Ja, gerne",
                "Oui, ça me va",
                "Sí, de acuerdo"
            })
    void plainYesShouldBeAccepted(String words) {
        assertThat(read(words)).isEqualTo(new Rsvp.Answer(PartStat.ACCEPTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "Sorry, I can't make it.",
                "I am afraid I cannot make Tuesday.",
                "Unfortunately I have to decline.",
                "I won't be there",
                "Tuesday doesn't work for me",
                "Leider nein",
                "Das passt mir leider nicht",
                "Je ne peux pas, désolée",
                "No puedo, lo siento"
            })
    void plainNoShouldBeDeclined(String words) {
        assertThat(read(words)).isEqualTo(new Rsvp.Answer(PartStat.DECLINED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Probably yes", "Maybe", "Not sure yet", "I'll try, vielleicht"})
    void perhapsShouldBeTentative(String words) {
        assertThat(read(words)).isEqualTo(new Rsvp.Answer(PartStat.TENTATIVE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yes, but the 12th suits me better | TENTATIVE | 2026-01-12T10:00",
                "can't make Tuesday, how about Thursday 3pm? | DECLINED | 2026-01-15T15:00",
                "Tuesday doesn't work, Wednesday does | DECLINED | 2026-01-14T10:00",
                "Could we do 4pm instead? | TENTATIVE | 2026-01-13T16:00",
                "How about 2 February at 9:30? | TENTATIVE | 2026-02-02T09:30",
                "I'd prefer Monday | TENTATIVE | 2026-01-12T10:00",
                "Yes, but Thursday at 11 would be better for me. Thanks, Ana | TENTATIVE | 2026-01-15T11:00",
                "I can't, I'm in Rome. Does Friday work? | DECLINED | 2026-01-16T10:00",
                "tomorrow 2pm is better | TENTATIVE | 2025-12-12T14:00",
                "Dienstag geht leider nicht, wie wäre es mit Donnerstag um 15 Uhr? | DECLINED | 2026-01-15T15:00",
                "15 January suits me better | TENTATIVE | 2026-01-15T10:00"
            })
    void anotherTimeShouldBeProposedNearTheEvent(String words, PartStat partStat, String time) {
        assertThat(read(words)).isEqualTo(new Rsvp.Proposal(partStat, at(time)));
    }

    @Test
    void severalTimesShouldBeDoubt() {
        assertThat(read("Can't make Tuesday. Wednesday or Thursday at 2pm would be fine."))
                .isEqualTo(
                        new Rsvp.Doubt(
                                PartStat.DECLINED,
                                List.of(at("2026-01-14T10:00"), at("2026-01-15T14:00"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yes, if Tom comes too | ACCEPTED",
                "I can't make it, can we find another time? | DECLINED",
                "Sometime in March would be better | TENTATIVE"
            })
    void conditionsAndVagueTimesShouldBeDoubt(String words, PartStat leaning) {
        assertThat(read(words)).isEqualTo(new Rsvp.Doubt(leaning, List.of()));
    }

    @Test
    void contradictionShouldBeDoubtWithoutLeaning() {
        assertThat(read("Yes. No, wait, I can't.")).isEqualTo(new Rsvp.Doubt(null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Who else is invited?",
                "Where do we meet",
                "",
                "Please send the agenda to the whole team before the meeting",
                "Is it ok with Tom?"
            })
    void otherWordsShouldBeOther(String words) {
        assertThat(read(words)).isInstanceOfAny(Rsvp.Other.class, Rsvp.Doubt.class);
        assertThat(read(words)).isNotInstanceOf(Rsvp.Answer.class);
    }

    @Test
    void dayShouldStayADayForAWindow() {
        EventTime window =
                new EventTime.AllDay(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 1, 17));

        assertThat(reader.read("the 12th suits me", WRITTEN, window))
                .isEqualTo(
                        new Rsvp.Proposal(
                                PartStat.TENTATIVE,
                                new EventTime.AllDay(
                                        LocalDate.of(2026, 1, 12), LocalDate.of(2026, 1, 13))));
        assertThat(reader.read("how about 12 jan at 10am?", WRITTEN, window))
                .isInstanceOf(Rsvp.Proposal.class);
    }

    @Test
    void longTextShouldNotBeClear() {
        assertThat(read("yes. " + "And there is more to be said about all of this. ".repeat(20)))
                .isEqualTo(new Rsvp.Doubt(PartStat.ACCEPTED, List.of()));
    }

    @Test
    void hugeTextShouldBeCheap() {
        Effort.within(
                Duration.ofSeconds(10),
                () -> read("how about no but yes, 12 jan, ".repeat(50_000)));
    }

    private Rsvp read(String words) {
        return reader.read(words, WRITTEN, EVENT);
    }

    private static EventTime at(String local) {
        Instant start = LocalDateTime.parse(local).atZone(CHICAGO).toInstant();
        return new EventTime.Timed(start, start.plus(Duration.ofMinutes(45)));
    }
}

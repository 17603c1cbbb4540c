package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever we can be asked to write is clean, and says the same to our reader and to ical4j. */
class CalendarRoundTripTest {
    private final CalendarReader reader = new CalendarReader();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyInvitationShouldBeCleanAndReadBackAlike(long seed) throws Exception {
        var random = new RandomInvitations(seed);
        for (int i = 0; i < 200; i++) {
            Invitation invitation = random.next();
            byte[] calendar = new CalendarWriter().write(invitation);

            assertThat(CalendarLinter.problems(calendar)).as("%s", invitation).isEmpty();
            assertThat(new CalendarWriter().write(invitation)).isEqualTo(calendar);
            sameToUs(invitation, calendar);
            sameToIcal4j(invitation, calendar);
        }
    }

    private void sameToUs(Invitation sent, byte[] calendar) {
        CalendarMessage read = reader.read(calendar, StandardCharsets.US_ASCII, null);
        assertThat(read.method()).isEqualTo(sent.method());
        assertThat(read.uid()).isEqualTo(sent.uid());
        assertThat(read.sequence()).isEqualTo(sent.sequence());
        assertThat(read.stamp()).isEqualTo(sent.stamp());
        assertThat(read.organizer()).isEqualTo(sent.organizer().address());
        if (sent.method() == Method.DECLINECOUNTER) {
            assertThat(read.time()).isNull();
            assertThat(read.attendees()).isEmpty();
            return;
        }
        assertThat(read.time()).isEqualTo(sent.time());
        assertThat(read.summary()).isEqualTo(summary(sent));
        assertThat(read.attendees()).hasSize(1);
        assertThat(read.attendees().getFirst().address()).isEqualTo(sent.attendee().address());
        assertThat(read.attendees().getFirst().partStat()).isEqualTo(sent.partStat());
    }

    private static void sameToIcal4j(Invitation sent, byte[] calendar) throws Exception {
        var read = new CalendarBuilder().build(new ByteArrayInputStream(calendar));
        Component event = read.getComponents().getFirst();
        assertThat(event.getProperty(Property.UID).orElseThrow().getValue()).isEqualTo(sent.uid());
        assertThat(event.getProperty(Property.DTSTAMP).orElseThrow().getValue())
                .isEqualTo(basic(sent.stamp()));
        if (sent.method() == Method.DECLINECOUNTER) {
            assertThat(read.validate().getEntries()).isEmpty();
            return;
        }
        assertThat(event.getProperty(Property.SUMMARY).orElseThrow().getValue())
                .isEqualTo(summary(sent));
        String description = CalendarText.manyLines(sent.description());
        if (!description.isBlank()) {
            assertThat(event.getProperty(Property.DESCRIPTION).orElseThrow().getValue())
                    .isEqualTo(CalendarText.shorten(description, 2_000));
        }
        Property attendee = event.getProperty(Property.ATTENDEE).orElseThrow();
        String name = CalendarText.quoted(sent.attendee().name()).replace("\"", "");
        assertThat(attendee.getParameter("CN").orElseThrow().getValue())
                .isEqualTo(name.isEmpty() ? sent.attendee().address().value() : name);
    }

    @Test
    void descriptionShouldBeCutBetweenCharacters() {
        assertThat(CalendarText.shorten("日".repeat(20), 10)).isEqualTo("日日…");
        assertThat(CalendarText.shorten("0123456789", 10)).isEqualTo("0123456789");
        assertThat(CalendarText.shorten("👍👍👍", 10)).isEqualTo("👍…");
    }

    private static String summary(Invitation sent) {
        return CalendarText.shorten(CalendarText.oneLine(sent.summary()), 500);
    }

    private static String basic(Instant instant) {
        return instant.toString().replaceAll("[-:]", "");
    }
}

package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tickler.calendar.CalendarMessage.Attendee;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;

class CalendarReaderTest {
    private final CalendarReader reader = new CalendarReader();

    static Stream<List<String>> answers() throws IOException {
        String table = new String(resource("answers/expected.tsv"), StandardCharsets.UTF_8);
        return table.lines()
                .filter(row -> !row.startsWith("#"))
                .map(row -> List.of(row.split("\t")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerOfEveryClientShouldBeUnderstood(List<String> expected) throws IOException {
        var mail = MailReader.read(resource("answers/" + expected.getFirst() + ".eml"));
        CalendarMessage message = reader.read(mail).orElseThrow();
        Attendee attendee = message.attendees().getFirst();

        assertThat(
                        List.of(
                                expected.getFirst(),
                                shown(message.method()),
                                shown(message.uid()),
                                shown(message.sequence()),
                                attendee.address().value(),
                                shown(attendee.name()),
                                shown(attendee.partStat()),
                                shown(message.startText()),
                                shown(message.endText()),
                                shown(message.organizer()),
                                shown(message.comment())))
                .isEqualTo(expected);
    }

    @Test
    void delegateAndAssistantShouldBeKnown() throws IOException {
        Attendee delegating = answer("delegated-header-method").attendees().getFirst();
        Attendee principal = answer("exchange2007-accepted").attendees().getFirst();

        var pat = new EmailAddress("pat@client.example");
        assertThat(delegating.delegatedTo()).isEqualTo(pat);
        assertThat(principal.sentBy()).isEqualTo(pat);
    }

    @Test
    void answerOfAPersonWithTwoAddressesShouldBeTheSendersOwn() throws IOException {
        CalendarMessage message = answer("delegated-header-method");
        var pat = new EmailAddress("pat@client.example");
        var other = new EmailAddress("other@client.example");

        assertThat(message.answering(List.of(pat)).orElseThrow().address()).isEqualTo(pat);
        assertThat(message.answering(List.of(other)).orElseThrow().address())
                .isEqualTo(new EmailAddress("ana@client.example"));
    }

    @Test
    void localStampShouldNotBeTrusted() throws IOException {
        assertThat(answer("script-counter-no-time").stamp()).isNull();
        assertThat(answer("google-accepted").stamp()).hasToString("2026-01-06T09:14:55Z");
    }

    @Test
    void unknownZoneShouldBeNamedAndNotGuessed() {
        CalendarMessage message = read("DTSTART;TZID=Middle-earth/Bree:20260112T100000");

        assertThat(message.time()).isNull();
        assertThat(message.zoneUnresolved()).isEqualTo("Middle-earth/Bree");
    }

    @Test
    void timeWithoutAnyZoneShouldStayOpen() {
        CalendarMessage message = read("DTSTART:20260112T100000");

        assertThat(message.time()).isNull();
        assertThat(message.zoneUnresolved()).isEqualTo(CalendarMessage.FLOATING);
    }

    @Test
    void timeWithoutAZoneShouldBeShownAsWrittenAndBeTheReadersHour() {
        CalendarMessage message = read("DTSTART:20260112T100000\nDTEND:20260112T113000");

        assertThat(message.startText()).isEqualTo("2026-01-12T10:00:00");
        assertThat(message.endText()).isEqualTo("2026-01-12T11:30:00");
        assertThat(message.timeIn(ZoneId.of("Asia/Tokyo")))
                .isEqualTo(
                        new EventTime.Timed(
                                Instant.parse("2026-01-12T01:00:00Z"),
                                Instant.parse("2026-01-12T02:30:00Z")));
        assertThat(read("DTSTART;TZID=Bree:20260112T100000").timeIn(ZoneId.of("Asia/Tokyo")))
                .isNull();
    }

    @Test
    void endWithoutAZoneShouldBeOnTheClockOfTheStart() {
        CalendarMessage message =
                read("DTSTART;TZID=Europe/Oslo:20260112T100000\nDTEND:20260112T113000");

        assertThat(message.endText()).isEqualTo("2026-01-12T10:30:00Z");
        assertThat(read("DTSTART:20260112T100000Z\nDTEND:20260112T113000").endText())
                .isEqualTo("2026-01-12T11:30:00Z");
    }

    @Test
    void calendarShouldNotNeedABlankLineBeforeIt() {
        String mail =
                "From: ana@client.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                        + calendar("UID:one@acme.example")
                        + "Content-Type: text/calendar\n\n--b--\n";

        assertThat(
                        reader.read(MailReader.read(mail.getBytes(StandardCharsets.UTF_8)))
                                .orElseThrow()
                                .uid())
                .isEqualTo("one@acme.example");
    }

    @Test
    void endBeforeTheStartShouldBeNoEnd() {
        CalendarMessage timed = read("DTSTART:20260112T100000Z\nDTEND:20250112T100000Z");
        CalendarMessage days = read("DTSTART;VALUE=DATE:20260112\nDTEND;VALUE=DATE:20260112");

        assertThat(timed.endText()).isEqualTo("2026-01-12T10:00:00Z");
        assertThat(days.endText()).isEqualTo("2026-01-13");
    }

    @Test
    void onlyTheFirstCalendarShouldCount() {
        String one = calendar("UID:one@acme.example").replace("END:VCALENDAR\n", "");
        String two = calendar("UID:two@acme.example");

        assertThat(read(one + "END:VCALENDAR\n" + two, null).uid()).isEqualTo("one@acme.example");
        assertThat(read(one + two, null).uid()).isEqualTo("one@acme.example");
        assertThat(read("BEGIN:VCALENDAR\n" + two, null).uid()).isEqualTo("two@acme.example");
    }

    @Test
    void bodyShouldWinOverTheHeaderAndAnUnknownMethodOverNeither() {
        String cancel = calendar("").replace("REPLY", "CANCEL");
        String odd = calendar("").replace("REPLY", "PUBLISHca");

        assertThat(read(cancel, "REQUEST").method()).isEqualTo(Method.CANCEL);
        assertThat(read(odd, "\"reply\"").method()).isEqualTo(Method.REPLY);
        assertThat(read(odd, null).method()).isNull();
    }

    @Test
    void charsetShouldBeWhatTheBytesAre() {
        String text = calendar("SUMMARY:Café ☕");
        Charset latin = StandardCharsets.ISO_8859_1;

        assertThat(reader.read(text.getBytes(StandardCharsets.UTF_8), latin, null).summary())
                .isEqualTo("Café ☕");
        assertThat(reader.read(text.getBytes(StandardCharsets.UTF_16), latin, null).summary())
                .isEqualTo("Café ☕");
        assertThat(
                        reader.read(
                                        calendar("SUMMARY:Café").getBytes(latin),
                                        StandardCharsets.UTF_8,
                                        null)
                                .summary())
                .isEqualTo("Café");
    }

    @Test
    void foldInsideACharacterShouldBeUndone() {
        byte[] folded = calendar("SUMMARY:Caf#").getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(folded, StandardCharsets.ISO_8859_1);
        String split = text.replace("#", "\u00c3\n \u00a9");

        assertThat(
                        reader.read(
                                        split.getBytes(StandardCharsets.ISO_8859_1),
                                        StandardCharsets.UTF_8,
                                        null)
                                .summary())
                .isEqualTo("Café");
    }

    @Test
    void calendarWithoutAnEventShouldBeRefusedInWords() {
        assertThatThrownBy(() -> read("BEGIN:VCALENDAR\nEND:VCALENDAR\n", null))
                .isInstanceOf(UnreadableCalendarException.class)
                .hasMessageContaining("no event");
        assertThatThrownBy(() -> read("Dear all, see you there", null))
                .isInstanceOf(UnreadableCalendarException.class)
                .hasMessageContaining("no VCALENDAR");
    }

    @Test
    void mailWithoutACalendarShouldBeNothing() {
        var mail =
                MailReader.read("From: a@b.example\r\n\r\nhello".getBytes(StandardCharsets.UTF_8));
        assertThat(reader.read(mail)).isEmpty();
    }

    private CalendarMessage answer(String name) throws IOException {
        return reader.read(MailReader.read(resource("answers/" + name + ".eml"))).orElseThrow();
    }

    private CalendarMessage read(String eventLines) {
        return read(calendar(eventLines), null);
    }

    private CalendarMessage read(String calendar, @Nullable String method) {
        return reader.read(
                calendar.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, method);
    }

    private static String calendar(String eventLines) {
        return "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n"
                + eventLines
                + "\nEND:VEVENT\nEND:VCALENDAR\n";
    }

    private static String shown(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "-" : value.toString();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CalendarReaderTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}

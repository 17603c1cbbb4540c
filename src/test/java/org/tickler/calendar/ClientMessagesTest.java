package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tickler.mail.MailKind;
import org.tickler.mail.MailKindDetector;
import org.tickler.mail.MailReader;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;

/** Whole mails about events as the clients of many vendors write them. */
class ClientMessagesTest {
    static Stream<List<String>> messages() throws IOException {
        String table = new String(resource("expected.tsv"), StandardCharsets.UTF_8);
        return table.lines()
                .filter(row -> !row.startsWith("#"))
                .map(row -> List.of(row.split("\t")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void messageShouldBeSortedAndUnderstood(List<String> expected) throws IOException {
        ParsedMail mail = MailReader.read(resource(expected.getFirst() + ".eml"));
        boolean calendar = expected.get(1).equals(MailKind.CALENDAR.word());

        assertThat(kind(mail)).isEqualTo(expected.get(1));
        assertThat(calendar ? said(mail) : Collections.nCopies(8, "-"))
                .isEqualTo(expected.subList(2, 10));
    }

    private static String kind(ParsedMail mail) {
        return CalendarReader.meetingInWinmail(mail).isPresent()
                ? MailKind.CALENDAR.word()
                : MailKindDetector.detect(mail, OwnIdentity.none()).kind().word();
    }

    private static List<String> said(ParsedMail mail) {
        CalendarMessage message = new CalendarReader().read(mail).orElseThrow();
        Optional<CalendarMessage.Attendee> attendee = message.attendees().stream().findFirst();
        return List.of(
                shown(message.method()),
                shown(message.uid()),
                shown(message.sequence()),
                shown(attendee.map(CalendarMessage.Attendee::address).orElse(null)),
                shown(
                        attendee.map(CalendarMessage.Attendee::partStat)
                                .map(PartStat::value)
                                .orElse(null)),
                shown(message.startText()),
                shown(message.endText()),
                shown(message.comment()).replace("\n", "\\n"));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        ClientMessagesTest.class.getResourceAsStream("clients/" + name))) {
            return in.readAllBytes();
        }
    }
}

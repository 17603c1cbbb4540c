package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;

class WinmailTest {
    private static final String UID = "5f3c@acme.example";
    private static final Instant START = Instant.parse("2026-01-12T10:00:00Z");

    private final CalendarReader reader = new CalendarReader();

    @Test
    void answerShouldBeReadWithOurOwnUid() {
        CalendarMessage message =
                reader.read(mail(winmail("IPM.Microsoft Schedule.MtgRespP", identity(UID), false)))
                        .orElseThrow();

        assertThat(message.method()).isEqualTo(Method.REPLY);
        assertThat(message.uid()).isEqualTo(UID);
        assertThat(message.sequence()).isEqualTo(3);
        assertThat(message.startText()).isEqualTo("2026-01-12T10:00:00Z");
        assertThat(message.endText()).isEqualTo("2026-01-12T11:00:00Z");
        assertThat(message.attendees().getFirst().partStat()).isEqualTo(PartStat.ACCEPTED);
        assertThat(message.attendees().getFirst().address().value())
                .isEqualTo("ana@client.example");
    }

    @Test
    void proposedTimeShouldBeACounter() {
        CalendarMessage message =
                reader.read(mail(winmail("IPM.Schedule.Meeting.Resp.Tent", identity(UID), true)))
                        .orElseThrow();

        assertThat(message.method()).isEqualTo(Method.COUNTER);
        assertThat(message.startText()).isEqualTo("2026-01-13T10:00:00Z");
        assertThat(message.attendees().getFirst().partStat()).isEqualTo(PartStat.TENTATIVE);
    }

    @Test
    void answerWithoutAnIdentityShouldBeRefusedInWords() {
        ParsedMail mail = mail(winmail("IPM.Schedule.Meeting.Resp.Neg", new byte[0], false));

        assertThatThrownBy(() -> reader.read(mail))
                .isInstanceOf(UnreadableCalendarException.class)
                .hasMessageContaining("winmail.dat")
                .hasMessageContaining("Resp.Neg");
    }

    @Test
    void ordinaryMailInWinmailShouldBeNoCalendar() {
        ParsedMail mail = mail(winmail("IPM.Microsoft Mail.Note", identity(UID), false));

        assertThat(reader.read(mail)).isEmpty();
        assertThat(mail.parts()).noneMatch(CalendarReader::isCalendar);
    }

    @Test
    void damagedWinmailShouldNeverDoMore() {
        byte[] whole = winmail("IPM.Schedule.Meeting.Resp.Pos", identity(UID), true);
        var random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit < 4; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Winmail.isMeeting(damaged);
        }
        for (int length = 0; length < whole.length; length++) {
            Winmail.isMeeting(java.util.Arrays.copyOf(whole, length));
        }
        assertThat(Winmail.isMeeting(whole)).isTrue();
    }

    private static ParsedMail mail(byte[] winmail) {
        String mail =
                "From: Ana Ruiz <ana@client.example>\r\nSubject: Accepted: Visit\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(winmail)
                        + "\r\n";
        return MailReader.read(mail.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] winmail(String messageClass, byte[] identity, boolean counter) {
        return WinmailWriter.winmail(messageClass, identity, START, counter);
    }

    private static byte[] identity(String uid) {
        return WinmailWriter.identity(uid);
    }
}

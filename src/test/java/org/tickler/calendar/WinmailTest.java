package org.tickler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;

/** Builds winmail.dat after MS-OXTNEF, as there is no public sample of a meeting answer. */
class WinmailTest {
    private static final String MEETING = "90dad86e0b451b1098da00aa003f1305";
    private static final String APPOINTMENT = "0220060000000000c000000000000046";
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
        var properties = new Buffer();
        properties.number(counter ? 7 : 5);
        properties.named(0x0102, MEETING, 0x03).number(1).number(identity.length).padded(identity);
        properties.named(0x0003, APPOINTMENT, 0x8201).number(3);
        properties.named(0x0040, APPOINTMENT, 0x820D).time(START);
        properties.named(0x0040, APPOINTMENT, 0x820E).time(START.plusSeconds(3600));
        properties.property(0x001F, 0x0037).number(1).number(4);
        properties.padded("A\0\0\0".getBytes(StandardCharsets.US_ASCII));
        if (counter) {
            properties.named(0x0040, APPOINTMENT, 0x8250).time(START.plusSeconds(86_400));
            properties.named(0x0040, APPOINTMENT, 0x8251).time(START.plusSeconds(90_000));
        }
        var out = new Buffer().number(0x223E9F78);
        out.bytes(new byte[] {1, 0});
        out.attribute(0x00089006, new byte[] {0, 0, 1, 0});
        out.attribute(0x00078008, (messageClass + "\0").getBytes(StandardCharsets.US_ASCII));
        out.attribute(0x00069003, properties.out.toByteArray());
        return out.out.toByteArray();
    }

    /** A global object id of a foreign event (MS-OXOCAL 2.2.1.27). */
    private static byte[] identity(String uid) {
        var out = new Buffer();
        out.bytes(HexFormat.of().parseHex("040000008200e00074c5b7101a82e008"));
        out.bytes(new byte[20]).number(13 + uid.length());
        out.bytes("vCal-Uid".getBytes(StandardCharsets.US_ASCII)).number(1);
        out.bytes((uid + "\0").getBytes(StandardCharsets.US_ASCII));
        return out.out.toByteArray();
    }

    private static final class Buffer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Buffer bytes(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Buffer padded(byte[] bytes) {
            return bytes(bytes).bytes(new byte[-bytes.length & 3]);
        }

        Buffer number(int number) {
            return bytes(
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
        }

        Buffer property(int type, int id) {
            return number(id << 16 | type);
        }

        Buffer named(int type, String set, int id) {
            return property(type, 0x8001).bytes(HexFormat.of().parseHex(set)).number(0).number(id);
        }

        Buffer time(Instant instant) {
            long ticks = (instant.toEpochMilli() + 11_644_473_600_000L) * 10_000;
            return bytes(
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(ticks).array());
        }

        Buffer attribute(int id, byte[] data) {
            return bytes(new byte[] {1})
                    .number(id)
                    .number(data.length)
                    .bytes(data)
                    .bytes(new byte[2]);
        }
    }
}

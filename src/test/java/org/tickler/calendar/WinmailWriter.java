package org.tickler.calendar;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/** Builds winmail.dat after MS-OXTNEF, as there is no public sample of a meeting answer. */
public final class WinmailWriter {
    private static final String MEETING = "90dad86e0b451b1098da00aa003f1305";
    private static final String APPOINTMENT = "0220060000000000c000000000000046";

    private WinmailWriter() {}

    /** An answer to the event that starts at {@code start}; a counter proposes the next day. */
    public static byte[] winmail(
            String messageClass, byte[] identity, Instant start, boolean counter) {
        var properties = new Buffer();
        properties.number(counter ? 7 : 5);
        properties.named(0x0102, MEETING, 0x03).number(1).number(identity.length).padded(identity);
        properties.named(0x0003, APPOINTMENT, 0x8201).number(3);
        properties.named(0x0040, APPOINTMENT, 0x820D).time(start);
        properties.named(0x0040, APPOINTMENT, 0x820E).time(start.plusSeconds(3600));
        properties.property(0x001F, 0x0037).number(1).number(4);
        properties.padded("A\0\0\0".getBytes(StandardCharsets.US_ASCII));
        if (counter) {
            properties.named(0x0040, APPOINTMENT, 0x8250).time(start.plusSeconds(86_400));
            properties.named(0x0040, APPOINTMENT, 0x8251).time(start.plusSeconds(90_000));
        }
        var out = new Buffer().number(0x223E9F78);
        out.bytes(new byte[] {1, 0});
        out.attribute(0x00089006, new byte[] {0, 0, 1, 0});
        out.attribute(0x00078008, (messageClass + "\0").getBytes(StandardCharsets.US_ASCII));
        out.attribute(0x00069003, properties.out.toByteArray());
        return out.out.toByteArray();
    }

    /** A global object id of a foreign event (MS-OXOCAL 2.2.1.27). */
    public static byte[] identity(String uid) {
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

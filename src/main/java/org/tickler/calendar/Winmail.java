package org.tickler.calendar;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.CalendarMessage.Attendee;
import org.tickler.mail.MailPart;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;

/**
 * A meeting answer inside {@code winmail.dat} (MS-OXTNEF), as Exchange sends to people it takes for
 * its own. Read in one pass: the message class, and of the MAPI properties the identity, the
 * sequence and the times. Used once.
 */
final class Winmail {
    private static final int SIGNATURE = 0x223E9F78;
    private static final int MESSAGE_CLASS = 0x00078008;
    private static final int PROPERTIES = 0x00069003;
    private static final String MEETING = "90dad86e0b451b1098da00aa003f1305";
    private static final String APPOINTMENT = "0220060000000000c000000000000046";

    /** 1601-01-01 to 1970-01-01 in units of 100 ns. */
    private static final long EPOCH = 116_444_736_000_000_000L;

    private String messageClass = "";
    private byte @Nullable [] identity;
    private @Nullable Integer sequence;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private @Nullable Instant proposedStart;
    private @Nullable Instant proposedEnd;

    private Winmail(byte[] content) {
        var in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.getInt() == SIGNATURE) {
                in.getShort();
                attributes(in);
            }
        } catch (BufferUnderflowException | IllegalArgumentException truncated) {
            // What was read until here is all there is.
        }
    }

    static boolean isWinmail(MailPart part) {
        String name = part.fileName() == null ? "" : part.fileName();
        return part.type().equals("application/ms-tnef")
                || part.type().equals("application/vnd.ms-tnef")
                || name.equalsIgnoreCase("winmail.dat");
    }

    /** Whether {@code content} is about a meeting at all; most are ordinary mail. */
    static boolean isMeeting(byte[] content) {
        return new Winmail(content).method() != null;
    }

    /**
     * The answer in {@code content}, given by the sender of {@code mail}; empty where it is not
     * about a meeting.
     *
     * @throws UnreadableCalendarException if it does not say which meeting
     */
    static Optional<CalendarMessage> read(byte[] content, ParsedMail mail) {
        var winmail = new Winmail(content);
        Method method = winmail.method();
        if (method == null) {
            return Optional.empty();
        }
        String uid = winmail.uid();
        if (uid == null) {
            throw new UnreadableCalendarException(
                    "A meeting message (%s) came as winmail.dat and does not say which invitation it is about."
                            .formatted(winmail.messageClass));
        }
        return Optional.of(winmail.message(method, uid, mail));
    }

    private CalendarMessage message(Method method, String uid, ParsedMail mail) {
        boolean counter = method == Method.REPLY && proposedStart != null;
        return new CalendarMessage(
                counter ? Method.COUNTER : method,
                uid,
                sequence,
                null,
                counter ? time(proposedStart, proposedEnd) : time(start, end),
                null,
                null,
                null,
                method == Method.REPLY ? attendees(mail) : List.of(),
                mail.subject(),
                null,
                false,
                "winmail.dat");
    }

    private List<Attendee> attendees(ParsedMail mail) {
        if (mail.from().isEmpty()) {
            return List.of();
        }
        NamedAddress from = mail.from().getFirst();
        return List.of(new Attendee(from.address(), from.name(), partStat(), null, null));
    }

    private static @Nullable EventTime time(@Nullable Instant from, @Nullable Instant to) {
        if (from == null) {
            return null;
        }
        return new EventTime.Timed(from, to == null || to.isBefore(from) ? from : to);
    }

    /** MS-OXOCAL 2.2.3 and 2.2.5; the second form is the old name on the wire (MS-OXTNEF). */
    private @Nullable Method method() {
        String name = messageClass.toLowerCase(Locale.ROOT);
        if (name.startsWith("ipm.schedule.meeting.resp") || name.contains(".mtgresp")) {
            return Method.REPLY;
        }
        if (name.startsWith("ipm.schedule.meeting.request") || name.contains(".mtgreq")) {
            return Method.REQUEST;
        }
        boolean cancel = name.startsWith("ipm.schedule.meeting.canc") || name.contains(".mtgcncl");
        return cancel ? Method.CANCEL : null;
    }

    private @Nullable PartStat partStat() {
        String name = messageClass.toLowerCase(Locale.ROOT);
        if (name.endsWith(".pos") || name.endsWith("mtgrespp")) {
            return PartStat.ACCEPTED;
        }
        if (name.endsWith(".neg") || name.endsWith("mtgrespn")) {
            return PartStat.DECLINED;
        }
        return name.endsWith(".tent") || name.endsWith("mtgrespa") ? PartStat.TENTATIVE : null;
    }

    /** Our own UID stands behind a marker; Exchange's own is the whole identity in hex. */
    private @Nullable String uid() {
        byte[] id = identity;
        if (id == null || id.length < 40) {
            return null;
        }
        String text = new String(id, StandardCharsets.ISO_8859_1);
        int marker = text.indexOf("vCal-Uid", 40);
        if (marker < 0 || marker + 12 >= text.length()) {
            return HexFormat.of().withUpperCase().formatHex(id);
        }
        int from = marker + 12;
        int to = text.indexOf('\0', from);
        return text.substring(from, to < 0 ? text.length() : to).strip();
    }

    private void attributes(ByteBuffer in) {
        while (in.remaining() > 9) {
            in.get();
            int id = in.getInt();
            ByteBuffer data = take(in, in.getInt());
            if (id == MESSAGE_CLASS) {
                messageClass = text(data, StandardCharsets.ISO_8859_1);
            } else if (id == PROPERTIES) {
                properties(data);
            }
            in.getShort();
        }
    }

    private void properties(ByteBuffer in) {
        int count = in.getInt();
        for (int i = 0; i < count && in.remaining() >= 8; i++) {
            int type = Short.toUnsignedInt(in.getShort());
            int id = Short.toUnsignedInt(in.getShort());
            String set = "";
            if (id >= 0x8000) {
                byte[] guid = new byte[16];
                in.get(guid);
                set = HexFormat.of().formatHex(guid);
                id = named(in);
            }
            boolean many = (type & 0x1000) != 0;
            int base = type & 0xFFF;
            boolean variable = base == 0x1E || base == 0x1F || base == 0x102 || base == 0x0D;
            int values = many || variable ? in.getInt() : 1;
            for (int v = 0; v < values; v++) {
                int length = variable ? in.getInt() : width(base);
                ByteBuffer value = take(in, length);
                take(in, Math.min(in.remaining(), -length & 3));
                keep(set, id, base, value);
            }
        }
    }

    private static int named(ByteBuffer in) {
        if (in.getInt() == 0) {
            return in.getInt();
        }
        int length = in.getInt();
        take(in, length);
        take(in, -length & 3);
        return -1;
    }

    private void keep(String set, int id, int type, ByteBuffer value) {
        if (set.isEmpty() && id == 0x001A) {
            messageClass =
                    text(
                            value,
                            type == 0x1F ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
        } else if (set.equals(MEETING) && type == 0x102 && (id == 0x03 || id == 0x23)) {
            identity = new byte[value.remaining()];
            value.get(identity);
        } else if (set.equals(APPOINTMENT) && type == 0x40) {
            times(id, Instant.ofEpochMilli((value.getLong() - EPOCH) / 10_000));
        } else if (set.equals(APPOINTMENT) && type == 0x03 && id == 0x8201) {
            int number = value.getInt();
            sequence = number < 0 ? null : Integer.valueOf(number);
        }
    }

    private void times(int id, Instant instant) {
        switch (id) {
            case 0x820D -> start = instant;
            case 0x820E -> end = instant;
            case 0x8250 -> proposedStart = instant;
            case 0x8251 -> proposedEnd = instant;
            default -> {
                // Of the other times nothing depends.
            }
        }
    }

    private static int width(int type) {
        return switch (type) {
            case 0x02, 0x0B -> 2;
            case 0x05, 0x06, 0x07, 0x14, 0x40 -> 8;
            case 0x48 -> 16;
            default -> 4;
        };
    }

    private static ByteBuffer take(ByteBuffer in, int length) {
        ByteBuffer part = in.slice(in.position(), checked(length, in.remaining()));
        in.position(in.position() + length);
        return part.order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checked(int length, int remaining) {
        if (length < 0 || length > remaining) {
            throw new IllegalArgumentException("beyond the end");
        }
        return length;
    }

    private static String text(ByteBuffer data, Charset charset) {
        String text = charset.decode(data).toString();
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}

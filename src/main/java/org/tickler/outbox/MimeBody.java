package org.tickler.outbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Rendered;

/**
 * The parts of our mails as they stand behind the header, in 7 bits: text, HTML and at times a
 * calendar. Written here because it is always the same few parts: the library looks for its own
 * classes anew with every part, and that takes longer than all the rest of a mail. Pure.
 */
public final class MimeBody {
    private static final String ALTERNATIVE = "=_a.";
    private static final String MIXED = "=_m.";
    private static final String TEXT = "; charset=UTF-8";
    private static final int LINE = 76;

    /** Behind it there is room only for the sign that the line goes on. */
    private static final int LAST = LINE - 1;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = {'\r', '\n'};

    private MimeBody() {}

    /**
     * A whole body.
     *
     * @param type its Content-Type, folded
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    public record Body(String type, byte[] content) {}

    /**
     * @param calendar an iCalendar object, or null; some clients see it only as an attachment, so
     *     it comes twice
     * @param unique letters and digits that no other mail has
     */
    public static Body write(
            Rendered words, byte @Nullable [] calendar, @Nullable String method, String unique) {
        var out = new ByteArrayOutputStream(32 * 1024);
        if (calendar == null) {
            alternative(out, words, null, null, unique);
            return new Body(multipart("alternative", ALTERNATIVE + unique), out.toByteArray());
        }
        String boundary = MIXED + unique;
        ascii(out, "--" + boundary + "\r\n");
        ascii(out, "Content-Type: " + multipart("alternative", ALTERNATIVE + unique) + "\r\n\r\n");
        alternative(out, words, calendar, method, unique);
        ascii(out, "\r\n--" + boundary + "\r\n");
        ascii(out, "Content-Type: application/ics; name=\"invite.ics\"\r\n");
        ascii(out, "Content-Transfer-Encoding: base64\r\n");
        ascii(out, "Content-Disposition: attachment; filename=\"invite.ics\"\r\n\r\n");
        base64(out, calendar);
        ascii(out, "\r\n--" + boundary + "--\r\n");
        return new Body(multipart("mixed", boundary), out.toByteArray());
    }

    /** The boundary holds "=_", which no encoded line does (RFC 2045, 6.7). */
    private static String multipart(String subtype, String boundary) {
        return "multipart/" + subtype + ";\r\n\tboundary=\"" + boundary + "\"";
    }

    private static void alternative(
            ByteArrayOutputStream out,
            Rendered words,
            byte @Nullable [] calendar,
            @Nullable String method,
            String unique) {
        String boundary = ALTERNATIVE + unique;
        text(out, boundary, "text/plain" + TEXT + "; format=flowed", Flowed.write(words.plain()));
        text(out, boundary, "text/html" + TEXT, words.html());
        if (calendar != null) {
            // The clients' last choice must be the calendar. Its method is in upper case, unquoted
            // and the same as inside; the charset is always named (RFC 6047, 2.4).
            ascii(out, "--" + boundary + "\r\n");
            ascii(out, "Content-Type: text/calendar" + TEXT + "; method=" + method + "\r\n");
            ascii(out, "Content-Transfer-Encoding: base64\r\n\r\n");
            base64(out, calendar);
            ascii(out, "\r\n");
        }
        ascii(out, "--" + boundary + "--\r\n");
    }

    private static void text(
            ByteArrayOutputStream out, String boundary, String type, String content) {
        ascii(out, "--" + boundary + "\r\n");
        ascii(out, "Content-Type: " + type + "\r\n");
        ascii(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        quotedPrintable(out, content.getBytes(StandardCharsets.UTF_8));
        ascii(out, "\r\n");
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void base64(ByteArrayOutputStream out, byte[] content) {
        out.writeBytes(Base64.getMimeEncoder(LINE, CRLF).encode(content));
    }

    /** RFC 2045, 6.7; line ends become CRLF, blanks in front of them are kept. */
    static void quotedPrintable(ByteArrayOutputStream out, byte[] text) {
        var line = new byte[LINE];
        int used = 0;
        int i = 0;
        while (i < text.length) {
            int run = plain(text, i, LAST - used);
            System.arraycopy(text, i, line, used, run);
            used += run;
            i += run;
            if (i == text.length) {
                break;
            }
            int octet = text[i] & 0xff;
            if (isLineEnd(text, i)) {
                i += octet == '\r' && i + 1 < text.length && text[i + 1] == '\n' ? 2 : 1;
            } else if (used + 3 <= LAST) {
                line[used++] = '=';
                line[used++] = HEX[octet >> 4];
                line[used++] = HEX[octet & 15];
                i++;
                continue;
            } else {
                // A line that goes on ends with "=".
                line[used++] = '=';
            }
            out.write(line, 0, used);
            out.writeBytes(CRLF);
            used = 0;
        }
        out.write(line, 0, used);
    }

    /** How many octets from {@code start} on, {@code most} at most, stand for themselves. */
    private static int plain(byte[] text, int start, int most) {
        int end = Math.min(text.length, start + most);
        int i = start;
        while (i < end
                && (text[i] > ' ' && text[i] != '=' && text[i] != 0x7f
                        || (text[i] == ' ' || text[i] == '\t') && !isLineEnd(text, i + 1))) {
            i++;
        }
        return i - start;
    }

    private static boolean isLineEnd(byte[] text, int i) {
        return i >= text.length || text[i] == '\n' || text[i] == '\r';
    }
}

package org.tickler.ical;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to unfolded lines of text (RFC 5545, 3.1), in linear time and with little memory whatever
 * comes in.
 */
final class CalendarLexer {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private CalendarLexer() {}

    /**
     * The text of {@code bytes} with {@code \n} line ends and no folds. UTF-8 where the bytes are
     * UTF-8 (RFC 5545, 3.1.4), because many clients forget the charset or name a wrong one; else
     * the declared charset.
     *
     * @param mostBytes a whole number of megabytes
     * @throws BrokenCalendarException above that
     */
    static String unfold(byte[] bytes, Charset declared, int mostBytes) {
        if (bytes.length > mostBytes) {
            throw new BrokenCalendarException(
                    "The calendar is larger than "
                            + (mostBytes >> 20)
                            + " MB ("
                            + bytes.length
                            + " bytes).");
        }
        Charset wide = wide(bytes, declared);
        byte[] octets =
                wide == null ? bytes : new String(bytes, wide).getBytes(StandardCharsets.UTF_8);
        // Unfolded before decoding: some clients fold inside a character (RFC 5545, 3.1).
        byte[] unfolded = unfold(octets);
        return decode(unfolded, wide == null ? declared : StandardCharsets.UTF_8);
    }

    private static byte[] unfold(byte[] in) {
        byte[] out = new byte[in.length];
        int length = 0;
        int i = 0;
        while (i < in.length) {
            byte b = in[i];
            if (b != '\r' && b != '\n') {
                if (b != 0) {
                    out[length++] = b;
                }
                i++;
                continue;
            }
            i = afterLineEnd(in, i);
            if (i < in.length && (in[i] == ' ' || in[i] == '\t')) {
                i++;
            } else {
                out[length++] = '\n';
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** CRLF, LF, a lone CR and the CR CR LF of broken gateways are one line end each. */
    private static int afterLineEnd(byte[] in, int at) {
        int i = at;
        while (i < in.length && in[i] == '\r') {
            i++;
        }
        if (i < in.length && in[i] == '\n') {
            return i + 1;
        }
        return at + 1;
    }

    private static String decode(byte[] bytes, Charset declared) {
        if (!isShifting(declared)) {
            try {
                CharBuffer text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .decode(ByteBuffer.wrap(bytes));
                int start = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
                return text.subSequence(start, text.length()).toString();
            } catch (CharacterCodingException notUtf8) {
                boolean said =
                        !declared.equals(StandardCharsets.UTF_8)
                                && !declared.equals(StandardCharsets.US_ASCII);
                return new String(bytes, said ? declared : WINDOWS);
            }
        }
        return new String(bytes, declared);
    }

    /** Whether other characters hide behind ASCII bytes, so that any of it is valid UTF-8. */
    private static boolean isShifting(Charset declared) {
        String name = declared.name().toLowerCase(Locale.ROOT);
        return name.contains("2022") || name.contains("5022") || name.startsWith("hz");
    }

    private static @Nullable Charset wide(byte[] b, Charset declared) {
        if (b.length >= 2 && (b[0] & 0xFF) == 0xFE && (b[1] & 0xFF) == 0xFF) {
            return StandardCharsets.UTF_16;
        }
        if (b.length >= 2 && (b[0] & 0xFF) == 0xFF && (b[1] & 0xFF) == 0xFE) {
            return StandardCharsets.UTF_16;
        }
        if (b.length >= 4 && b[0] == 0 && b[1] != 0 && b[2] == 0) {
            return StandardCharsets.UTF_16BE;
        }
        if (b.length >= 4 && b[0] != 0 && b[1] == 0 && b[3] == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return declared.name().startsWith("UTF-32") ? declared : null;
    }
}

package org.tickler.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Charsets as mail names them: vendors' supersets for the names they are used under, and a guess
 * where a name is missing, unknown or plainly wrong.
 */
public final class MailCharsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** Declared name (letters and digits only) to the superset that real mail is written in. */
    private static final Map<String, String> SUPERSETS =
            Map.ofEntries(
                    Map.entry("gb2312", "GB18030"),
                    Map.entry("gbk", "GB18030"),
                    Map.entry("xgbk", "GB18030"),
                    Map.entry("cp936", "GB18030"),
                    Map.entry("gb23121980", "GB18030"),
                    Map.entry("euccn", "GB18030"),
                    Map.entry("iso2022jp", "x-windows-iso2022jp"),
                    Map.entry("iso2022jpms", "x-windows-iso2022jp"),
                    Map.entry("cp50220", "x-windows-50220"),
                    Map.entry("cp50221", "x-windows-50221"),
                    Map.entry("cp932", "windows-31j"),
                    Map.entry("shiftjis", "windows-31j"),
                    Map.entry("xsjis", "windows-31j"),
                    Map.entry("sjis", "windows-31j"),
                    Map.entry("ksc5601", "x-windows-949"),
                    Map.entry("ksc56011987", "x-windows-949"),
                    Map.entry("euckr", "x-windows-949"),
                    Map.entry("cp949", "x-windows-949"),
                    Map.entry("uhc", "x-windows-949"),
                    Map.entry("big5", "Big5-HKSCS"),
                    Map.entry("iso88591", "windows-1252"),
                    Map.entry("latin1", "windows-1252"),
                    Map.entry("isolatin1", "windows-1252"),
                    Map.entry("iso88599", "windows-1254"),
                    Map.entry("iso885911", "x-windows-874"),
                    Map.entry("tis620", "x-windows-874"),
                    Map.entry("cp1252", "windows-1252"),
                    Map.entry("cp1251", "windows-1251"),
                    Map.entry("win1251", "windows-1251"),
                    Map.entry("iso88598i", "iso-8859-8"),
                    Map.entry("unicode", "UTF-16"),
                    Map.entry("macintosh", "x-MacRoman"),
                    Map.entry("utf8", "UTF-8"),
                    Map.entry("utf8mb4", "UTF-8"));

    private MailCharsets() {}

    /** The charset a declared name stands for, if the name is known. */
    public static Optional<Charset> named(String name) {
        String clean = name.strip().toLowerCase(Locale.ROOT).replaceAll("[\"';]", "");
        String key = clean.replaceAll("[^a-z0-9]", "");
        String target = SUPERSETS.getOrDefault(key, clean);
        try {
            return target.isEmpty() || target.length() > 60
                    ? Optional.empty()
                    : Optional.of(Charset.forName(target));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /**
     * The charset to read {@code content} with: the declared one where the bytes agree with it,
     * UTF-8 where they are valid UTF-8 with characters beyond ASCII, else a guess.
     */
    public static Charset choose(byte[] content, String declared) {
        Optional<Charset> named = named(declared);
        boolean ascii = isAscii(content);
        if (named.isPresent() && !named.get().equals(StandardCharsets.US_ASCII)) {
            Charset charset = named.get();
            boolean singleByte =
                    charset.name().startsWith("windows-125")
                            || charset.name().startsWith("ISO-8859");
            if (ascii && !has(content, 0x1b)) {
                return charset;
            }
            if (singleByte && decodes(content, StandardCharsets.UTF_8)) {
                return StandardCharsets.UTF_8;
            }
            if (charset.equals(StandardCharsets.UTF_8) && !nearly(content)) {
                return guess(content);
            }
            return charset;
        }
        return guess(content);
    }

    /** The bytes as text, charset chosen by {@link #choose}; never fails. */
    public static String decode(byte[] content, String declared) {
        if (declared.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").endsWith("utf7")) {
            return Utf7.decode(new String(content, StandardCharsets.ISO_8859_1));
        }
        return new String(content, choose(content, declared)).replace("\0", "");
    }

    /** A charset for bytes nobody has described. */
    static Charset guess(byte[] content) {
        if (content.length >= 2) {
            int mark = (content[0] & 0xff) << 8 | content[1] & 0xff;
            if (mark == 0xfeff || mark == 0xfffe) {
                return StandardCharsets.UTF_16;
            }
        }
        if (isAscii(content)) {
            boolean japanese =
                    indexOf(content, "\u001b$B") >= 0 || indexOf(content, "\u001b$@") >= 0;
            return japanese ? Charset.forName("x-windows-iso2022jp") : StandardCharsets.UTF_8;
        }
        if (nearly(content)) {
            return StandardCharsets.UTF_8;
        }
        return CharsetGuess.of(content).orElse(WINDOWS_1252);
    }

    /** Valid UTF-8 but for a broken character here and there, such as one cut in half. */
    private static boolean nearly(byte[] content) {
        int good = 0;
        int bad = 0;
        for (int i = 0; i < content.length; i++) {
            int lead = content[i] & 0xff;
            if (lead < 0x80) {
                continue;
            }
            int more = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
            int k = 1;
            while (k <= more && i + k < content.length && (content[i + k] & 0xc0) == 0x80) {
                k++;
            }
            if (more > 0 && (k > more || i + k >= content.length) && lead < 0xf5) {
                good++;
                i += k - 1;
            } else {
                bad++;
            }
        }
        return bad * 10 <= good;
    }

    static boolean decodes(byte[] content, Charset charset) {
        try {
            charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    static boolean isAscii(byte[] content) {
        for (byte b : content) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(byte[] content, int wanted) {
        for (byte b : content) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static int indexOf(byte[] content, String text) {
        return new String(content, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}

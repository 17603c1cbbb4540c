package org.tickler.calendar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.ical.ContentLine;
import org.tickler.mail.EmailAddress;

/** Reads CAL-ADDRESS values (RFC 5545, 3.3.3; RFC 6068) as clients write them. */
final class CalendarAddress {
    private CalendarAddress() {}

    /**
     * The address of an ATTENDEE or ORGANIZER; the EMAIL parameter (RFC 7986, 6.2) where the value
     * is some other kind of URI.
     */
    static Optional<EmailAddress> of(ContentLine line) {
        return of(line.value()).or(() -> of(line.parameter("EMAIL")));
    }

    /** {@code mailto:a@b}, {@code MAILTO: Jo <a@b>}, {@code a%2Bc@b} and a bare address. */
    static Optional<EmailAddress> of(@Nullable String uri) {
        if (uri == null || uri.length() > 2_000) {
            return Optional.empty();
        }
        String text = uri.replace("\"", "").strip();
        if (text.toLowerCase(Locale.ROOT).startsWith("mailto:")) {
            text = text.substring("mailto:".length());
        } else if (text.indexOf(':') >= 0 || text.startsWith("/")) {
            return Optional.empty();
        }
        int angle = text.lastIndexOf('<');
        int close = text.indexOf('>', angle + 1);
        if (angle >= 0 && close > 0) {
            text = text.substring(angle + 1, close);
        }
        int query = text.indexOf('?', Math.max(0, text.indexOf('@')));
        text = query < 0 ? text : text.substring(0, query);
        try {
            return Optional.of(new EmailAddress(percentDecoded(text.strip())));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                out.write(high * 16 + low);
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}

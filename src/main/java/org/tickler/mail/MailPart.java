package org.tickler.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One leaf of a message's MIME tree, transfer encoding undone. A nested {@code message/rfc822} is a
 * leaf too; its bytes can be read by {@link MailReader} again.
 *
 * @param type lower-case {@code type/subtype}
 * @param parameters the Content-Type's parameters with lower-case names (such as {@code method},
 *     {@code charset})
 * @param fileName the decoded file name, or null
 * @param attachment whether Content-Disposition says attachment
 * @param content the decoded bytes; never changed by anybody
 * @param charset the charset to read the bytes with, declared or guessed
 */
public record MailPart(
        String type,
        Map<String, String> parameters,
        @Nullable String fileName,
        boolean attachment,
        byte[] content,
        Charset charset) {
    private static final Set<String> CALENDARS =
            Set.of(
                    "text/calendar",
                    "application/ics",
                    "text/x-vcalendar",
                    "text/vcalendar",
                    "application/calendar",
                    "text/x-calendar");

    public MailPart {
        parameters = Map.copyOf(parameters);
    }

    /** Whether it is an iCalendar object: by its type, or by its first line where that is open. */
    public boolean isCalendar() {
        return isCalendarByType() || mayBeAnything() && startsAsCalendar();
    }

    /** Whether the type says that it is an iCalendar object. */
    public boolean isCalendarByType() {
        return CALENDARS.contains(type);
    }

    private boolean mayBeAnything() {
        String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        return type.equals("application/octet-stream")
                || type.equals("text/plain")
                || name.endsWith(".ics")
                || name.endsWith(".vcs");
    }

    private boolean startsAsCalendar() {
        int length = Math.min(content.length, 64);
        String start = new String(content, 0, length, StandardCharsets.ISO_8859_1);
        return start.replace("\u00ef\u00bb\u00bf", "")
                .stripLeading()
                .regionMatches(true, 0, "BEGIN:VCALENDAR", 0, 15);
    }

    /** The bytes as text, line ends normalised to {@code \n}. */
    public String text() {
        return new String(content, charset).replace("\r\n", "\n").replace('\r', '\n');
    }
}

package org.tickler.ical;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The zone that a TZID of any client means: IANA ids and their aliases, Windows names (CLDR), what
 * Exchange shows to people, and ids with a vendor's prefix. Names that could mean two zones, such
 * as {@code CST}, mean nothing here. Thread-safe. The tables hold names: loading the rules of all
 * zones takes longer than reading a mail.
 */
public final class ZoneNames {
    private static final Map<String, String> IANA = new HashMap<>();
    private static final Map<String, String> WINDOWS = new HashMap<>();
    private static final Map<String, String> DISPLAY = new HashMap<>();
    private static final int LONGEST = 200;

    static {
        for (String id : ZoneId.getAvailableZoneIds()) {
            IANA.put(id.toLowerCase(Locale.ROOT), id);
        }
        // Java's own relics of POSIX; no client means them.
        IANA.keySet().removeIf(id -> id.startsWith("systemv/"));
        table("windows-zones.tsv")
                .forEach((name, iana) -> WINDOWS.put(name.toLowerCase(Locale.ROOT), iana));
        table("display-zones.tsv")
                .forEach((name, windows) -> DISPLAY.put(letters(name), windows(windows)));
    }

    private ZoneNames() {}

    /** The zone of a TZID, with or without quotes and escapes; empty where it is unknown. */
    public static Optional<ZoneId> resolve(String tzid) {
        String name = tzid.replace("\"", "").replace("\\,", ",").replace("\\;", ";").strip();
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.empty();
        }
        return iana(name)
                .or(() -> windowsName(name))
                .or(() -> prefixed(name))
                .or(() -> displayName(name))
                .or(() -> offset(name));
    }

    private static Optional<ZoneId> iana(String name) {
        String id = name.replace(' ', '_').toLowerCase(Locale.ROOT);
        if (id.equals("z")) {
            return Optional.of(ZoneOffset.UTC);
        }
        return Optional.ofNullable(IANA.get(id)).map(ZoneId::of);
    }

    private static Optional<ZoneId> windowsName(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String standard =
                key.replace(" daylight time", " standard time")
                        .replace(" summer time", " standard time");
        return Optional.ofNullable(WINDOWS.get(standard)).map(ZoneId::of);
    }

    /** Such as {@code /freeassociation.sourceforge.net/Tzfile/Europe/Paris}. */
    private static Optional<ZoneId> prefixed(String name) {
        String[] path = name.split("/");
        for (int from = Math.max(1, path.length - 3); from < path.length; from++) {
            String tail = String.join("/", Arrays.copyOfRange(path, from, path.length));
            Optional<ZoneId> zone = tail.indexOf('/') < 0 ? windowsName(tail) : iana(tail);
            if (zone.isPresent()) {
                return zone;
            }
        }
        return name.startsWith("/") && path.length > 1
                ? iana(path[path.length - 1])
                : Optional.empty();
    }

    /** Such as {@code (GMT-08.00) Pacific Time (US & Canada)/Tijuana}. */
    private static Optional<ZoneId> displayName(String name) {
        int prefixEnd = name.startsWith("(") ? name.indexOf(')') : -1;
        String rest = name.substring(prefixEnd + 1).strip();
        if (rest.isEmpty()) {
            return offset(name.substring(1, prefixEnd));
        }
        return Optional.ofNullable(DISPLAY.get(letters(rest)))
                .map(ZoneId::of)
                .or(() -> windowsName(rest));
    }

    /** Such as {@code GMT+0200}, {@code UTC-5} and {@code +01:00}. */
    private static Optional<ZoneId> offset(String name) {
        String id = name.toUpperCase(Locale.ROOT).replace(" ", "").replace('.', ':');
        boolean offset =
                id.startsWith("GMT")
                        || id.startsWith("UTC")
                        || id.startsWith("+")
                        || id.startsWith("-");
        try {
            return offset ? Optional.of(ZoneId.of(id).normalized()) : Optional.empty();
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static String windows(String name) {
        return Objects.requireNonNull(WINDOWS.get(name.toLowerCase(Locale.ROOT)), name);
    }

    /** Lower-case letters and digits of any script, with one blank for everything between. */
    private static String letters(String name) {
        var key = new StringBuilder();
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                key.append(c);
            } else if (!key.isEmpty() && key.charAt(key.length() - 1) != ' ') {
                key.append(' ');
            }
        }
        return key.toString().strip();
    }

    private static Map<String, String> table(String resource) {
        var rows = new HashMap<String, String>();
        try (InputStream in =
                        Objects.requireNonNull(ZoneNames.class.getResourceAsStream(resource));
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String row = reader.readLine(); row != null; row = reader.readLine()) {
                int tab = row.indexOf('\t');
                if (tab > 0 && row.charAt(0) != '#') {
                    rows.put(row.substring(0, tab), row.substring(tab + 1).strip());
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return rows;
    }
}

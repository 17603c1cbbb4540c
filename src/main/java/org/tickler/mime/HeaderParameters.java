package org.tickler.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A structured header value with parameters, such as Content-Type or Content-Disposition (RFC 2045,
 * 5.1), continuations and charsets of RFC 2231 put together, encoded words in values decoded though
 * no RFC allows them there.
 *
 * @param value the first token, lower-case, comments removed
 * @param parameters decoded values by lower-case name; the first of two equal names wins
 */
public record HeaderParameters(String value, Map<String, String> parameters) {
    private static final int MOST = 200;

    public HeaderParameters {
        parameters = Map.copyOf(parameters);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    public HeaderParameters withValue(String other) {
        return new HeaderParameters(other, parameters);
    }

    /** Reads any text; what makes no sense is left out. */
    public static HeaderParameters parse(String text) {
        var scan = new Scan(text);
        String value = scan.token(';').toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        var plain = new LinkedHashMap<String, String>();
        var sections = new LinkedHashMap<String, TreeMap<Integer, Section>>();
        while (scan.more() && plain.size() + sections.size() < MOST) {
            scan.skip(";, \t");
            String name = scan.token('=').strip().toLowerCase(Locale.ROOT);
            if (!scan.take('=')) {
                continue;
            }
            String written = scan.value();
            if (name.isEmpty()) {
                continue;
            }
            int star = name.indexOf('*');
            if (star <= 0) {
                plain.putIfAbsent(name, EncodedWords.decode(written));
            } else {
                addSection(sections, name, star, written);
            }
        }
        sections.forEach((name, parts) -> plain.put(name, join(parts)));
        return new HeaderParameters(value, plain);
    }

    private record Section(String text, boolean encoded) {}

    private static void addSection(
            Map<String, TreeMap<Integer, Section>> sections, String name, int star, String text) {
        String rest = name.substring(star + 1);
        boolean encoded = rest.isEmpty() || rest.endsWith("*");
        String number = rest.endsWith("*") ? rest.substring(0, rest.length() - 1) : rest;
        int index = 0;
        if (!number.isEmpty()) {
            if (number.length() > 3 || !number.chars().allMatch(Character::isDigit)) {
                return;
            }
            index = Integer.parseInt(number);
        }
        sections.computeIfAbsent(name.substring(0, star), n -> new TreeMap<>())
                .putIfAbsent(index, new Section(text, encoded));
    }

    /** RFC 2231, 3 and 4: the charset stands in the first section only. */
    private static String join(TreeMap<Integer, Section> parts) {
        @Nullable String charset = null;
        var bytes = new ByteArrayOutputStream();
        boolean first = true;
        for (Section part : parts.values()) {
            String text = part.text();
            if (part.encoded() && first) {
                String[] pieces = text.split("'", 3);
                if (pieces.length == 3) {
                    charset = pieces[0];
                    text = pieces[2];
                }
            }
            first = false;
            byte[] piece = part.encoded() ? percent(text) : text.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(piece);
        }
        byte[] all = bytes.toByteArray();
        String joined = MailCharsets.decode(all, charset == null ? "" : charset);
        return EncodedWords.decode(joined);
    }

    private static byte[] percent(String text) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int hex = c == '%' && i + 2 < text.length() + 0 ? hex(text, i + 1) : -1;
            if (hex >= 0) {
                out.write(hex);
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** A cursor over the text that knows quoted strings and comments (RFC 5322, 3.2). */
    private static final class Scan {
        private final String text;
        private int at;
        private boolean openComment;

        Scan(String text) {
            this.text = text;
        }

        boolean more() {
            return at < text.length();
        }

        void skip(String chars) {
            while (more() && chars.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        boolean take(char wanted) {
            if (more() && text.charAt(at) == wanted) {
                at++;
                return true;
            }
            return false;
        }

        /** Up to {@code end}, or a semicolon, which is not taken; comments left out. */
        String token(char end) {
            var token = new StringBuilder();
            while (more() && text.charAt(at) != end && text.charAt(at) != ';') {
                char c = text.charAt(at);
                if (c == '(' && !openComment) {
                    comment();
                } else {
                    at++;
                    if (c != '"') {
                        token.append(c);
                    }
                }
            }
            return token.toString();
        }

        String value() {
            skip(" \t");
            if (!take('"')) {
                return token(';').strip();
            }
            var value = new StringBuilder();
            int start = at;
            while (more() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            if (!more()) {
                // The closing quote is missing: the value ends at the next semicolon.
                at = start;
                return token(';').strip();
            }
            at++;
            return value.toString();
        }

        private void comment() {
            int depth = 0;
            int start = at;
            while (more()) {
                char c = text.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == '(') {
                    depth++;
                } else if (c == ')' && --depth == 0) {
                    return;
                }
            }
            openComment = true;
            at = Math.min(start + 1, text.length());
        }
    }
}

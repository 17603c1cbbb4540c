package org.tickler.reply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/** Writes an answer the way a mail client does, from a template in {@code clients}. */
record Client(String name, String template) {
    static Client named(String name) {
        return new Client(name, resource("clients/" + name + ".eml"));
    }

    /** Whether the client leaves nothing to tell the quotation by but the sent mail itself. */
    boolean needsSent() {
        return template.contains("\nX-Needs-Sent: yes\n");
    }

    /** The raw message with {@code reply} as typed and {@code sent} as quoted text. */
    byte[] answer(String reply, String sent) {
        String filled =
                template.replace("{{reply}}", reply)
                        .replace("{{html}}", html(reply))
                        .replace("{{mso}}", mso(reply))
                        .replace("{{plain}}", sent.strip())
                        .replace("{{marked}}", marked(sent, "> "))
                        .replace("{{tight}}", marked(sent, ">"))
                        .replace("{{quoted-html}}", quotedHtml(sent));
        return encoded(filled).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String marked(String text, String mark) {
        return text.strip()
                .lines()
                .map(line -> (mark + line).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String html(String text) {
        return text.strip()
                .lines()
                .map(line ->
                        line.isBlank() ? "<div><br></div>" : "<div>" + escaped(line) + "</div>")
                .collect(Collectors.joining());
    }

    private static String mso(String text) {
        return text.strip()
                .lines()
                .map(line -> line.isBlank() ? "&nbsp;" : escaped(line))
                .map(line -> "<p class=MsoNormal>" + line + "<o:p></o:p></p>")
                .collect(Collectors.joining("\n"));
    }

    private static String quotedHtml(String text) {
        return text.strip()
                .lines()
                .map(line -> "<div>" + (line.isBlank() ? "<br>" : escaped(line)) + "</div>")
                .collect(Collectors.joining("\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Applies the transfer encoding that each part's header names. */
    private static String encoded(String message) {
        var out = new StringBuilder();
        var body = new StringBuilder();
        String encoding = "";
        boolean header = true;
        for (String line : message.split("\n", -1)) {
            boolean boundary = line.startsWith("--=_b1");
            if (header) {
                out.append(line).append('\n');
                String lower = line.toLowerCase(java.util.Locale.ROOT);
                if (lower.startsWith("content-transfer-encoding: ")) {
                    encoding = lower.substring(27).strip();
                }
                header = !line.isEmpty();
            } else if (boundary) {
                out.append(encode(body.toString(), encoding)).append(line).append('\n');
                body.setLength(0);
                encoding = "";
                header = true;
            } else {
                body.append(line).append('\n');
            }
        }
        return out + encode(body.toString(), encoding);
    }

    private static String encode(String body, String encoding) {
        return switch (encoding) {
            case "base64" ->
                    Base64.getMimeEncoder(76, new byte[] {'\n'})
                                    .encodeToString(body.getBytes(StandardCharsets.UTF_8))
                            + "\n";
            case "quoted-printable" -> quotedPrintable(body);
            default -> body;
        };
    }

    /** RFC 2045, 6.7, with soft line breaks at 76 characters. */
    private static String quotedPrintable(String text) {
        var out = new StringBuilder();
        int column = 0;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            if (b == '\n') {
                out.append('\n');
                column = 0;
                continue;
            }
            boolean endsLine = i + 1 == bytes.length || bytes[i + 1] == '\n';
            boolean literal = b >= 33 && b <= 126 && b != '=' || b == ' ' && !endsLine;
            String next = literal ? String.valueOf((char) b) : "=%02X".formatted(b);
            if (column + next.length() > 75) {
                out.append("=\n");
                column = 0;
            }
            out.append(next);
            column += next.length();
        }
        return out.toString();
    }

    static String resource(String name) {
        try (InputStream in = Client.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing " + name);
            }
            var out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

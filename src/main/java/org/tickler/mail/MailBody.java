package org.tickler.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tickler.mime.FlowedText;
import org.tickler.mime.HeaderParameters;
import org.tickler.mime.MailCharsets;
import org.tickler.mime.MimeEntity;
import org.tickler.mime.Uuencode;

/** The leaves of a MIME tree, and the text and HTML that a reader would see of them. */
final class MailBody {
    private static final int LONGEST_TEXT = 2_000_000;

    private final List<MailPart> parts = new ArrayList<>();
    private final List<MailPart> files = new ArrayList<>();

    /** What one entity shows: its plain text, and its HTML. */
    private record Shown(String text, String html) {
        static final Shown NOTHING = new Shown("", "");

        boolean isNothing() {
            return text.isBlank() && html.isBlank();
        }
    }

    private final Shown shown;

    private MailBody(MimeEntity root) {
        this.shown = shown(root);
        parts.addAll(files);
    }

    static MailBody of(MimeEntity root) {
        return new MailBody(root);
    }

    String text() {
        return shown.text();
    }

    String html() {
        return shown.html();
    }

    List<MailPart> parts() {
        return parts;
    }

    /** Whether there is any text with letters in it, or a named file. */
    boolean readable() {
        return parts.stream().anyMatch(p -> p.fileName() != null || !p.type().startsWith("text/"))
                || mostlyPrintable(shown.text())
                || !shown.html().isBlank();
    }

    private static boolean mostlyPrintable(String text) {
        long letters = text.codePoints().filter(Character::isLetterOrDigit).count();
        long odd =
                text.codePoints()
                        .filter(c -> c == 0xfffd || c < 32 && c != '\n' && c != '\t')
                        .count();
        return letters > 0 && odd * 5 < text.length();
    }

    private Shown shown(MimeEntity entity) {
        if (!entity.isMultipart()) {
            return leaf(entity);
        }
        var children = new ArrayList<Shown>();
        for (MimeEntity child : entity.children()) {
            Shown seen = shown(child);
            if (!seen.isNothing()) {
                children.add(seen);
            }
        }
        return entity.contentType().value().equals("multipart/alternative")
                ? alternative(children)
                : sequence(children);
    }

    /** RFC 2046, 5.1.4: the same thing several times, so one of each sort is enough. */
    private static Shown alternative(List<Shown> children) {
        String text = "";
        String html = "";
        for (Shown child : children) {
            text = text.isBlank() ? child.text() : text;
            html = html.isBlank() ? child.html() : html;
        }
        return new Shown(text, html);
    }

    /** One after another; where some say it only in HTML, the text has their words too. */
    private static Shown sequence(List<Shown> children) {
        if (children.size() == 1) {
            return children.getFirst();
        }
        boolean anyText = children.stream().anyMatch(c -> !c.text().isBlank());
        var text = new StringBuilder();
        var html = new StringBuilder();
        for (Shown child : children) {
            String words = child.text();
            if (anyText && words.isBlank()) {
                words = HtmlText.renderQuoting(child.html());
            }
            text.append(text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : "\n");
            text.append(words);
            html.append(child.html());
        }
        return anyText
                ? new Shown(text.toString(), html.toString())
                : new Shown("", html.toString());
    }

    private Shown leaf(MimeEntity entity) {
        HeaderParameters type = entity.contentType();
        HeaderParameters disposition =
                HeaderParameters.parse(entity.header("Content-Disposition").orElse(""));
        String name = disposition.parameter("filename").or(() -> type.parameter("name")).orElse("");
        boolean attachment =
                disposition.value().equals("attachment") || (!name.isBlank() && hasText());
        byte[] content = entity.content();
        String kind = sniffed(entity, type.value(), content);
        Charset charset = charset(kind, type, content);
        if (type.parameter("charset").orElse("").toLowerCase(Locale.ROOT).endsWith("utf-7")) {
            content = MailCharsets.decode(content, "utf-7").getBytes(StandardCharsets.UTF_8);
            charset = StandardCharsets.UTF_8;
        }
        var part =
                new MailPart(
                        kind,
                        type.parameters(),
                        name.isBlank() ? null : tidyName(name),
                        disposition.value().equals("attachment"),
                        content,
                        charset);
        parts.add(part);
        return attachment ? Shown.NOTHING : words(part);
    }

    private boolean hasText() {
        return parts.stream().anyMatch(p -> p.type().startsWith("text/") && !p.attachment());
    }

    private Shown words(MailPart part) {
        String words = start(part);
        return switch (part.type()) {
            case "text/html", "application/xhtml+xml" -> new Shown("", words.replace("\0", ""));
            case "text/plain", "text/markdown", "text/enriched" ->
                    new Shown(plain(part, words), "");
            default -> Shown.NOTHING;
        };
    }

    /** The part as text, cut with a word about it where nobody would read on. */
    private static String start(MailPart part) {
        if (part.content().length <= LONGEST_TEXT) {
            return part.text();
        }
        String start = new String(part.content(), 0, LONGEST_TEXT, part.charset());
        return start.replace("\r\n", "\n").replace('\r', '\n')
                + "\n[The rest of this text is left out: it is too long.]\n";
    }

    private String plain(MailPart part, String words) {
        String text = words.replace("\0", "");
        if ("flowed".equalsIgnoreCase(part.parameters().get("format"))) {
            boolean delSp = "yes".equalsIgnoreCase(part.parameters().get("delsp"));
            text = FlowedText.unwrap(text, delSp);
        }
        Uuencode.Split split = Uuencode.split(text);
        for (Uuencode.File file : split.files()) {
            files.add(
                    new MailPart(
                            "application/octet-stream",
                            Map.of(),
                            tidyName(file.name()),
                            true,
                            file.content(),
                            MailCharsets.choose(file.content(), "")));
        }
        return split.text();
    }

    /** The type, or what the content shows where nobody declared one. */
    private static String sniffed(MimeEntity entity, String type, byte[] content) {
        if (!type.equals("text/plain")) {
            return type;
        }
        int length = Math.min(content.length, 400);
        String start =
                new String(content, 0, length, StandardCharsets.ISO_8859_1)
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        boolean declared = entity.header("Content-Type").isPresent();
        if (!declared && (start.startsWith("<html") || start.startsWith("<!doctype html"))) {
            return "text/html";
        }
        return !declared && start.startsWith("begin:vcalendar") ? "text/calendar" : type;
    }

    private static Charset charset(String kind, HeaderParameters type, byte[] content) {
        String declared = type.parameter("charset").orElse("");
        if (kind.equals("text/html") && MailCharsets.named(declared).isEmpty()) {
            int length = Math.min(content.length, 2_000);
            String start = new String(content, 0, length, StandardCharsets.ISO_8859_1);
            int at = start.toLowerCase(Locale.ROOT).indexOf("charset=");
            if (at >= 0) {
                declared = start.substring(at + 8).split("[\\s>/;]", 2)[0];
            }
        }
        boolean textual =
                kind.startsWith("text/") || kind.startsWith("message/") || !hasNul(content);
        return textual ? MailCharsets.choose(content, declared) : StandardCharsets.UTF_8;
    }

    private static boolean hasNul(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 2_000); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** A name, not a path: what stands before the last slash is of no use to anybody here. */
    private static String tidyName(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String tidy = last.replaceAll("[\\p{Cntrl}]", "").strip();
        return tidy.isEmpty() ? "unnamed" : tidy.length() > 255 ? tidy.substring(0, 255) : tidy;
    }
}

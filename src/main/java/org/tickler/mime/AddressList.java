package org.tickler.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The mailboxes of an address header (RFC 5322, 3.4 with the obsolete forms of 4.4, and what
 * programs write instead): groups are opened, comments become names, commas in unquoted names are
 * forgiven.
 */
public final class AddressList {
    /** A decoded display name, possibly empty, and what stands for the address, unchecked. */
    public record Mailbox(String name, String address) {}

    private static final int MOST = 1_000;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final String text;
    private final List<Mailbox> found = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private final int lastAngle;
    private final int lastWord;
    private boolean openQuote;
    private boolean openComment;
    private String angle = "";
    private int at;

    private AddressList(String text) {
        this.text = text;
        this.lastAngle = text.lastIndexOf('>');
        this.lastWord = text.lastIndexOf("?=");
    }

    /** Reads an unfolded header value with its encoded words still in it. */
    public static List<Mailbox> parse(String text) {
        var list = new AddressList(text);
        list.read();
        return List.copyOf(list.found);
    }

    private void read() {
        while (at < text.length() && found.size() < MOST) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment();
                case '<' -> angle();
                case ';' -> {
                    at++;
                    finish();
                }
                case ',' -> comma();
                case ':' -> colon();
                case '=' -> encodedWord();
                default -> {
                    words.append(c);
                    at++;
                }
            }
        }
        finish();
    }

    private void quoted() {
        int end = openQuote ? text.length() : at + 1;
        var content = new StringBuilder();
        while (end < text.length() && text.charAt(end) != '"') {
            if (text.charAt(end) == '\\' && end + 1 < text.length()) {
                end++;
            }
            content.append(text.charAt(end++));
        }
        if (end >= text.length()) {
            // Nothing after this can be closed either: looked for once is enough.
            openQuote = true;
            at++;
            return;
        }
        boolean localPart = end + 1 < text.length() && text.charAt(end + 1) == '@';
        // Nothing in quotes separates anything; an at sign in a name must not look like an address.
        words.append(localPart ? content : content.toString().replace('@', '\u0001'));
        at = end + 1;
    }

    private void comment() {
        int depth = 0;
        int end = openComment ? text.length() : at;
        int start = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '\\') {
                end++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                break;
            }
            end++;
        }
        if (end >= text.length()) {
            openComment = true;
            words.append('(');
            at++;
            return;
        }
        comment.append(comment.isEmpty() ? "" : " ").append(text, start, end);
        at = end + 1;
    }

    private void angle() {
        int end = at > lastAngle ? -1 : text.indexOf('>', at);
        int next = text.indexOf('<', at + 1);
        if (end < 0 || (next >= 0 && next < end)) {
            int comma = text.indexOf(',', at);
            end =
                    comma >= 0 && (next < 0 || comma < next)
                            ? comma
                            : next >= 0 ? next : text.length();
            angle = text.substring(at + 1, end);
            at = end;
        } else {
            angle = text.substring(at + 1, end);
            at = end + 1;
        }
    }

    private void comma() {
        at++;
        boolean nameOnly = angle.isEmpty() && words.indexOf("@") < 0;
        if (nameOnly) {
            words.append(words.isEmpty() ? "" : ",");
        } else {
            finish();
        }
    }

    private void colon() {
        at++;
        boolean group = angle.isEmpty() && words.indexOf("@") < 0;
        boolean mailto = words.toString().strip().equalsIgnoreCase("mailto");
        if (group || mailto) {
            words.setLength(0);
            comment.setLength(0);
        } else {
            words.append(':');
        }
    }

    private void encodedWord() {
        int charset = text.startsWith("=?", at) ? text.indexOf('?', at + 2) : -1;
        int end = charset > 0 && charset + 3 <= lastWord ? text.indexOf("?=", charset + 3) : -1;
        if (end < 0 || end - at > 2_000) {
            words.append('=');
            at++;
        } else {
            words.append(text, at, end + 2);
            at = end + 2;
        }
    }

    private void finish() {
        String name = words.toString().strip();
        String address = angle;
        if (address.isEmpty() && name.indexOf('@') > 0) {
            for (String word : name.split("\\s+")) {
                if (word.indexOf('@') >= 0) {
                    address = word;
                }
            }
            name = name.replace(address, "").strip();
        }
        if (!address.isEmpty()) {
            String shown = name.isEmpty() ? comment.toString() : name;
            found.add(new Mailbox(clean(EncodedWords.decode(shown)), bare(address)));
        }
        words.setLength(0);
        comment.setLength(0);
        angle = "";
    }

    private static String clean(String name) {
        String tidy = BLANKS.matcher(name.replace('\u0001', '@')).replaceAll(" ").strip();
        boolean quoted =
                tidy.length() > 1
                        && (tidy.startsWith("'") && tidy.endsWith("'")
                                || tidy.startsWith("\"") && tidy.endsWith("\""));
        return quoted ? tidy.substring(1, tidy.length() - 1).strip() : tidy;
    }

    /** Without a route (RFC 5322, 4.4), blanks, quotes and {@code mailto:}. */
    private static String bare(String address) {
        String bare = address.replace('\u0001', '@').replaceAll("[\\s\"<>]", "");
        int colon = bare.lastIndexOf(':');
        return colon >= 0 && bare.indexOf('@', colon) > colon ? bare.substring(colon + 1) : bare;
    }
}

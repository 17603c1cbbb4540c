package org.tickler.outbox;

/**
 * Writes text as {@code format=flowed} (RFC 3676, 4): long lines broken so that they join again.
 */
final class Flowed {
    /** RFC 3676, 4.2 asks for 78 at most; quotation marks of answers want some room. */
    private static final int WIDTH = 72;

    private Flowed() {}

    /**
     * @param text with {@code \n} line ends
     * @return with CRLF line ends, the last line ended too
     */
    static String write(String text) {
        var flowed = new StringBuilder(text.length() + text.length() / 40);
        for (String line : text.split("\n", -1)) {
            line(flowed, line.stripTrailing());
        }
        int end = flowed.length();
        while (end >= 4 && flowed.charAt(end - 3) == '\n') {
            end -= 2;
        }
        flowed.setLength(end);
        return flowed.toString();
    }

    private static void line(StringBuilder out, String line) {
        String rest = line;
        while (rest.length() > WIDTH) {
            int blank = breakAt(rest);
            if (blank < 0) {
                break;
            }
            // The blank at the end says that the line goes on.
            stuffed(out, rest.substring(0, blank + 1));
            rest = rest.substring(blank + 1);
        }
        stuffed(out, rest);
    }

    /** The last single blank that fits, else the first one, behind the indentation; or -1. */
    private static int breakAt(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        int blank = line.lastIndexOf(' ', WIDTH - 1);
        if (blank <= indent) {
            blank = line.indexOf(' ', WIDTH);
        }
        return blank > indent && blank < line.length() - 1 ? blank : -1;
    }

    /** RFC 3676, 4.4 */
    private static void stuffed(StringBuilder out, String line) {
        if (line.startsWith(" ") || line.startsWith(">") || line.startsWith("From ")) {
            out.append(' ');
        }
        out.append(line).append("\r\n");
    }
}

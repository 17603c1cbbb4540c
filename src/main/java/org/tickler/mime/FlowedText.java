package org.tickler.mime;

/** {@code format=flowed} (RFC 3676) unwrapped: paragraphs on one line, quotes kept as quotes. */
public final class FlowedText {
    private FlowedText() {}

    /** Line ends are {@code \n} in and out; {@code delSp} is the parameter of section 4.1. */
    public static String unwrap(String text, boolean delSp) {
        var out = new StringBuilder(text.length());
        int openDepth = -1;
        for (String line : text.split("\n", -1)) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            String content = line.substring(depth);
            content = content.startsWith(" ") ? content.substring(1) : content;
            boolean signature = content.equals("-- ");
            if (openDepth >= 0 && (openDepth != depth || signature)) {
                out.append('\n');
                openDepth = -1;
            }
            if (openDepth < 0) {
                out.append(">".repeat(depth)).append(depth > 0 ? " " : "");
            }
            boolean flowed = content.endsWith(" ") && !signature;
            out.append(flowed && delSp ? content.substring(0, content.length() - 1) : content);
            if (flowed) {
                openDepth = depth;
            } else {
                out.append('\n');
                openDepth = -1;
            }
        }
        if (openDepth < 0) {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }
}

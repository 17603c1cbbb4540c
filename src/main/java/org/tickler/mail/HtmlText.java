package org.tickler.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * HTML as the text a reader sees: paragraphs and lines, lists, tables with a tab between cells.
 * What is not shown (scripts, styles, the head, hidden preheaders) is left out. Linear in the
 * length of the HTML and safe for any depth of nesting; what comes after {@value #LONGEST}
 * characters is left out.
 */
public final class HtmlText {
    private static final int LONGEST = 4_000_000;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TAG = Pattern.compile("<[/!]?[A-Za-z]");
    private static final Pattern NO_SIZE =
            Pattern.compile("(?:^|;)font-size:0(?:px|pt|em)?(?:;|$)");

    private static final Set<String> UNSEEN =
            Set.of(
                    "script",
                    "style",
                    "head",
                    "title",
                    "template",
                    "object",
                    "svg",
                    "select",
                    "datalist",
                    "iframe",
                    "audio",
                    "video",
                    "map",
                    "noframes");
    private static final Set<String> PARAGRAPHS =
            Set.of(
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "dl",
                    "table",
                    "blockquote",
                    "pre",
                    "hr",
                    "fieldset",
                    "figure");
    private static final Set<String> LINES =
            Set.of(
                    "div",
                    "li",
                    "tr",
                    "dt",
                    "dd",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "address",
                    "center",
                    "form",
                    "main",
                    "nav",
                    "aside",
                    "caption",
                    "figcaption",
                    "legend",
                    "thead",
                    "tbody",
                    "tfoot",
                    "details",
                    "summary",
                    "body");

    private HtmlText() {}

    /**
     * Renders {@code html} as plain text with {@code \n} line ends, without white space at the ends
     * and without two empty lines in a row; links keep their words only, quotes their text.
     */
    public static String render(String html) {
        return render(html, false);
    }

    /** Like {@link #render}, with {@code > } in front of the lines of a quoted mail. */
    public static String renderQuoting(String html) {
        return render(html, true);
    }

    private static String render(String html, boolean quoting) {
        if (html.isBlank()) {
            return "";
        }
        return render(parsed(html), quoting);
    }

    /** The page; what is longer than any page is cut off. */
    public static Document parsed(String html) {
        String page = html.length() > LONGEST ? html.substring(0, LONGEST) : html;
        // Some programs call plain text HTML: its lines are all the form it has.
        return Jsoup.parse(TAG.matcher(page).find() ? page : "<pre>" + page + "</pre>");
    }

    /** Like {@link #render(String)}, of a page that was parsed already. */
    public static String render(Document page) {
        return render(page, false);
    }

    private static String render(Document page, boolean quoting) {
        var text = new Writer(quoting);
        NodeTraversor.filter(text, page);
        return text.finish();
    }

    /** Walks the tree without recursion and writes as it goes. */
    private static final class Writer implements NodeFilter {
        private final boolean quoting;
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private final Deque<int[]> lists = new ArrayDeque<>();
        private String mark = "";
        private int quotes;
        private int preformatted;
        private int emptyLines = 2;
        private boolean blank;
        private boolean cell;

        Writer(boolean quoting) {
            this.quoting = quoting;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                write(text.getWholeText());
            } else if (node instanceof Element element) {
                if (isUnseen(element)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                open(element);
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && !isUnseen(element)) {
                close(element);
            }
            return FilterResult.CONTINUE;
        }

        private void open(Element element) {
            String name = element.normalName();
            switch (name) {
                case "br" -> endLine();
                case "td", "th" -> cell |= !line.isEmpty();
                case "li" -> {
                    breakLine();
                    mark = listMark();
                }
                case "ul" -> lists.push(new int[] {-1});
                case "ol" -> lists.push(new int[] {0});
                case "pre" -> preformatted++;
                default -> {
                    if (name.equals("img") && element.attr("alt").length() < 3) {
                        write(element.attr("alt"));
                    }
                }
            }
            if (PARAGRAPHS.contains(name) && !isNestedList(name)) {
                paragraph();
            } else if (LINES.contains(name) && !name.equals("li")) {
                breakLine();
            }
            quotes += isQuote(element) ? 1 : 0;
        }

        private void close(Element element) {
            String name = element.normalName();
            boolean paragraph = PARAGRAPHS.contains(name) && !isNestedList(name);
            if (paragraph || LINES.contains(name)) {
                breakLine();
            }
            if (name.equals("ul") || name.equals("ol")) {
                lists.pop();
            }
            preformatted -= name.equals("pre") ? 1 : 0;
            quotes -= isQuote(element) ? 1 : 0;
            if (paragraph) {
                paragraph();
            }
        }

        private boolean isNestedList(String name) {
            return (name.equals("ul") || name.equals("ol")) && lists.size() > 1;
        }

        private String listMark() {
            int[] list = lists.peek();
            String indent = "  ".repeat(Math.min(Math.max(0, lists.size() - 1), 10));
            return indent + (list == null || list[0] < 0 ? "- " : ++list[0] + ". ");
        }

        private void write(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (preformatted > 0 && c == '\n') {
                    endLine();
                } else if (Character.isWhitespace(c) || c == '\u00a0' || c == '\u202f') {
                    blank |= !line.isEmpty();
                } else if (!isInvisible(c)) {
                    append(c);
                }
            }
        }

        private void append(char c) {
            if (line.isEmpty()) {
                line.append(mark);
                mark = "";
            } else if (cell) {
                line.append('\t');
            } else if (blank) {
                line.append(' ');
            }
            cell = false;
            blank = false;
            line.append(c);
        }

        /** Soft hyphens, joiners and the like, with which preheaders are padded. */
        private static boolean isInvisible(char c) {
            return c == '\u00ad'
                    || c == '\u034f'
                    || c == '\u200b'
                    || c == '\u2060'
                    || c == '\ufeff'
                    || c == '\u0000'
                    || (c >= '\u200e' && c <= '\u200f')
                    || (c >= '\u202a' && c <= '\u202e');
        }

        /** Ends the line if there is anything on it. */
        private void breakLine() {
            if (!line.isEmpty()) {
                endLine();
            }
        }

        private void endLine() {
            boolean nothing = line.isEmpty();
            if (nothing && emptyLines > 0) {
                return;
            }
            if (quoting && quotes > 0 && !(nothing && emptyLines > 0)) {
                out.append("> ".repeat(Math.min(quotes, 10)));
            }
            out.append(line).append('\n');
            emptyLines = nothing ? emptyLines + 1 : 0;
            line.setLength(0);
            blank = false;
            cell = false;
        }

        private void paragraph() {
            breakLine();
            if (emptyLines == 0) {
                endLine();
            }
        }

        String finish() {
            breakLine();
            int end = out.length();
            while (end > 0 && (out.charAt(end - 1) <= ' ' || out.charAt(end - 1) == '>')) {
                end--;
            }
            // The marks of quoted empty lines go, a sign at the end of the last words stays.
            int stop = out.indexOf("\n", end);
            return out.substring(0, stop < 0 ? out.length() : stop).strip();
        }

        /** A quoted mail, not Gmail's indentation, which is a blockquote without a border. */
        private static boolean isQuote(Element element) {
            return element.normalName().equals("blockquote")
                    && !style(element).contains("border:none");
        }

        private static boolean isUnseen(Element element) {
            if (UNSEEN.contains(element.normalName()) || element.hasAttr("hidden")) {
                return true;
            }
            String style = style(element);
            return !style.isEmpty()
                    && (style.contains("display:none")
                            || style.contains("visibility:hidden")
                            || style.contains("mso-hide:all")
                            || style.contains("opacity:0;")
                            || style.endsWith("opacity:0")
                            || style.contains("max-height:0;")
                            || style.contains("max-height:0px")
                            || NO_SIZE.matcher(style).find());
        }

        private static String style(Element element) {
            String style = element.attr("style");
            return style.isEmpty() || style.length() > 2_000
                    ? ""
                    : SPACE.matcher(style.toLowerCase(Locale.ROOT))
                            .replaceAll("")
                            .replace("!important", "");
        }
    }
}

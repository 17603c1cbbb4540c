package org.tickler.quote;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.QueryParser;
import org.tickler.mail.HtmlText;

/**
 * Takes the quotations out of an HTML mail by the elements that clients put them in, and leaves
 * marks in their place, so that the rest can be read like plain text.
 */
public final class HtmlQuotes {
    /** Elements that hold a quotation and nothing else. */
    private static final Evaluator CONTAINERS =
            QueryParser.parse(
                    "blockquote[type=cite], blockquote.gmail_quote, blockquote.protonmail_quote,"
                            + " .protonmail_quote, [class$=yahoo_quoted], [id^=yahoo_quoted], .yahoo-quoted-begin, #OLK_SRC_BODY_SECTION,"
                            + " .zmail_extra, .zmail_extra_hr, .moz-forward-container, #isReplyContent,"
                            + " .isReplyContent, .tutanota_quote, .mailru-blockquote, .WM_quote,"
                            + " .hs_reply_quote, .freshdesk_quote, .gorgias_quote, .front-blockquote,"
                            + " .quoted-mail, .zimbra_quote, blockquote.cite, .ymail_android_quote,"
                            + " #mail-editor-reference-message-container, .ms-outlook-mobile-reference-message,"
                            + " .ms-outlook-ios-reference-expand, blockquote.skiff_quote, .hey_quote,"
                            + " .superhuman_quote, .front_quote, .mimestream_quote, .mcntmcntmcnt");

    /** Elements from which on everything is quoted. */
    private static final Evaluator CUTS =
            QueryParser.parse(
                    "#divRplyFwdMsg, [id$=divRplyFwdMsg], #appendonsend, [id$=appendonsend], hr#stopSpelling,"
                            + " [id$=stopSpelling], hr#zwchr, hr[data-marker=__DIVIDER__], hr#replySplit,"
                            + " .OutlookMessageHeader, #reply-intro, #SkyDrivePlaceholder,"
                            + " #orig-message, .reply-separator, #divQuotedText, .x_OutlookMessageHeader");

    private static final Evaluator SIGNATURES =
            QueryParser.parse(
                    ".gmail_signature, .moz-signature, #AppleMailSignature, #Signature, #x_Signature,"
                            + " #ms-outlook-mobile-signature, .protonmail_signature_block, #composer_signature,"
                            + " .k9mail-signature, .zmail_signature, #yahoo_signature, .yahoo-signature,"
                            + " #ymail_android_signature, .tutanota_signature, .x_gmail_signature,"
                            + " [data-smartmail=gmail_signature], .zimbra_signature");

    private static final Evaluator UNSEEN =
            QueryParser.parse("head, style, script, title, .gmail_attr, .mcnPreviewText");
    private static final Evaluator GMAIL =
            QueryParser.parse("div.gmail_quote, .gmail_quote_container");
    private static final Evaluator BLOCK_QUOTES = QueryParser.parse("blockquote");
    private static final Evaluator LINES_ABOVE = QueryParser.parse("[style*=border-top]");
    private static final Evaluator RULES = QueryParser.parse("hr");

    /** What every element has that the others above look for. */
    private static final Pattern MARKED =
            Pattern.compile("(?i)<(?:blockquote|hr)\\b|\\b(?:class|id|style|data-[a-z-]+)\\s*=");

    /** A header block has its labels near its beginning; boxes may hold boxes by the thousand. */
    private static final int MOST_ELEMENTS = 300;

    private static final int MOST_BREAKS = 50;

    private final Document page;
    private final Set<Element> gone = new HashSet<>();

    private HtmlQuotes(String html) {
        page = HtmlText.parsed(html);
    }

    /** The page as text with the marks of {@link QuoteLine} in it. */
    public static String render(String html) {
        if (html.isBlank()) {
            return "";
        }
        var quotes = new HtmlQuotes(unmarked(html));
        quotes.mark();
        return HtmlText.render(quotes.page);
    }

    /**
     * Whether anything in the page may be marked as a quotation but by its words, which the plain
     * text of the same mail has as well.
     */
    public static boolean mayMark(String html) {
        return MARKED.matcher(html).find();
    }

    /** The text without any of our marks, which a sender could have put there. */
    public static String unmarked(String text) {
        boolean clean = true;
        for (char mark = '\uE001'; mark <= '\uE004'; mark++) {
            clean &= text.indexOf(mark) < 0;
        }
        return clean ? text : text.replaceAll("[\uE001-\uE004]", "");
    }

    private void mark() {
        page.select(UNSEEN).remove();
        for (Element cut : new ArrayList<>(page.select(CUTS))) {
            cut.before(mark(QuoteLine.CUT));
        }
        for (Element container : new ArrayList<>(page.select(CONTAINERS))) {
            replace(container);
        }
        markGmail();
        for (Element quote : new ArrayList<>(page.select(BLOCK_QUOTES))) {
            if (gone.contains(quote)) {
                continue;
            }
            if (isStyledQuote(quote) || followsAttribution(quote)) {
                replace(quote);
            } else {
                quote.tagName("div");
            }
        }
        markOutlook();
        boolean apple = false;
        for (Element signature : new ArrayList<>(page.select(SIGNATURES))) {
            if (signature.parent() != null) {
                if (!apple && signature.id().equals("AppleMailSignature")) {
                    apple = true;
                    signBreaks(signature);
                }
                sign(signature);
            }
        }
    }

    private static void sign(Element signature) {
        signature.before(mark(QuoteLine.SIGNATURE));
        signature.after(mark(QuoteLine.SIGNATURE_END));
    }

    /**
     * The line breaks behind Apple's signature belong to it. By hand: a selector for siblings looks
     * back from each of them, and takes seconds for a page of line breaks.
     */
    private static void signBreaks(Element signature) {
        var breaks = new ArrayList<Element>();
        Element next = signature.nextElementSibling();
        for (; next != null && breaks.size() < MOST_BREAKS; next = next.nextElementSibling()) {
            if (next.normalName().equals("br")) {
                breaks.add(next);
            }
        }
        breaks.forEach(HtmlQuotes::sign);
    }

    /** Puts a mark in the place of the container, with its words on the same line. */
    private void replace(Element container) {
        if (container.parent() != null && container != page.body() && !gone.contains(container)) {
            gone.addAll(container.getAllElements());
            container.before(mark(QuoteLine.QUOTE).appendText(" " + container.text()));
            container.remove();
        }
    }

    /**
     * A {@code gmail_quote} may hold typed text between its block quotes; one without any is a
     * forward, or comes from a client that copied the class name.
     */
    private void markGmail() {
        for (Element quote : new ArrayList<>(page.select(GMAIL))) {
            if (quote.parent() != null
                    && quote.getElementsContainingOwnText("" + QuoteLine.QUOTE).isEmpty()) {
                replace(quote);
            }
        }
    }

    /** A line at the left is how clients without a class of their own draw a quotation. */
    private static boolean isStyledQuote(Element quote) {
        String style = quote.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        int at = style.indexOf("border-left");
        return at >= 0
                && !style.startsWith("border-left:none", at)
                && !style.startsWith("border-left:0", at)
                && !style.startsWith("border-left-width:0", at);
    }

    private static boolean followsAttribution(Element quote) {
        Node before = quote.previousSibling();
        for (int i = 0; before != null && i < 6; i++, before = before.previousSibling()) {
            String text =
                    before instanceof Element e
                            ? tail(e)
                            : before instanceof TextNode t ? t.text() : "";
            if (!text.isBlank()) {
                String last = text.strip();
                return (last.endsWith(":") || last.endsWith("："))
                        && (last.indexOf('@') >= 0
                                || QuoteLine.hasDate(last)
                                || last.endsWith("wrote:"));
            }
        }
        return false;
    }

    private static String tail(Element element) {
        String text = element.text();
        return text.length() > 300 ? text.substring(text.length() - 300) : text;
    }

    /** Outlook draws a line above the repeated header, whose labels may be in any language. */
    private void markOutlook() {
        for (Element box : new ArrayList<>(page.select(LINES_ABOVE))) {
            String style = box.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
            boolean line = style.contains("border:none") || style.contains("solid");
            if (line && boldLabels(box) >= 3) {
                box.before(mark(QuoteLine.CUT));
            }
        }
        for (Element rule : new ArrayList<>(page.select(RULES))) {
            Element next = rule.nextElementSibling();
            if (next != null && boldLabels(next) >= 3) {
                rule.before(mark(QuoteLine.CUT));
            }
        }
    }

    private static int boldLabels(Element box) {
        int[] seen = {0, 0}; // elements, labels
        box.filter((node, depth) -> {
            if (node instanceof Element element) {
                seen[0]++;
                seen[1] += isBoldLabel(element) ? 1 : 0;
            }
            return seen[0] > MOST_ELEMENTS || seen[1] >= 3
                    ? NodeFilter.FilterResult.STOP
                    : NodeFilter.FilterResult.CONTINUE;
        });
        return seen[1];
    }

    private static boolean isBoldLabel(Element element) {
        if (!element.normalName().equals("b") && !element.normalName().equals("strong")) {
            return false;
        }
        String text = element.text().strip();
        int colon = Math.max(text.indexOf(':'), text.indexOf('：'));
        return colon > 0 && colon < 30;
    }

    private static Element mark(char sign) {
        return new Element("p").text(String.valueOf(sign));
    }
}

package org.tickler.reply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.ParsedMail;
import org.tickler.quote.HtmlQuotes;
import org.tickler.quote.QuoteFinder;
import org.tickler.quote.QuoteLine;
import org.tickler.quote.Reactions;
import org.tickler.quote.SignatureFinder;

/**
 * What the author of a reply typed, quoted text taken away. Never null; linear in the length of the
 * input.
 *
 * @param text the typed words, line ends {@code \n}, possibly empty
 * @param signature the signature or disclaimer below, possibly empty
 */
public record ReplyText(String text, String signature) {
    /**
     * @param sent the text of the mail that is answered, where known: its lines are quoted text
     *     wherever they stand
     */
    public static ReplyText of(ParsedMail mail, @Nullable String sent) {
        var reaction = Reactions.of(mail);
        if (reaction.isPresent()) {
            return new ReplyText(reaction.get(), "");
        }
        if (mail.text().isBlank()) {
            return ofHtml(mail.html(), sent);
        }
        var plain = new QuoteFinder(HtmlQuotes.unmarked(mail.text()), sent);
        boolean rendered = // the HTML of a mail that answers none is rarely worth the time
                !mail.ancestors().isEmpty() || HtmlQuotes.mayMark(mail.html());
        if (!plain.foundQuote() && !mail.html().isBlank() && rendered) {
            // Some clients lose the quote marks of the plain alternative; the HTML still has them.
            var rich = new QuoteFinder(HtmlQuotes.render(mail.html()), sent);
            if (rich.foundQuote()) {
                return collect(rich);
            }
        }
        return collect(plain);
    }

    /** The same for a body of type text/plain. */
    public static ReplyText ofPlain(String body, @Nullable String sent) {
        return collect(new QuoteFinder(HtmlQuotes.unmarked(body), sent));
    }

    /** The same for a body of type text/html. */
    public static ReplyText ofHtml(String html, @Nullable String sent) {
        return collect(new QuoteFinder(HtmlQuotes.render(html), sent));
    }

    private static ReplyText collect(QuoteFinder found) {
        var text = new StringBuilder();
        var signature = new StringBuilder();
        var run = new ArrayList<QuoteLine>();
        for (int i = 0; i < found.lines().size(); i++) {
            switch (found.kind(i)) {
                case TYPED -> run.add(found.lines().get(i));
                case SIGNATURE -> {
                    finish(run, text, signature);
                    append(signature, found.lines().get(i));
                }
                case QUOTED -> finish(run, text, signature);
            }
        }
        finish(run, text, signature);
        return new ReplyText(strip(text), strip(signature));
    }

    /** Typed lines between two quotations may end with a signature of their own. */
    private static void finish(List<QuoteLine> run, StringBuilder text, StringBuilder signature) {
        int start = SignatureFinder.start(run);
        for (int i = 0; i < run.size(); i++) {
            append(i < start ? text : signature, run.get(i));
        }
        if (!run.isEmpty()) {
            text.append('\n');
        }
        run.clear();
    }

    private static void append(StringBuilder out, QuoteLine line) {
        out.append(line.raw()).append('\n');
    }

    /** Without blank lines at both ends and with single ones between. */
    private static String strip(StringBuilder lines) {
        var out = new StringBuilder(lines.length());
        int breaks = 0;
        for (String line : lines.toString().split("\n", -1)) {
            if (line.isBlank()) {
                breaks++;
                continue;
            }
            if (!out.isEmpty()) {
                out.append(breaks > 0 ? "\n\n" : "\n");
            }
            out.append(line);
            breaks = 0;
        }
        return out.toString().strip();
    }
}

package org.tickler.reply;

import org.jspecify.annotations.Nullable;
import org.tickler.mail.ParsedMail;

/**
 * What the author of a reply typed, quoted text taken away.
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
        return ofPlain(mail.bodyText(), sent);
    }

    public static ReplyText ofPlain(String body, @Nullable String sent) {
        return new ReplyText(sent == null ? body : body.replace(sent, ""), "");
    }

    public static ReplyText ofHtml(String html, @Nullable String sent) {
        return ofPlain(org.tickler.mail.HtmlText.render(html), sent);
    }
}

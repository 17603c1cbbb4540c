package org.tickler.mail;

import org.jsoup.Jsoup;

/** HTML as the text a reader sees. */
public final class HtmlText {
    private HtmlText() {}

    /**
     * Renders {@code html} as plain text with {@code \n} line ends; links keep their words only.
     */
    public static String render(String html) {
        return html.isBlank() ? "" : Jsoup.parse(html).wholeText().strip();
    }
}

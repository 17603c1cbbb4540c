package org.tickler.web;

import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;

/**
 * HTML of a mail as it may be shown: text and tables with their colours, nothing that runs, loads,
 * frames or sends anything.
 */
final class SafeHtml {
    private static final int LONGEST = 500_000;

    /** What a style may load is left to the policy that it is served with. */
    private static final Safelist ALLOWED =
            Safelist.relaxed()
                    .removeTags("img")
                    .removeProtocols("a", "href", "ftp")
                    .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
                    .addAttributes(":all", "style", "align", "width", "role", "dir", "lang");

    private SafeHtml() {}

    /** The body of {@code html}, cut where it is too long to be a mail. */
    static String of(String html) {
        String start = html.length() > LONGEST ? html.substring(0, LONGEST) : html;
        return Jsoup.clean(start, ALLOWED);
    }
}

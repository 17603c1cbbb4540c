package org.tickler.ask;

import java.util.Locale;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.mail.ParsedMail;

/** For how many a mail was written: what bulk mail asks is no task, what a person asks may be. */
public enum Reach {
    /** From a person, to people or to a list of people. */
    PERSONAL,
    /** Written by a machine, but perhaps about this reader's own business. */
    AUTOMATIC,
    /** Newsletter, marketing, cold outreach, phishing. */
    BULK;

    private static final int ENOUGH_MARKS = 2;

    /** Told by headers, sender and words of a mail. */
    public static Reach of(ParsedMail mail, Tokens words, Lexicon lexicon) {
        var headers = mail.headers();
        String precedence = headers.first("Precedence").orElse("").strip().toLowerCase(Locale.ROOT);
        boolean discussion =
                headers.has("List-Post") || headers.has("In-Reply-To") && headers.has("List-Id");
        int marks = count(words, lexicon, "bulk-mark");
        int outreach = count(words, lexicon, "outreach");
        int phishing = count(words, lexicon, "phishing");
        if (outreach + phishing >= ENOUGH_MARKS + (mail.inReplyTo() == null ? 0 : 1)) {
            return BULK;
        }
        boolean list =
                headers.has("List-Unsubscribe")
                        || headers.has("List-Unsubscribe-Post")
                        || precedence.equals("bulk")
                        || precedence.equals("junk");
        if (list && !discussion && !precedence.equals("list")
                || headers.has("Feedback-ID") && marks > 0
                || headers.has("X-Campaign-Id")) {
            return BULK;
        }
        if (marks >= ENOUGH_MARKS && !discussion || marks + outreach >= ENOUGH_MARKS + 1) {
            return BULK;
        }
        String submitted =
                headers.first("Auto-Submitted").orElse("").strip().toLowerCase(Locale.ROOT);
        boolean automatic =
                !submitted.isEmpty() && !submitted.startsWith("no")
                        || isMachine(mail)
                        || marks > 0 && outreach > 0
                        || count(words, lexicon, "automatic-mark") > 0;
        return automatic ? AUTOMATIC : PERSONAL;
    }

    private static boolean isMachine(ParsedMail mail) {
        if (mail.from().isEmpty()) {
            return false;
        }
        String local = mail.from().getFirst().address().localPart().replaceAll("[._-]", "");
        return local.contains("noreply")
                || local.contains("donotreply")
                || local.equals("alerts")
                || local.equals("orders")
                || local.equals("shipping")
                || local.equals("marketing")
                || local.equals("promotions")
                || local.equals("offers")
                || local.startsWith("notification")
                || local.startsWith("notify")
                || local.equals("mailerdaemon")
                || local.startsWith("newsletter")
                || local.startsWith("nepasrepondre");
    }

    /** How many different places show marks of the kind. */
    private static int count(Tokens words, Lexicon lexicon, String section) {
        int count = 0;
        int i = lexicon.phrases(section).find(words, 0);
        while (i >= 0) {
            count++;
            i = lexicon.phrases(section).find(words, i + lexicon.phrases(section).at(words, i));
        }
        return count;
    }
}

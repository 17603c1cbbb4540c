package org.tickler.bounce;

import java.util.regex.Pattern;
import org.tickler.notice.StatusCode;

/** How much a mail that did not arrive says against its address. */
public enum Failure {
    /** There is no such mailbox, or it is closed: once is enough. */
    HARD(1),
    /** Anything else: a full mailbox, a policy, a server away for days. It must happen often. */
    SOFT(0.25);

    /**
     * RFC 3463, 3.2 and 3.3: bad mailbox, bad system, bad syntax, has moved, is disabled; RFC 7505:
     * takes no mail.
     */
    private static final Pattern NO_MAILBOX = Pattern.compile("5\\.(?:1\\.(?:0|1|2|3|6|10)|2\\.1)");

    private final double weight;

    Failure(double weight) {
        this.weight = weight;
    }

    double weight() {
        return weight;
    }

    /**
     * By what was said about it.
     *
     * @param words a server's answer, or the status of a delivery report
     * @param recipient whether it was said of the recipient, not of the mail or its sender
     */
    public static Failure of(String words, boolean recipient) {
        String status = StatusCode.of(words);
        boolean gone =
                NO_MAILBOX.matcher(status).matches()
                        || recipient && status.equals("5.0.0") && words.startsWith("550");
        return gone ? HARD : SOFT;
    }
}

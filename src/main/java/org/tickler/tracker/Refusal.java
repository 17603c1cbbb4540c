package org.tickler.tracker;

import java.util.List;
import java.util.stream.Collectors;
import org.tickler.mail.EmailAddress;

/**
 * A command that cannot be carried out as written, or not without a better proof of who wants it;
 * the message is the question to ask back.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean unproven;

    Refusal(String question) {
        this(question, false);
    }

    /** The commands would be carried out if their sender were proven; all they allow is named. */
    static Refusal unproven(List<EmailAddress> addresses) {
        String named =
                addresses.stream()
                        .distinct()
                        .map(EmailAddress::value)
                        .collect(Collectors.joining(" and "));
        return new Refusal("This lets mail go to " + named + " from now on.", true);
    }

    private Refusal(String question, boolean unproven) {
        super(question);
        this.unproven = unproven;
    }

    boolean isUnproven() {
        return unproven;
    }

    String question() {
        return String.valueOf(getMessage());
    }
}

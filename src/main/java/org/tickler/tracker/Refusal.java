package org.tickler.tracker;

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

    /** The command would be carried out if its sender were proven. */
    static Refusal unproven(String why) {
        return new Refusal(why, true);
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

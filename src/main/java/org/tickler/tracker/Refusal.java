package org.tickler.tracker;

/** A command that cannot be carried out as written; the message is the question to ask back. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String question) {
        super(question);
    }

    String question() {
        return String.valueOf(getMessage());
    }
}

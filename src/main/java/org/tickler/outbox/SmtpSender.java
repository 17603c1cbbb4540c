package org.tickler.outbox;

/** Hands mails to the configured server. */
public final class SmtpSender {
    private final SmtpSettings settings;

    public SmtpSender(SmtpSettings settings) {
        this.settings = settings;
    }

    /** Connects, signs in and leaves again; nothing is sent. */
    public Check check() {
        return new Check.Failed("not built yet: " + settings.host());
    }

    /** What came of {@link #check}. */
    public sealed interface Check {
        /**
         * @param detail such as the server's name, for people
         */
        record Ready(String detail) implements Check {}

        /**
         * @param reason what to look at, in a sentence
         */
        record Failed(String reason) implements Check {}
    }
}

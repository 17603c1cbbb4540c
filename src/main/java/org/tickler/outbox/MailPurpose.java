package org.tickler.outbox;

import java.util.Locale;

/** What a mail of ours is for; decides its automatic-mail headers. */
public enum MailPurpose {
    PROPOSAL,
    REMINDER,
    DIGEST,
    RECEIPT,
    QUESTION,
    /** To somebody who owes the owner something. */
    NUDGE,
    INVITATION,
    CANCELLATION,
    NOTICE,
    /** To ourselves, to see that mail arrives. */
    CANARY;

    /** Whether a mail answers one that came, which proves that its address works. */
    boolean answers() {
        return this == RECEIPT || this == QUESTION;
    }

    /** The word of the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException for a word that is no purpose
     */
    public static MailPurpose of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

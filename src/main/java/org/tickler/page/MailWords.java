package org.tickler.page;

/** The words that the database keeps of mails, as people say them. */
public final class MailWords {
    private MailWords() {}

    /** What became of a mail that came, or of one that leaves. */
    public static String state(String word) {
        return switch (word) {
            case "stored" -> "to be read";
            case "processed" -> "read";
            case "quarantined" -> "in quarantine";
            case "duplicate" -> "seen before";
            case "dropped" -> "given up";
            case "ready" -> "waiting";
            case "sent-again" -> "sent again";
            default -> word;
        };
    }

    /** What sort of mail came. */
    public static String kind(String word) {
        return switch (word) {
            case "source" -> "mail or note";
            case "reply" -> "answer";
            case "bounce" -> "delivery failure";
            case "auto-reply" -> "automatic answer";
            case "list" -> "newsletter or list";
            case "own" -> "our own mail";
            default -> word;
        };
    }

    /** What a mail of ours is for. */
    public static String purpose(String word) {
        return word.equals("canary") ? "daily mail to itself" : word;
    }
}

package org.tickler.mail;

/** The header fields that are ours alone; nobody spells them anywhere else. */
public enum TicklerHeader {
    /** Holds the id of the instance that wrote the mail, so that it never answers itself. */
    LOOP("X-Tickler-Loop"),
    /** Holds the id of the task a mail is about. */
    TASK("X-Tickler-Task");

    private final String field;

    TicklerHeader(String field) {
        this.field = field;
    }

    /** The name of the header field. */
    public String field() {
        return field;
    }
}

package org.tickler.reply;

/** What the answered mail was: it decides what a bare "yes", "ok" or date means. */
public enum Asked {
    /** One or more proposed tasks, numbered. */
    PROPOSAL,
    /** A reminder, receipt or nudge of one task. */
    REMINDER,
    /** Several numbered open tasks. */
    DIGEST
}

package org.tickler.reply;

import java.util.Locale;

/** The canonical verbs of the reply grammar. */
public enum Verb {
    CONFIRM,
    REJECT,
    DONE,
    REOPEN,
    SNOOZE,
    DUE,
    ASSIGN,
    MINE,
    WAITING,
    NUDGE,
    INVITE,
    UNINVITE,
    REPEAT,
    PRIORITY,
    TAG,
    RENAME,
    NOTE,
    MERGE,
    MUTE,
    PAUSE,
    RESUME,
    UNDO,
    LIST,
    AGENDA,
    HELP,
    STATUS,
    /** "ok", "thanks" or a thumb in a mail that asked nothing: seen, nothing changes. */
    ACKNOWLEDGE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

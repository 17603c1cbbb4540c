package org.tickler.reply;

import java.util.Locale;

/** What a phrase of a language pack means; the verbs of the grammar and their near relatives. */
enum Word {
    YES,
    CONFIRM,
    OK,
    SEEN,
    NO,
    REJECT,
    CHECK,
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
    TITLE,
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
    THANKS;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

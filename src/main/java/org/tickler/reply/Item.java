package org.tickler.reply;

import java.util.List;

/** What one piece of a line says. */
sealed interface Item {
    /** Commands; without a selector of their own they take the line's. */
    record Commands(List<Command> commands) implements Item {}

    /** A command that lacks something; nothing of the mail is applied before that is answered. */
    record Question(String question) implements Item {}

    /** "Thanks": says nothing beside a command, and is an acknowledgement alone. */
    record Polite() implements Item {}
}

package org.tickler.reply;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate;

/**
 * One command of a reply, as written; whether it is allowed and what it refers to is decided above.
 *
 * @param tasks the selector: numbers as printed in the answered mail ("2"), task ids ("T-12"),
 *     "all" or "rest"; ranges are expanded; empty where none was written
 * @param when the moment named, or null; "none" is expressed by {@code text} "none" with verb DUE
 *     or REPEAT
 * @param person the person as written, without {@code @}, or null
 * @param text further words: the note, the new title, the reason, the level, tags with their sign,
 *     the recurrence rule
 * @param exact whether the writer forbade moving the day to a working day
 */
public record Command(
        Verb verb,
        List<String> tasks,
        @Nullable FoundDate when,
        @Nullable String person,
        @Nullable String text,
        boolean exact) {
    public Command {
        tasks = List.copyOf(tasks);
    }
}

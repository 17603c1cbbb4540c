package org.tickler.reply;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says.
 *
 * @param commands all to be applied, or none of them
 * @param note words that are no command, to be kept as a comment; null where there are none
 * @param unclear why nothing may be applied, as a question to ask; null where all is clear. When
 *     set, {@code commands} is empty
 */
public record ParsedReply(List<Command> commands, @Nullable String note, @Nullable String unclear) {
    public ParsedReply {
        commands = List.copyOf(commands);
        if (unclear != null && !commands.isEmpty()) {
            throw new IllegalArgumentException("an unclear reply has no commands");
        }
    }
}

package org.tickler.reply;

import java.util.List;
import org.tickler.dates.DateFinder;

/** Reads the typed text of a reply as commands. Stateless and safe for use by many threads. */
public final class ReplyGrammar {
    private final DateFinder dates;

    public ReplyGrammar(DateFinder dates) {
        this.dates = dates;
    }

    /**
     * @param typed only what the author typed, see {@link ReplyText}
     */
    public ParsedReply parse(String typed, ReplyContext context) {
        return new ParsedReply(
                List.of(), dates.read(typed, context.dates()).isPresent() ? null : typed, null);
    }
}

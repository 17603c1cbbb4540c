package org.tickler.extract;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.Voice;

/**
 * What a message or note turned out to hold.
 *
 * @param note whether it was a generated note rather than prose
 * @param title the note's title or the mail's subject
 * @param date the day relative dates were counted from
 * @param groupKey names the thing it was generated from (the base name of {@code source_ref}, never
 *     a path), or the empty string; the same key comes again when a note is regenerated
 * @param account the note's {@code account}, or the empty string
 * @param participants names the note lists
 * @param voice for how many it was written; bulk mail holds no tasks, and a machine's few
 */
public record Reading(
        boolean note,
        String title,
        @Nullable LocalDate date,
        String groupKey,
        String account,
        List<String> participants,
        Voice voice,
        List<Candidate> candidates) {
    public Reading {
        participants = List.copyOf(participants);
        candidates = List.copyOf(candidates);
    }
}

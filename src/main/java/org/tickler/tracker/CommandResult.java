package org.tickler.tracker;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.ReceiptLine;

/**
 * What the commands of one answer did: all of them, or none.
 *
 * @param lines what changed, per task
 * @param remarks sentences for the receipt
 * @param question why nothing was applied, as a question; null when the commands were applied
 * @param wantsList whether the answer asked for the list of tasks
 * @param wantsHelp whether the answer asked for help
 * @param undoable whether there is something undo would take back
 */
public record CommandResult(
        List<ReceiptLine> lines,
        List<String> remarks,
        @Nullable String question,
        boolean wantsList,
        boolean wantsHelp,
        boolean undoable) {
    public CommandResult {
        lines = List.copyOf(lines);
        remarks = List.copyOf(remarks);
    }

    static CommandResult ask(String question) {
        return new CommandResult(List.of(), List.of(), question, false, false, false);
    }
}

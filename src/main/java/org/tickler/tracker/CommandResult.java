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
 * @param unproven whether the commands would be applied if their sender were proven; {@code
 *     question} then says what is at stake
 */
public record CommandResult(
        List<ReceiptLine> lines,
        List<String> remarks,
        @Nullable String question,
        boolean wantsList,
        boolean wantsHelp,
        boolean undoable,
        boolean unproven) {
    public CommandResult {
        lines = List.copyOf(lines);
        remarks = List.copyOf(remarks);
    }

    static CommandResult ask(String question) {
        return new CommandResult(List.of(), List.of(), question, false, false, false, false);
    }

    static CommandResult prove(String question) {
        return new CommandResult(List.of(), List.of(), question, false, false, false, true);
    }
}

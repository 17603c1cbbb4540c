package org.tickler.tracker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.ReceiptLine;

/**
 * What the commands of one answer did: all of them, or none.
 *
 * @param lines what changed, per task
 * @param remarks sentences for the receipt
 * @param question why nothing was applied, as a question; null when the commands were applied
 * @param list what the list of tasks is to hold that the answer asked for, such as "overdue", the
 *     empty string for all; null where none was asked for
 * @param wantsHelp whether the answer asked for help
 * @param undoable whether there is something undo would take back
 * @param unproven whether the commands would be applied if their sender were proven; {@code
 *     question} then says what is at stake
 */
public record CommandResult(
        List<ReceiptLine> lines,
        List<String> remarks,
        @Nullable String question,
        @Nullable String list,
        boolean wantsHelp,
        boolean undoable,
        boolean unproven) {
    public CommandResult {
        lines = List.copyOf(lines);
        remarks = List.copyOf(remarks);
    }

    /** The same, saying in the receipt that no task fits the list that was asked for. */
    public CommandResult withNothingToList() {
        String wanted = list == null ? "" : list.strip();
        var said = new ArrayList<>(remarks);
        said.add(
                "No unfinished task " + (wanted.isEmpty() ? "is left." : "fits “" + wanted + "”."));
        return new CommandResult(lines, said, question, list, wantsHelp, undoable, unproven);
    }

    static CommandResult ask(String question) {
        return new CommandResult(List.of(), List.of(), question, null, false, false, false);
    }

    static CommandResult prove(String question) {
        return new CommandResult(List.of(), List.of(), question, null, false, false, true);
    }
}

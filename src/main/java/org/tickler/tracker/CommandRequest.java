package org.tickler.tracker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tickler.people.Person;
import org.tickler.reply.Command;
import org.tickler.task.Cause;
import org.tickler.task.TaskId;

/**
 * Commands of one answer, and what they may touch.
 *
 * @param numbers what the numbers of the answered mail mean; a single entry needs no selector
 * @param sender who answers, recognised
 * @param sentAt when the answer was written: dates count from it
 * @param toInvitation whether an invitation was answered: a moment then fixes the date instead of
 *     snoozing
 * @param proven whether more than a token shows that it is the sender: without that no new address
 *     is approved and no pause begins
 */
public record CommandRequest(
        List<Command> commands,
        Map<Integer, TaskId> numbers,
        Person sender,
        Cause cause,
        Instant sentAt,
        boolean toInvitation,
        boolean proven) {
    public CommandRequest {
        commands = List.copyOf(commands);
        numbers = Map.copyOf(numbers);
    }
}

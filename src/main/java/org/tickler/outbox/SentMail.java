package org.tickler.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MessageId;
import org.tickler.people.PersonId;
import org.tickler.task.TaskId;

/**
 * A mail of ours that an answer refers to.
 *
 * @param recipient whom it was sent to, and whose answer its token makes credible
 * @param numbers what the numbers in it mean
 * @param bodyText our words in it, to be taken out of the answer
 * @param writtenAt when it was written, with what was known then
 * @param tokenValid whether the answer carried the mail's signature
 */
public record SentMail(
        long outboxId,
        MailPurpose kind,
        MessageId messageId,
        EmailAddress recipient,
        @Nullable PersonId personId,
        Map<Integer, NumberedTask> numbers,
        String subject,
        String bodyText,
        Instant writtenAt,
        boolean tokenValid) {
    /** A task and its version when the mail was written. */
    public record NumberedTask(TaskId id, int version) {}

    public SentMail {
        numbers = Map.copyOf(numbers);
    }

    /** The tasks in the order of their numbers, each once. */
    public List<TaskId> taskIds() {
        return new TreeMap<>(numbers).values().stream().map(NumberedTask::id).distinct().toList();
    }

    /** The task that each number means, in their order. */
    public Map<Integer, TaskId> tasksByNumber() {
        Map<Integer, TaskId> tasks = new TreeMap<>();
        numbers.forEach((number, task) -> tasks.put(number, task.id()));
        return tasks;
    }
}

package org.tickler.tracker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tickler.reply.Command;
import org.tickler.reply.Verb;
import org.tickler.task.TaskId;

/**
 * Which tasks the commands of one answer mean: numbers of that very mail, ids, "all", "rest", or
 * the only one.
 */
final class Selection {
    private final Map<Integer, TaskId> numbers;
    private final Set<TaskId> mentioned = new LinkedHashSet<>();

    private final boolean anyTask;

    /**
     * @param anyTask whether tasks that were not in the mail may be named by their id
     */
    Selection(Map<Integer, TaskId> numbers, List<Command> commands, boolean anyTask)
            throws Refusal {
        this.numbers = new TreeMap<>(numbers);
        this.anyTask = anyTask;
        for (Command command : commands) {
            for (String selector : command.tasks()) {
                if (!selector.equals("all") && !selector.equals("rest")) {
                    mentioned.add(one(selector));
                }
            }
        }
    }

    /** A word for the command that is understood when it is typed; not each verb's name is. */
    private static String typable(Verb verb) {
        return verb == Verb.ACKNOWLEDGE ? "yes" : verb.word();
    }

    List<TaskId> of(Command command) throws Refusal {
        if (command.tasks().isEmpty()) {
            if (numbers.size() == 1) {
                return List.copyOf(numbers.values());
            }
            String word = typable(command.verb());
            throw new Refusal(
                    numbers.isEmpty()
                            ? "Which task do you mean? Write its number, such as \"T-12 "
                                    + word
                                    + "\"."
                            : "Which one do you mean? Write its number first, such as \"1 "
                                    + word
                                    + "\", or \"all\".");
        }
        var chosen = new LinkedHashSet<TaskId>();
        for (String selector : command.tasks()) {
            switch (selector) {
                case "all" -> chosen.addAll(numbers.values());
                case "rest" ->
                        numbers.values().stream()
                                .filter(id -> !mentioned.contains(id))
                                .forEach(chosen::add);
                default -> chosen.add(one(selector));
            }
        }
        return new ArrayList<>(chosen);
    }

    /** Every task of the answered mail. */
    List<TaskId> everything() {
        return List.copyOf(numbers.values());
    }

    private TaskId one(String selector) throws Refusal {
        try {
            if (selector.startsWith("T-")) {
                var id = new TaskId(Long.parseLong(selector.substring(2)));
                if (!anyTask && !numbers.containsValue(id)) {
                    throw new Refusal(
                            id
                                    + " was not in the mail you answered. Answer one of its own mails, please.");
                }
                return id;
            }
            TaskId id = numbers.get(Integer.parseInt(selector));
            if (id != null) {
                return id;
            }
        } catch (NumberFormatException notANumber) {
            throw new Refusal("\"" + selector + "\" is no number of a task.");
        }
        throw new Refusal(
                "There is no number "
                        + selector
                        + " in that mail; it counts from 1 to "
                        + numbers.size()
                        + ".");
    }
}

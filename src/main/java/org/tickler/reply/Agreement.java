package org.tickler.reply;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the commands of one mail can be applied together (rules 4 to 6 of the grammar). */
final class Agreement {
    private static final Set<Verb> STATES =
            EnumSet.of(Verb.REJECT, Verb.DONE, Verb.REOPEN, Verb.SNOOZE, Verb.WAITING, Verb.MERGE);

    /** Commands that need no task. */
    private static final Set<Verb> GENERAL =
            EnumSet.of(
                    Verb.HELP,
                    Verb.PAUSE,
                    Verb.RESUME,
                    Verb.LIST,
                    Verb.AGENDA,
                    Verb.STATUS,
                    Verb.UNDO,
                    Verb.ACKNOWLEDGE,
                    Verb.NOTE);

    private static final Map<Verb, Set<Verb>> AGAINST = new EnumMap<>(Verb.class);

    static {
        for (Verb state : STATES) {
            var others = EnumSet.copyOf(STATES);
            others.remove(state);
            AGAINST.put(state, others);
        }
        AGAINST.put(Verb.CONFIRM, EnumSet.of(Verb.REJECT, Verb.REOPEN, Verb.MERGE));
        AGAINST.put(Verb.ASSIGN, EnumSet.of(Verb.MINE, Verb.REJECT, Verb.DONE));
        AGAINST.put(Verb.MINE, EnumSet.of(Verb.ASSIGN, Verb.REJECT));
    }

    private Agreement() {}

    /** The commands without what says nothing beside the others, repetitions and halves. */
    static List<Command> tidy(List<Command> written, Asked asked) {
        var commands =
                written.stream().map(c -> asked == Asked.REMINDER ? unselected(c) : c).toList();
        var tidy = new ArrayList<Command>();
        boolean only = commands.stream().allMatch(c -> c.verb() == Verb.ACKNOWLEDGE);
        for (Command command : commands) {
            boolean says = only || command.verb() != Verb.ACKNOWLEDGE;
            if (says && !tidy.contains(command) && !merge(tidy, command)) {
                tidy.add(command);
            }
        }
        return tidy;
    }

    /** "all done" about one task is "done". */
    private static Command unselected(Command c) {
        return c.tasks().equals(List.of(Selector.ALL))
                ? new Command(c.verb(), List.of(), c.when(), c.person(), c.text(), c.exact())
                : c;
    }

    /** "yes, friday" is one confirmation; "waiting for ana, friday" one wait. */
    private static boolean merge(List<Command> tidy, Command next) {
        for (int i = 0; i < tidy.size(); i++) {
            Command first = tidy.get(i);
            if (!first.tasks().equals(next.tasks())) {
                continue;
            }
            boolean confirms = first.verb() == Verb.CONFIRM && next.verb() == Verb.CONFIRM;
            boolean again = first.verb() == next.verb() && isBare(next);
            boolean waits =
                    first.verb() == Verb.WAITING
                            && next.verb() == Verb.SNOOZE
                            && first.when() == null;
            if (again && STATES.contains(first.verb())) {
                return true;
            }
            if (first.verb() == next.verb() && isBare(first) && STATES.contains(first.verb())) {
                tidy.set(i, next);
                return true;
            }
            if (waits
                    || confirms
                            && (first.when() == null || next.when() == null)
                            && (first.person() == null || next.person() == null)) {
                tidy.set(i, combined(first, next));
                return true;
            }
        }
        return false;
    }

    private static boolean isBare(Command command) {
        return command.when() == null && command.person() == null && command.text() == null;
    }

    private static Command combined(Command first, Command next) {
        return new Command(
                first.verb(),
                first.tasks(),
                first.when() == null ? next.when() : first.when(),
                first.person() == null ? next.person() : first.person(),
                first.text() == null ? next.text() : first.text(),
                first.exact() || next.exact());
    }

    /** Why the commands cannot be applied, as a question; null if they can. */
    static @Nullable String problem(List<Command> commands, ReplyContext context) {
        for (Command command : commands) {
            if (command.tasks().isEmpty() && needsSelector(command, context)) {
                String typed =
                        switch (command.verb()) {
                            case CONFIRM -> "yes";
                            case REJECT -> "no";
                            default -> command.verb().word();
                        };
                return "Which of the tasks do you mean by \"%s\"? Write the number first, as in \"1 %s\", or \"all %s\"."
                        .formatted(typed, typed, typed);
            }
        }
        for (int i = 0; i < commands.size(); i++) {
            for (int j = i + 1; j < commands.size(); j++) {
                String conflict = conflict(commands.get(i), commands.get(j));
                if (conflict != null) {
                    return conflict;
                }
            }
        }
        return null;
    }

    private static boolean needsSelector(Command command, ReplyContext context) {
        boolean many =
                context.asked() == Asked.DIGEST
                        ? context.taskCount() != 1
                        : context.taskCount() > 1;
        return many && context.asked() != Asked.REMINDER && !GENERAL.contains(command.verb());
    }

    private static @Nullable String conflict(Command one, Command other) {
        if (!Selector.overlap(one.tasks(), other.tasks())) {
            return null;
        }
        boolean differ =
                AGAINST.getOrDefault(one.verb(), Set.of()).contains(other.verb())
                        || AGAINST.getOrDefault(other.verb(), Set.of()).contains(one.verb())
                        || one.verb() == Verb.UNDO
                        || other.verb() == Verb.UNDO;
        if (differ) {
            return "You wrote both \"%s\" and \"%s\": which one is meant?"
                    .formatted(one.verb().word(), other.verb().word());
        }
        boolean twice = one.verb() == other.verb() && isSingle(one.verb()) && !same(one, other);
        return twice
                ? "You wrote \"%s\" twice: which one is meant?".formatted(one.verb().word())
                : null;
    }

    private static boolean isSingle(Verb verb) {
        return switch (verb) {
            case CONFIRM,
                    SNOOZE,
                    DUE,
                    ASSIGN,
                    WAITING,
                    INVITE,
                    REPEAT,
                    PRIORITY,
                    RENAME,
                    MERGE,
                    PAUSE,
                    DONE ->
                    true;
            case REJECT,
                    REOPEN,
                    MINE,
                    NUDGE,
                    UNINVITE,
                    TAG,
                    NOTE,
                    MUTE,
                    RESUME,
                    UNDO,
                    LIST,
                    AGENDA,
                    HELP,
                    STATUS,
                    ACKNOWLEDGE ->
                    false;
        };
    }

    private static boolean same(Command one, Command other) {
        return Objects.equals(one.when(), other.when())
                && Objects.equals(one.person(), other.person())
                && Objects.equals(one.text(), other.text());
    }
}

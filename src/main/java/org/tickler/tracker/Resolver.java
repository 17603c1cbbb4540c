package org.tickler.tracker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.tickler.bounce.Addresses;
import org.tickler.dates.FoundDate;
import org.tickler.invite.EventStore;
import org.tickler.invite.Guests;
import org.tickler.invite.Invites;
import org.tickler.mail.EmailAddress;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.reply.Command;
import org.tickler.reply.InviteDetails;
import org.tickler.task.Due;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskChange;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;

/**
 * Turns written commands into steps: which task, which day, which person. Refuses what it would
 * have to guess.
 */
final class Resolver {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;]+@[^\\s<>,;]+");

    private final Handle handle;
    private final CommandRequest request;
    private final People people;
    private final TaskStore tasks;
    private final Selection selection;
    private final List<EmailAddress> unproven = new ArrayList<>();

    Resolver(Handle handle, CommandRequest request) throws Refusal {
        this.handle = handle;
        this.request = request;
        people = new People(handle);
        tasks = handle.attach(TaskStore.class);
        selection =
                new Selection(request.numbers(), request.commands(), request.sender().isOwner());
    }

    List<Step> steps() throws Refusal {
        var steps = new ArrayList<Step>();
        for (Command command : request.commands()) {
            switch (command.verb()) {
                case LIST, AGENDA, HELP, STATUS, PAUSE, RESUME -> {}
                case UNDO -> {
                    List<TaskId> chosen =
                            command.tasks().isEmpty()
                                    ? selection.everything()
                                    : selection.of(command);
                    chosen.forEach(id -> steps.add(new Step.Undo(id)));
                }
                default -> {
                    for (TaskId id : selection.of(command)) {
                        steps.addAll(step(command, id));
                    }
                }
            }
        }
        if (!unproven.isEmpty()) {
            throw Refusal.unproven(unproven);
        }
        return steps;
    }

    private List<Step> step(Command command, TaskId id) throws Refusal {
        Task task = tasks.find(id).orElseThrow(() -> new Refusal("There is no task " + id + "."));
        String text = command.text() == null ? "" : command.text().strip();
        return switch (command.verb()) {
            case CONFIRM -> confirm(command, task);
            case REJECT -> change(id, new TaskChange.Drop(text.isEmpty() ? null : text));
            case DONE -> change(id, new TaskChange.Complete());
            case REOPEN -> change(id, new TaskChange.Reopen());
            case SNOOZE -> snooze(command, task);
            case DUE -> due(command, task, text);
            case ASSIGN -> change(id, new TaskChange.Assign(person(command).id()));
            case MINE -> change(id, new TaskChange.Assign(request.sender().id()));
            case WAITING -> waiting(command, task);
            case NUDGE -> List.of(new Step.Nudge(id, whom(command, task)));
            case INVITE -> invite(command, task, text);
            case UNINVITE -> List.of(new Step.Uninvite(id, uninvited(id, text)));
            case REPEAT ->
                    change(
                            id,
                            new TaskChange.Repeat(
                                    text.isEmpty() || text.equals("none") ? null : text));
            case PRIORITY -> change(id, new TaskChange.SetPriority(priority(text)));
            case TAG -> change(id, tags(text));
            case RENAME -> rename(id, text);
            case NOTE -> List.of(new Step.Note(id, text));
            case MERGE -> change(id, new TaskChange.MergeInto(target(text)));
            case MUTE -> change(id, new TaskChange.Mute(until(command)));
            case ACKNOWLEDGE -> acknowledge(command, task);
            case PAUSE, RESUME, UNDO, LIST, AGENDA, HELP, STATUS -> List.of();
        };
    }

    /** In a list, "yes" behind the number of a proposal answers its question. */
    private static List<Step> acknowledge(Command command, Task task) {
        return task.state() == TaskState.PROPOSED && !command.tasks().isEmpty()
                ? change(task.id(), new TaskChange.Confirm())
                : List.of(new Step.Seen(task.id()));
    }

    private static List<Step> change(TaskId id, TaskChange change) {
        return List.of(new Step.Change(id, change));
    }

    private List<Step> confirm(Command command, Task task) throws Refusal {
        var steps = new ArrayList<Step>();
        if (command.person() != null) {
            steps.add(new Step.Change(task.id(), new TaskChange.Assign(person(command).id())));
        }
        if (command.when() != null) {
            steps.addAll(due(command, task, ""));
        }
        if (steps.isEmpty()) {
            steps.add(new Step.Change(task.id(), new TaskChange.Confirm()));
        }
        return steps;
    }

    private List<Step> snooze(Command command, Task task) throws Refusal {
        FoundDate when = command.when();
        // On an invitation, and for a follow-up that has only a window, a moment is the answer to
        // "when?".
        boolean fixes =
                task.followUp()
                        && task.due() != null
                        && !task.due().isMoment()
                        && request.toInvitation();
        if (when != null
                && (task.state() == TaskState.PROPOSED || (fixes && when.time() != null))) {
            return due(command, task, "");
        }
        if (when == null) {
            Instant next =
                    request.sender()
                            .hours()
                            .plusWorkDays(
                                    request.sentAt().atZone(request.sender().zone()).toLocalDate(),
                                    1)
                            .atTime(request.sender().defaultTime())
                            .atZone(request.sender().zone())
                            .toInstant();
            return change(task.id(), new TaskChange.Snooze(next));
        }
        Moments.Moment moment =
                Moments.reminder(unambiguous(when), command.exact(), request.sender());
        return List.of(
                new Step.Change(task.id(), new TaskChange.Snooze(moment.at()), moment.remarks()));
    }

    private List<Step> due(Command command, Task task, String text) throws Refusal {
        FoundDate when = command.when();
        if (when == null) {
            if (text.equalsIgnoreCase("none")) {
                return change(task.id(), new TaskChange.SetDue(null));
            }
            throw new Refusal(
                    "When is it due? Write a date behind it, such as \"due friday\", or \"due none\".");
        }
        Person owner = people.get(task.ownerId());
        Moments.Day day = Moments.due(unambiguous(when), command.exact(), request.sender(), owner);
        return List.of(new Step.Change(task.id(), new TaskChange.SetDue(day.due()), day.remarks()));
    }

    private List<Step> waiting(Command command, Task task) throws Refusal {
        var steps = new ArrayList<Step>();
        steps.add(new Step.Change(task.id(), new TaskChange.Assign(person(command).id())));
        if (command.when() != null) {
            steps.addAll(due(command, task, ""));
        }
        return steps;
    }

    private List<Step> invite(Command command, Task task, String text) throws Refusal {
        FoundDate when = command.when();
        if (when == null && task.due() == null) {
            throw new Refusal(
                    "For when is the invitation? Write for example \"invite thursday 3pm for 45m with ana\".");
        }
        InviteDetails details = InviteDetails.of(text);
        Duration length = details.duration();
        if (length != null && (length.isZero() || length.compareTo(LONGEST) > 0)) {
            throw new Refusal("How long is it? Write for example \"for 45m\" or \"for 2 hours\".");
        }
        var wish = new Invites.Wish(length, guests(details, command), details.place());
        Person owner = people.get(task.ownerId());
        Due due =
                when == null
                        ? task.due()
                        : Moments.due(unambiguous(when), true, request.sender(), owner).due();
        var dated = new TaskChange.SetDue(due);
        if (task.followUp()) {
            return List.of(new Step.Change(task.id(), dated, wish, List.of()));
        }
        // The date first: the other way round its old one would be put into calendars, and moved.
        return List.of(
                new Step.Change(task.id(), dated),
                new Step.Change(task.id(), new TaskChange.SetFollowUp(true), wish, List.of()));
    }

    /** Of those who are invited, who is named; this allows no address. */
    private List<EventStore.Attendee> uninvited(TaskId id, String text) throws Refusal {
        var guests = new Guests(handle, id);
        var chosen = new ArrayList<EventStore.Attendee>();
        for (String name : InviteDetails.of(text).persons()) {
            List<EventStore.Attendee> found = guests.called(name);
            if (found.size() > 1) {
                throw new Refusal("Which " + name + " do you mean: " + Guests.names(found) + "?");
            }
            if (found.isEmpty()) {
                throw new Refusal(
                        guests.all().isEmpty()
                                ? "Nobody is invited to " + id + "."
                                : "\""
                                        + name
                                        + "\" is not invited to "
                                        + id
                                        + ". Invited: "
                                        + Guests.names(guests.all())
                                        + ".");
            }
            chosen.addAll(found);
        }
        return chosen;
    }

    private List<Person> guests(InviteDetails details, Command command) throws Refusal {
        var guests = new ArrayList<Person>();
        for (String name : details.persons()) {
            guests.add(person(name.strip()));
        }
        if (details.persons().isEmpty() && command.person() != null) {
            guests.add(person(command));
        }
        return guests;
    }

    private Person whom(Command command, Task task) throws Refusal {
        if (command.person() != null) {
            return person(command);
        }
        if (task.assigneeId() == null || !task.isOthers()) {
            throw new Refusal(
                    "Whom shall I nudge? "
                            + task.id()
                            + " is not waiting for anybody. Write \"nudge ana\".");
        }
        return people.get(task.assigneeId());
    }

    private Person person(Command command) throws Refusal {
        String name = command.person();
        if (name == null || name.isBlank()) {
            throw new Refusal(
                    "Who? Write a name or an address behind \"" + command.verb().word() + "\".");
        }
        return person(name);
    }

    /** An address the owner writes out is allowed by that; a name must be known and single. */
    private Person person(String written) throws Refusal {
        Matcher address = ADDRESS.matcher(written.replaceFirst("^@", ""));
        if (address.matches() && request.sender().isOwner()) {
            return approve(address.group(), written);
        }
        return switch (people.find(written)) {
            case People.Found.One(Person one) -> one;
            case People.Found.Several(List<Person> choices) ->
                    throw new Refusal(
                            "Which "
                                    + written
                                    + " do you mean: "
                                    + choices.stream()
                                            .map(Person::name)
                                            .collect(Collectors.joining(", "))
                                    + "?");
            case People.Found.Unknown(String name) ->
                    throw new Refusal(
                            "I do not know anybody called \""
                                    + name
                                    + "\". Write the whole name or the mail address.");
        };
    }

    private Person approve(String written, String asTyped) throws Refusal {
        EmailAddress address;
        try {
            address = new EmailAddress(written);
        } catch (IllegalArgumentException broken) {
            throw new Refusal("\"" + asTyped + "\" is not a mail address.");
        }
        Optional<Person> approved =
                people.store()
                        .byAddress(address)
                        .filter(known -> known.approved().contains(address));
        if (approved.isPresent()) {
            return approved.get();
        }
        if (!request.proven()) {
            unproven.add(address);
        }
        Person person =
                people.remember(address.localPart(), address, request.sender(), request.sentAt());
        people.store().approve(address, request.sentAt());
        Addresses.allow(handle, address, request.sentAt());
        return people.get(person.id());
    }

    private Instant until(Command command) throws Refusal {
        return command.when() == null
                ? Instant.parse("9999-01-01T00:00:00Z")
                : Moments.reminder(unambiguous(command.when()), true, request.sender()).at();
    }

    private static FoundDate unambiguous(FoundDate when) throws Refusal {
        if (when.isAmbiguous()) {
            throw new Refusal(
                    "Is \""
                            + when.text()
                            + "\" "
                            + when.date()
                            + " or "
                            + when.other()
                            + "? Write it as one of these.");
        }
        return when;
    }

    private static Priority priority(String text) throws Refusal {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "p1", "urgent" -> Priority.URGENT;
            case "2", "p2", "high" -> Priority.HIGH;
            case "3", "p3", "normal" -> Priority.NORMAL;
            case "4", "p4", "low" -> Priority.LOW;
            default ->
                    throw new Refusal(
                            "\""
                                    + text
                                    + "\" is no priority; there are urgent, high, normal and low.");
        };
    }

    private static TaskChange tags(String text) {
        var added = new ArrayList<String>();
        var removed = new ArrayList<String>();
        Arrays.stream(text.split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .forEach(word ->
                        (word.startsWith("-") ? removed : added)
                                .add(word.replaceFirst("^[+#-]", "")));
        return new TaskChange.SetTags(added, removed);
    }

    private static List<Step> rename(TaskId id, String text) throws Refusal {
        if (text.isEmpty()) {
            throw new Refusal("What shall it be called? Write the new title behind \"rename\".");
        }
        return change(id, new TaskChange.Rename(text));
    }

    private TaskId target(String text) throws Refusal {
        String digits = text.replaceAll("[^0-9]", "");
        if (digits.isEmpty() || digits.length() > 18) {
            throw new Refusal(
                    "Which task is it the same as? Write its id, such as \"merge T-12\".");
        }
        long number = Long.parseLong(digits);
        boolean isId = text.startsWith("T-") || number > Integer.MAX_VALUE;
        TaskId byNumber = isId ? null : request.numbers().get((int) number);
        TaskId id = byNumber != null ? byNumber : new TaskId(Math.max(1, number));
        if (handle.attach(TaskStore.class).find(id).isEmpty()) {
            throw new Refusal("There is no task " + id + ".");
        }
        return id;
    }
}

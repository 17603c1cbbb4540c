package org.tickler.tracker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.extract.Candidate;
import org.tickler.extract.CandidateStatus;
import org.tickler.letter.Letter;
import org.tickler.letter.TaskLine;
import org.tickler.letter.TaskLines;
import org.tickler.mail.MessageId;
import org.tickler.mail.NamedAddress;
import org.tickler.outbox.Added;
import org.tickler.outbox.Draft;
import org.tickler.outbox.MailPurpose;
import org.tickler.outbox.Outbox;
import org.tickler.outbox.OutboxStore;
import org.tickler.people.People;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.task.Cause;
import org.tickler.task.Due;
import org.tickler.task.NewTask;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskState;
import org.tickler.task.TaskStore;
import org.tickler.task.TaskStore.Known;

/**
 * Turns candidates into proposed tasks, each joined to the task it repeats, and asks the owner
 * about the new ones in one mail. What was rejected or finished stays so when it comes again.
 */
public final class Proposals {
    /** More of one source are not taken; a notice to the owner says so. */
    static final int MOST = 500;

    /** As many are proposed in one mail; more make more mails. */
    static final int PER_MAIL = 50;

    /** More mails a day would hide the tasks they propose; one says so. */
    static final int MAILS_PER_DAY = 100;

    private static final int SIMILAR = 20;

    private final InstantSource clock;
    private final Tracker tracker;
    private final Outbox outbox;
    private final boolean inDigest;

    /**
     * @param inDigest whether the owner is asked in the morning instead of at once
     */
    public Proposals(InstantSource clock, Tracker tracker, Outbox outbox, boolean inDigest) {
        this.clock = clock;
        this.tracker = tracker;
        this.outbox = outbox;
        this.inDigest = inDigest;
    }

    /**
     * What became of the candidates of one source.
     *
     * @param proposed new tasks the owner is asked about
     * @param joined known tasks that got one more source
     * @param recorded new tasks that were finished already when they were noted
     */
    public record Taken(List<Task> proposed, List<TaskId> joined, List<Task> recorded) {
        public Taken {
            proposed = List.copyOf(proposed);
            joined = List.copyOf(joined);
            recorded = List.copyOf(recorded);
        }
    }

    /** Takes the candidates of one source within the caller's transaction. */
    public Taken take(
            Handle handle, Origin origin, List<Candidate> candidates, Person owner, Cause cause) {
        if (candidates.isEmpty()) {
            return new Taken(List.of(), List.of(), List.of());
        }
        Instant now = clock.instant();
        TaskStore tasks = handle.attach(TaskStore.class);
        long source =
                tasks.insertSource(
                        origin.kind(),
                        origin.messageRow(),
                        origin.rfcMessageId(),
                        origin.title(),
                        origin.groupKey(),
                        origin.account(),
                        origin.fromAddress(),
                        origin.dated(),
                        now);
        var proposed = new ArrayList<Task>();
        var joined = new ArrayList<TaskId>();
        var recorded = new ArrayList<Task>();
        List<Known> group =
                origin.groupKey().isEmpty()
                        ? List.of()
                        : tasks.ofGroup(owner.id(), origin.groupKey());
        Set<TaskId> taken = new HashSet<>();
        Map<Item, TaskId> here = new HashMap<>();
        for (Candidate candidate : candidates.subList(0, Math.min(candidates.size(), MOST))) {
            PersonId assignee = assignee(handle, candidate, owner, now);
            String fingerprint = Likeness.fingerprint(candidate.title());
            var item = Item.of(fingerprint, assignee, candidate);
            TaskId before = here.get(item);
            if (before != null) {
                tasks.link(before, source, candidate.evidence(), candidate.line(), now);
                continue;
            }
            Optional<TaskId> known = known(tasks, group, owner, assignee, fingerprint, taken);
            if (known.isPresent()) {
                TaskId id = known.get();
                tasks.link(id, source, candidate.evidence(), candidate.line(), now);
                tracker.note(handle, id, "seen-again", origin.title(), cause);
                taken.add(id);
                here.put(item, id);
                joined.add(id);
                continue;
            }
            Task fresh =
                    tracker.add(
                            handle,
                            newTask(owner, candidate, assignee, fingerprint),
                            cause,
                            origin.title());
            tasks.link(fresh.id(), source, candidate.evidence(), candidate.line(), now);
            taken.add(fresh.id());
            here.put(item, fresh.id());
            (fresh.state() == TaskState.PROPOSED ? proposed : recorded).add(fresh);
        }
        for (int from = 0; from < proposed.size(); from += PER_MAIL) {
            int to = Math.min(from + PER_MAIL, proposed.size());
            ask(handle, origin, source, from, owner, proposed.subList(from, to));
        }
        sayWhatIsLeft(handle, origin, source, owner, candidates.size() - MOST);
        return new Taken(proposed, joined, recorded);
    }

    /** What makes an item of a source the same as an earlier one of it. */
    private record Item(
            Set<String> words,
            @Nullable PersonId assignee,
            @Nullable Due due,
            CandidateStatus status) {
        static Item of(String fingerprint, @Nullable PersonId assignee, Candidate candidate) {
            return new Item(
                    Set.copyOf(List.of(fingerprint.split(" ", -1))),
                    assignee,
                    candidate.due(),
                    candidate.status());
        }
    }

    private static NewTask newTask(
            Person owner, Candidate candidate, @Nullable PersonId assignee, String fingerprint) {
        TaskState state =
                switch (candidate.status()) {
                    case PROPOSED, OPEN -> TaskState.PROPOSED;
                    case DONE -> TaskState.DONE;
                    case DROPPED -> TaskState.DROPPED;
                };
        return new NewTask(
                owner.id(),
                candidate.title(),
                fingerprint,
                state,
                assignee,
                candidate.due(),
                candidate.followUp(),
                candidate.priority(),
                candidate.tags(),
                candidate.status() == CandidateStatus.PROPOSED || candidate.confidence() < 1
                        ? candidate.confidence()
                        : 1);
    }

    private static @Nullable PersonId assignee(
            Handle handle, Candidate candidate, Person owner, Instant now) {
        return switch (candidate.assignee()) {
            case AssigneeRef.Me _ -> owner.id();
            case AssigneeRef.Nobody _ -> null;
            case AssigneeRef.Named(String name, var address) ->
                    new People(handle).remember(name, address, owner, now).id();
        };
    }

    /**
     * The task this candidate repeats: looser among those of the same thing, strict among all
     * others.
     */
    private static Optional<TaskId> known(
            TaskStore tasks,
            List<Known> group,
            Person owner,
            @Nullable PersonId assignee,
            String fingerprint,
            Set<TaskId> taken) {
        var best = new Best(assignee, fingerprint, taken);
        for (Known task : group) {
            best.offer(task, Likeness.SAME_SOURCE);
        }
        for (Known task : tasks.similar(owner.id(), fingerprint, SIMILAR)) {
            best.offer(task, Likeness.ANY_SOURCE);
        }
        return Optional.ofNullable(best.task);
    }

    /** The most alike task so far; two different assignees never share a task. */
    private static final class Best {
        private final @Nullable PersonId assignee;
        private final String fingerprint;
        private final Set<TaskId> taken;
        private double score;
        @Nullable TaskId task;

        Best(@Nullable PersonId assignee, String fingerprint, Set<TaskId> taken) {
            this.assignee = assignee;
            this.fingerprint = fingerprint;
            this.taken = taken;
        }

        void offer(Known offered, double threshold) {
            boolean others =
                    assignee != null
                            && offered.assigneeId() != null
                            && !assignee.equals(offered.assigneeId());
            if (others || taken.contains(offered.id())) {
                return;
            }
            double likeness = Likeness.of(fingerprint, offered.fingerprint());
            if (likeness >= threshold && likeness > score) {
                score = likeness;
                task = offered.id();
            }
        }
    }

    private void ask(
            Handle handle,
            Origin origin,
            long source,
            int first,
            Person owner,
            List<Task> proposed) {
        var mailbox = owner.mailbox();
        if (proposed.isEmpty() || mailbox.isEmpty() || owner.digest() || inDigest) {
            return;
        }
        int today =
                handle.attach(OutboxStore.class)
                        .proposals(
                                mailbox.get().address(),
                                clock.instant().minus(Duration.ofDays(1)),
                                MAILS_PER_DAY + 1);
        if (today >= MAILS_PER_DAY) {
            if (today == MAILS_PER_DAY) {
                sayThatItIsEnough(handle, source, owner, mailbox.get());
            }
            return;
        }
        var lines = new ArrayList<TaskLine>();
        for (Task task : proposed) {
            lines.add(TaskLines.of(handle, lines.size() + 1, task, owner));
        }
        var letter =
                new Letter.Proposal(owner, origin.title(), origin.dated(), origin.from(), lines);
        Added added =
                outbox.add(
                        handle,
                        Draft.of(
                                "proposal:" + source + (first == 0 ? "" : ":" + first),
                                MailPurpose.PROPOSAL,
                                letter,
                                mailbox.get(),
                                owner.id(),
                                proposed,
                                references(origin)));
        if (added instanceof Added.NotApproved(var address)) {
            throw new IllegalStateException("the owner's own address is not approved: " + address);
        }
    }

    /** Sent as a proposal, too, so that it is counted and comes once. */
    private void sayThatItIsEnough(Handle handle, long source, Person owner, NamedAddress mailbox) {
        var letter =
                new Letter.Notice(
                        owner,
                        "More proposals than can be mailed today",
                        List.of(
                                "There were "
                                        + MAILS_PER_DAY
                                        + " mails with proposals in a day. Further ones are kept as"
                                        + " proposals without a mail of their own until there are"
                                        + " fewer.",
                                "Answer \"list\" for all of them, or see the page."));
        outbox.add(
                handle,
                Draft.of(
                        "proposals-enough:" + source,
                        MailPurpose.PROPOSAL,
                        letter,
                        mailbox,
                        owner.id(),
                        List.of(),
                        List.of()));
    }

    private void sayWhatIsLeft(Handle handle, Origin origin, long source, Person owner, int left) {
        var mailbox = owner.mailbox();
        if (left <= 0 || mailbox.isEmpty()) {
            return;
        }
        var letter =
                new Letter.Notice(
                        owner,
                        left + " items of \u201c" + origin.title() + "\u201d were not taken",
                        List.of(
                                "It has "
                                        + (MOST + left)
                                        + " items, more than the "
                                        + MOST
                                        + " that are taken from one note or mail. The first "
                                        + MOST
                                        + " are tracked; the message itself is kept.",
                                "To track the others, too, send them as a note of their own."));
        outbox.add(
                handle,
                Draft.of(
                        "left-over:" + source,
                        MailPurpose.NOTICE,
                        letter,
                        mailbox.get(),
                        owner.id(),
                        List.of(),
                        references(origin)));
    }

    private static List<MessageId> references(Origin origin) {
        return origin.rfcMessageId() == null
                ? List.of()
                : List.of(new MessageId(origin.rfcMessageId()));
    }
}

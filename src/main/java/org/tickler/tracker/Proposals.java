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
import org.tickler.config.Policies;
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

/**
 * Turns candidates into proposed tasks, each joined to the task it repeats, and asks the owner
 * about the new ones in one mail. What was rejected or finished stays so when it comes again.
 */
public final class Proposals {
    /** As many are proposed in one mail; more make more mails. */
    static final int PER_MAIL = 50;

    /** The cause of the mail after which a day has no more of them. */
    private static final String ENOUGH = "proposals-enough:";

    private final InstantSource clock;
    private final Tracker tracker;
    private final Outbox outbox;
    private final boolean inDigest;
    private final Policies.Limits limits;

    /**
     * @param inDigest whether the owner is asked in the morning instead of at once
     * @param limits more tasks of one source are not taken, and a notice to the owner says so; more
     *     in a day, or more mails, come in one list the next morning
     */
    public Proposals(
            InstantSource clock,
            Tracker tracker,
            Outbox outbox,
            boolean inDigest,
            Policies.Limits limits) {
        this.clock = clock;
        this.tracker = tracker;
        this.outbox = outbox;
        this.inDigest = inDigest;
        this.limits = limits;
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

        /** What becomes of a source without candidates. */
        public static final Taken NOTHING = new Taken(List.of(), List.of(), List.of());
    }

    /** Takes the candidates of one source within the caller's transaction. */
    public Taken take(
            Handle handle, Origin origin, List<Candidate> candidates, Person owner, Cause cause) {
        if (candidates.isEmpty()) {
            return Taken.NOTHING;
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
                        origin.senderDoubt(),
                        origin.dated(),
                        now);
        var proposed = new ArrayList<Task>();
        var joined = new ArrayList<TaskId>();
        var recorded = new ArrayList<Task>();
        var repeats = new Repeats(tasks, owner.id(), origin.groupKey());
        Set<TaskId> taken = new HashSet<>();
        Map<Item, TaskId> here = new HashMap<>();
        int most = limits.tasksPerMail();
        for (Candidate candidate : candidates.subList(0, Math.min(candidates.size(), most))) {
            PersonId assignee = assignee(handle, candidate, owner, now);
            String fingerprint = Likeness.fingerprint(candidate.title());
            var item = Item.of(fingerprint, assignee, candidate);
            TaskId before = here.get(item);
            if (before != null) {
                tasks.link(before, source, candidate.evidence(), candidate.line(), now);
                continue;
            }
            Optional<TaskId> known = repeats.of(assignee, fingerprint, taken);
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
            ask(handle, origin, source, from, owner, proposed);
        }
        sayWhatIsLeft(handle, origin, source, owner, candidates.size() - most);
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
     * Asks about the tasks of one mail.
     *
     * @param from the first of them in {@code all} that the source proposes
     */
    private void ask(
            Handle handle, Origin origin, long source, int from, Person owner, List<Task> all) {
        var mailbox = owner.mailbox();
        if (mailbox.isEmpty() || owner.digest() || inDigest) {
            return;
        }
        int most = Math.min(PER_MAIL, all.size() - from);
        int room = room(handle, mailbox.get());
        int asked = Math.clamp(room, 0, most);
        if (asked > 0) {
            List<Task> proposed = all.subList(from, from + asked);
            ask(handle, origin, source, from, all.size(), owner, mailbox.get(), proposed);
        }
        if (room >= 0 && asked < most) {
            sayThatItIsEnough(handle, source, owner, mailbox.get());
        }
    }

    /** How many tasks the owner may still be asked about; negative once it was said that none. */
    private int room(Handle handle, NamedAddress mailbox) {
        OutboxStore store = handle.attach(OutboxStore.class);
        Instant since = clock.instant().minus(Duration.ofDays(1));
        OutboxStore.Proposed today =
                store.proposals(mailbox.address(), since, ENOUGH, limits.proposalsPerDay() + 1);
        if (today.ended()) {
            return -1;
        }
        return today.mails() >= limits.proposalsPerDay()
                ? 0
                : Math.max(0, limits.tasksPerDay() - store.tasksProposed(mailbox.address(), since));
    }

    private void ask(
            Handle handle,
            Origin origin,
            long source,
            int from,
            int all,
            Person owner,
            NamedAddress mailbox,
            List<Task> proposed) {
        var lines = new ArrayList<TaskLine>();
        for (Task task : proposed) {
            lines.add(TaskLines.of(handle, lines.size() + 1, task, owner));
        }
        var letter =
                new Letter.Proposal(
                        owner,
                        origin.title(),
                        origin.dated(),
                        origin.from(),
                        origin.senderDoubt(),
                        lines,
                        from,
                        all);
        Added added =
                outbox.add(
                        handle,
                        Draft.of(
                                "proposal:" + source + (from == 0 ? "" : ":" + from),
                                MailPurpose.PROPOSAL,
                                letter,
                                mailbox,
                                owner.id(),
                                proposed,
                                references(origin)));
        if (added instanceof Added.NotApproved(var address)) {
            throw new IllegalStateException("the owner's own address is not approved: " + address);
        }
    }

    /** Sent as a proposal, too, so that it is found among them and comes once. */
    private void sayThatItIsEnough(Handle handle, long source, Person owner, NamedAddress mailbox) {
        var letter =
                new Letter.Notice(
                        owner,
                        "More proposals than can be mailed today",
                        List.of(
                                "In one day there were as many proposals as "
                                        + limits.proposalsPerDay()
                                        + " mails and "
                                        + limits.tasksPerDay()
                                        + " tasks allow. Further ones are kept as proposals without"
                                        + " a mail of their own until this time tomorrow.",
                                "They come in one list each working morning, a hundred at most. To"
                                        + " see them before, answer \"list\", or look at the"
                                        + " page."));
        outbox.add(
                handle,
                Draft.of(
                        ENOUGH + source,
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
                                        + (limits.tasksPerMail() + left)
                                        + " items, more than the "
                                        + limits.tasksPerMail()
                                        + " that are taken from one note or mail. The first "
                                        + limits.tasksPerMail()
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

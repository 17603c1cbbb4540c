package org.tickler.letter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Invitation;
import org.tickler.calendar.Method;
import org.tickler.calendar.PartStat;
import org.tickler.letter.Letter.Digest;
import org.tickler.letter.Letter.EventMail;
import org.tickler.letter.Letter.EventMail.News;
import org.tickler.letter.Letter.Notice;
import org.tickler.letter.Letter.Nudge;
import org.tickler.letter.Letter.Proposal;
import org.tickler.letter.Letter.Question;
import org.tickler.letter.Letter.Reason;
import org.tickler.letter.Letter.Receipt;
import org.tickler.letter.Letter.Reminder;
import org.tickler.letter.Letter.Section;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;
import org.tickler.people.Person;
import org.tickler.people.PersonId;
import org.tickler.people.WorkHours;
import org.tickler.task.Due;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskId;
import org.tickler.task.TaskSource;
import org.tickler.task.TaskState;

/** One letter of every sort, about invented people. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-01-12T07:00:00Z");
    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Frame FRAME =
            new Frame(
                    "k3j5h2q7wz",
                    new EmailAddress("tasks+r7.k1.abcdefghijklmnopqrstuvwxyz@lee.example"),
                    "https://tasks.lee.example");
    public static final Person LEE = person(1, "Lee Moran", Person.Role.OWNER, BERLIN, null);
    public static final Person ANA =
            person(2, "Ana Ruiz", Person.Role.MEMBER, ZoneId.of("America/Los_Angeles"), Locale.US);

    private Samples() {}

    public static Person person(
            long id, String name, Person.Role role, ZoneId zone, @Nullable Locale locale) {
        var address = new EmailAddress(name.substring(0, name.indexOf(' ')) + "@lee.example");
        return new Person(
                new PersonId(id),
                name,
                role,
                zone,
                "en",
                locale,
                LocalTime.of(8, 0),
                WorkHours.USUAL,
                false,
                null,
                List.of(address),
                Set.of(address),
                List.of());
    }

    public static Task task(long id, String title, TaskState state, @Nullable Due due, Person who) {
        return new Task(
                new TaskId(id),
                LEE.id(),
                title,
                state,
                who.id(),
                due,
                false,
                Priority.NORMAL,
                List.of("task"),
                null,
                null,
                0,
                null,
                null,
                0.9,
                NOW.minus(Duration.ofDays(20)),
                NOW,
                state.isFinished() ? NOW : null,
                3);
    }

    static TaskSource note(int line, String evidence) {
        return new TaskSource(
                4,
                "note",
                9L,
                "<note-1@notes.example>",
                "Pilot kick-off with Ana Ruiz",
                "kickoff",
                "",
                "notes@lee.example",
                "",
                LocalDate.of(2025, 12, 11),
                evidence,
                line,
                NOW);
    }

    static TaskSource mail(String from, String subject, String evidence) {
        return new TaskSource(
                5,
                "mail",
                10L,
                "<mail-1@client.example>",
                subject,
                "",
                "",
                from,
                "",
                LocalDate.of(2026, 1, 5),
                evidence,
                0,
                NOW);
    }

    static final Task QUESTIONS =
            task(
                    12,
                    "Send Ana Ruiz the list of questions about the pilot",
                    TaskState.OPEN,
                    Due.day(LocalDate.of(2026, 1, 12)).withWords("by the 12th"),
                    LEE);

    public static TaskLine questions(int number) {
        return new TaskLine(
                number,
                QUESTIONS,
                BERLIN,
                "Lee Moran",
                List.of(
                        note(
                                14,
                                "Send Ana Ruiz the list of questions about the pilot by the 12th."
                                        + " @Myself #task #proposed")));
    }

    static TaskLine contract(int number) {
        return new TaskLine(
                number,
                task(
                        15,
                        "Send the signed contract back",
                        TaskState.WAITING,
                        Due.moment(LocalDate.of(2026, 1, 9), LocalTime.of(17, 0)),
                        ANA),
                BERLIN,
                "Ana Ruiz",
                List.of(
                        mail(
                                "ana@lee.example",
                                "Contract",
                                "I'll send you the signed contract by Friday at 5.")));
    }

    private static TaskLine meeting(int day, int hour) {
        TaskLine visit = visit(1);
        Due due = Due.moment(LocalDate.of(2026, 1, day), LocalTime.of(hour, 0));
        Task fixed = changed(visit.task(), TaskState.WAITING, due, null);
        return new TaskLine(1, fixed, BERLIN, "Ana Ruiz", visit.sources());
    }

    static TaskLine visit(int number) {
        Task plain =
                task(
                        13,
                        "Ana Ruiz to visit San Francisco early in the New Year to meet the team",
                        TaskState.PROPOSED,
                        Due.window(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 15))
                                .withWords("early in the New Year"),
                        ANA);
        Task followUp =
                new Task(
                        plain.id(),
                        plain.ownerId(),
                        plain.title(),
                        plain.state(),
                        plain.assigneeId(),
                        plain.due(),
                        true,
                        Priority.HIGH,
                        plain.tags(),
                        null,
                        null,
                        4,
                        null,
                        null,
                        0.9,
                        plain.createdAt(),
                        NOW,
                        null,
                        1);
        return new TaskLine(
                number,
                followUp,
                BERLIN,
                "Ana Ruiz",
                List.of(
                        note(
                                16,
                                "Ana Ruiz to visit San Francisco early in the New Year to meet the"
                                        + " team. @Ana Ruiz #task #proposed")));
    }

    static TaskLine licence(int number) {
        return new TaskLine(
                number,
                unassigned(
                        task(
                                14,
                                "Open a ticket for the <licence> & tell \"support\" about 100 %"
                                        + " of it: https://tracker.example/123?a=1&b=2",
                                TaskState.PROPOSED,
                                null,
                                LEE)),
                BERLIN,
                "",
                List.of(note(18, "Open a ticket for the <licence> & tell \"support\". @TBD")));
    }

    private static Task unassigned(Task task) {
        return new Task(
                task.id(),
                task.ownerId(),
                task.title(),
                task.state(),
                null,
                task.due(),
                task.followUp(),
                task.priority(),
                task.tags(),
                null,
                null,
                0,
                null,
                null,
                1,
                task.createdAt(),
                task.changedAt(),
                null,
                1);
    }

    static Task changed(Task task, TaskState state, @Nullable Due due, @Nullable Instant snoozed) {
        return new Task(
                task.id(),
                task.ownerId(),
                task.title(),
                state,
                task.assigneeId(),
                due,
                task.followUp(),
                task.priority(),
                task.tags(),
                null,
                snoozed,
                0,
                null,
                null,
                1,
                task.createdAt(),
                NOW,
                state.isFinished() ? NOW : null,
                task.version() + 1);
    }

    public static Invitation invitation(Method method, EventTime time, boolean tentative) {
        return new Invitation(
                method,
                "5f0c6f0e-7d0f-4a34-9a0e-3b1f0f6f7c11@lee.example",
                method == Method.CANCEL ? 1 : 0,
                NOW,
                time,
                "Ana Ruiz to visit San Francisco",
                "From the note “Pilot kick-off with Ana Ruiz”, line 16.",
                tentative ? "" : "Mission Street 12, San Francisco",
                new NamedAddress("Tickler for Lee", new EmailAddress("tasks@lee.example")),
                new NamedAddress("Ana Ruiz", new EmailAddress("ana@lee.example")),
                PartStat.NEEDS_ACTION,
                tentative,
                method == Method.CANCEL ? "Lee marked it done." : null,
                NOW);
    }

    static Map<String, Letter> all() {
        var letters = new LinkedHashMap<String, Letter>();
        letters.put(
                "proposal",
                new Proposal(
                        LEE,
                        "Pilot kick-off with Ana Ruiz",
                        LocalDate.of(2025, 12, 11),
                        "notes@lee.example",
                        "",
                        List.of(questions(1), visit(2), licence(3))));
        letters.put(
                "proposal-of-one",
                new Proposal(LEE, "", null, "Ana Ruiz", "", List.of(contract(1))));
        letters.put(
                "proposal-second-mail",
                new Proposal(
                        LEE,
                        "Pilot kick-off with Ana Ruiz",
                        LocalDate.of(2025, 12, 11),
                        "notes@lee.example",
                        "",
                        List.of(questions(1), licence(2)),
                        50,
                        52));
        letters.put(
                "proposal-in-doubt",
                new Proposal(
                        LEE,
                        "Contract",
                        LocalDate.of(2026, 1, 5),
                        "Ana Ruiz",
                        "no results from a trusted server",
                        List.of(contract(1))));
        letters.put("reminder", new Reminder(LEE, questions(1), Reason.DUE, false));
        letters.put("reminder-chase", new Reminder(LEE, contract(1), Reason.CHASE, false));
        letters.put("reminder-split", new Reminder(LEE, visit(1), Reason.DUE, true));
        letters.put("reminder-other-zone", new Reminder(ANA, contract(1), Reason.OVERDUE, false));
        letters.put("reminder-event", new Reminder(LEE, meeting(12, 16), Reason.DUE, false));
        letters.put("reminder-event-past", new Reminder(LEE, meeting(9, 10), Reason.CHASE, false));
        letters.put(
                "digest",
                new Digest(
                        LEE,
                        List.of(
                                new Section("Overdue", List.of(contract(1))),
                                new Section("Today", List.of(questions(2))),
                                new Section("Later", List.of()))));
        letters.put("digest-empty", new Digest(LEE, List.of()));
        putAnswers(letters);
        putEvents(letters);
        return letters;
    }

    private static void putAnswers(Map<String, Letter> letters) {
        var done =
                new ReceiptLine.Changed(
                        QUESTIONS,
                        changed(QUESTIONS, TaskState.DONE, QUESTIONS.due(), null),
                        "Lee",
                        "Lee");
        letters.put(
                "receipt",
                new Receipt(
                        LEE,
                        "[T-12] Send Ana Ruiz the list of questions about the pilot",
                        List.of(done),
                        "Sent it to her this morning, she answers by Thursday.",
                        List.of(),
                        true));
        Task visit = visit(2).task();
        letters.put(
                "receipt-many",
                new Receipt(
                        LEE,
                        "",
                        List.of(
                                done,
                                new ReceiptLine.Changed(
                                        visit,
                                        changed(
                                                visit,
                                                TaskState.WAITING,
                                                Due.moment(
                                                        LocalDate.of(2026, 1, 16),
                                                        LocalTime.of(10, 0)),
                                                NOW.plus(Duration.ofDays(3))),
                                        "Ana Ruiz",
                                        "Ana Ruiz",
                                        BERLIN),
                                new ReceiptLine.Unchanged(
                                        new TaskId(14),
                                        "Open a ticket",
                                        "It was already dropped on Friday 9 January 2026."),
                                new ReceiptLine.Happened(
                                        new TaskId(15),
                                        "Send the signed contract back",
                                        "A reminder to Ana is on its way, with you in Cc.")),
                        null,
                        List.of("“perhaps 5” was not understood and is kept as a note."),
                        true));
        letters.put(
                "receipt-nothing", new Receipt(LEE, "", List.of(), "thanks!", List.of(), false));
        letters.put(
                "question",
                new Question(
                        LEE,
                        questions(1),
                        "“12/01” can be two days. Which one do you mean?",
                        List.of("12 january", "1 december")));
        letters.put(
                "question-of-many",
                new Question(
                        LEE,
                        "[Tickler] 2 proposals from \"Contract\"",
                        List.of(questions(1), contract(2)),
                        "Which of the tasks do you mean by \"yes\"? Write the number first, as in"
                                + " \"1 yes\", or \"all yes\". Nothing was changed.",
                        List.of(),
                        List.of()));
        letters.put(
                "question-free", new Question(LEE, null, "Whom do you mean by “Alex”?", List.of()));
        letters.put("nudge", new Nudge(ANA, LEE, contract(1), ""));
        letters.put(
                "nudge-own-words",
                new Nudge(ANA, LEE, questions(1), "The lawyers wait for it.\nThank you so much!"));
        letters.put(
                "notice",
                new Notice(
                        LEE,
                        "A mail could not be delivered",
                        List.of(
                                "The mail “[T-15] Send the signed contract back” to"
                                        + " ana@lee.example was refused for good.",
                                "The server said: 550 5.1.1 no such user")));
    }

    private static void putEvents(Map<String, Letter> letters) {
        var reader = new NamedAddress("Ana Ruiz", new EmailAddress("ana@lee.example"));
        var zone = ZoneId.of("America/Los_Angeles");
        var timed =
                new EventTime.Timed(
                        Instant.parse("2026-01-16T18:00:00Z"),
                        Instant.parse("2026-01-16T19:30:00Z"));
        var days = new EventTime.AllDay(LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 16));
        Task task = visit(1).task();
        letters.put(
                "event",
                new EventMail(
                        reader,
                        zone,
                        task,
                        invitation(Method.REQUEST, timed, false),
                        News.INVITED));
        letters.put(
                "event-hold",
                new EventMail(
                        reader,
                        BERLIN,
                        task,
                        invitation(Method.REQUEST, days, true),
                        News.INVITED));
        Instant free = NOW.plus(Duration.ofDays(2));
        var offers =
                List.of(
                        new Letter.Offer(new EventTime.Timed(free, free), "due 18 jan 2026 09:00"),
                        new Letter.Offer(days, "due 2026-01-19"),
                        new Letter.Offer(null, "due 20 jan 2026 09:00"));
        letters.put(
                "event-hold-free",
                new EventMail(
                        reader,
                        BERLIN,
                        task,
                        invitation(Method.REQUEST, days, true),
                        News.INVITED,
                        true,
                        offers));
        letters.put(
                "event-owner",
                new EventMail(
                        reader,
                        BERLIN,
                        task,
                        invitation(Method.REQUEST, timed, false),
                        News.INVITED,
                        true,
                        List.of()));
        letters.put(
                "event-cancel-owner",
                new EventMail(
                        reader,
                        BERLIN,
                        task,
                        invitation(Method.CANCEL, timed, false),
                        News.CHANGED,
                        true,
                        List.of()));
        letters.put(
                "question-offers",
                new Question(LEE, null, "When shall it be?", List.of("yes", "no"), offers));
        letters.put(
                "event-update",
                new EventMail(
                        reader,
                        zone,
                        task,
                        invitation(Method.REQUEST, timed, false),
                        News.CHANGED));
        letters.put(
                "event-kept",
                new EventMail(
                        reader, zone, task, invitation(Method.REQUEST, timed, false), News.KEPT));
        letters.put(
                "event-cancel",
                new EventMail(
                        reader, zone, task, invitation(Method.CANCEL, timed, false), News.CHANGED));
    }
}

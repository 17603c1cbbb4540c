package org.tickler.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tickler.letter.Letter.Digest;
import org.tickler.letter.Letter.Nudge;
import org.tickler.letter.Letter.Proposal;
import org.tickler.letter.Letter.Reason;
import org.tickler.letter.Letter.Reminder;
import org.tickler.letter.Letter.Section;
import org.tickler.letter.Page.Answer;
import org.tickler.letter.Page.Answers;
import org.tickler.letter.Page.Block;
import org.tickler.letter.Page.Card;
import org.tickler.letter.Page.Fact;
import org.tickler.letter.Page.Paragraph;
import org.tickler.letter.Page.Quote;
import org.tickler.letter.Page.Title;
import org.tickler.letter.Page.Tone;
import org.tickler.people.Person;
import org.tickler.task.Due;
import org.tickler.task.Task;
import org.tickler.task.TaskSource;
import org.tickler.task.TaskState;

/** The mails that show tasks and ask for an answer. */
final class TaskPages {
    private final Voice voice;

    TaskPages(Voice voice) {
        this.voice = voice;
    }

    Page proposal(Proposal letter) {
        int count = letter.lines().size();
        String source = Voice.oneLine(letter.sourceTitle());
        String named =
                !source.isEmpty()
                        ? source
                        : letter.sourceFrom().isBlank()
                                ? voice.say("proposal.source.mail")
                                : Voice.oneLine(letter.sourceFrom());
        String quoted = shorten(named.replace('"', '\''));
        String subject =
                voice.ownSubject(
                        count == letter.all()
                                ? voice.count("proposal.subject", count, quoted, count)
                                : voice.count(
                                        "proposal.subject.part",
                                        count,
                                        quoted,
                                        letter.before() + 1,
                                        letter.before() + count,
                                        letter.all()));
        var cards = new TaskCards(voice, letter);
        var blocks = new ArrayList<Block>();
        blocks.add(new Paragraph(origin(letter, source)));
        if (!letter.senderDoubt().isEmpty()) {
            blocks.add(
                    new Paragraph(
                            voice.say("proposal.doubt", Voice.oneLine(letter.senderDoubt()))));
        }
        letter.lines().forEach(line -> blocks.add(cards.numbered(line)));
        blocks.add(proposalAnswers(subject, letter));
        blocks.add(new Paragraph(voice.say("proposal.nothing.yet")));
        return voice.page(
                subject,
                Tone.ASKING,
                voice.say("proposal.kicker"),
                voice.count("proposal.headline", count, count),
                blocks);
    }

    private static String shorten(String title) {
        return title.codePointCount(0, title.length()) <= 90
                ? title
                : title.substring(0, title.offsetByCodePoints(0, 89)).strip() + "…";
    }

    private String origin(Proposal letter, String source) {
        String day = letter.sourceDate() == null ? "" : voice.moments().day(letter.sourceDate());
        String where =
                voice.say(
                        "proposal.where."
                                + (source.isEmpty() ? "untitled" : "title")
                                + (day.isEmpty() ? "" : ".dated"),
                        source,
                        day);
        return letter.sourceFrom().isBlank()
                ? where
                : where + " " + voice.say("proposal.where.by", Voice.oneLine(letter.sourceFrom()));
    }

    private Answers proposalAnswers(String subject, Proposal letter) {
        List<TaskLine> lines = letter.lines();
        Other other = other(letter.reader(), lines);
        if (lines.size() == 1) {
            return voice.answers(
                    voice.say("answer.lead"),
                    subject,
                    List.of(voice.button("button.yes", "yes"), voice.button("button.no", "no")),
                    List.of(
                            voice.answer("yes", "answer.yes"),
                            voice.answer("no", "answer.no"),
                            voice.answer("friday", "answer.friday.proposal"),
                            voice.answer("@" + other.typed(), "answer.give.proposal", other.name()),
                            voice.answer("help", "answer.help")));
        }
        var answers = new ArrayList<Answer>();
        answers.add(voice.answer("all yes", "answer.all.yes"));
        answers.add(
                lines.size() == 2
                        ? voice.answer("2 no", "answer.no.second")
                        : voice.answer("1 2 yes, rest no", "answer.some"));
        answers.add(voice.answer("1 @" + other.typed(), "answer.give.numbered", other.name()));
        answers.add(voice.answer("1 friday", "answer.date.numbered"));
        answers.add(voice.answer("help", "answer.help"));
        return voice.answers(
                voice.say("answer.lead.proposal"),
                subject,
                List.of(
                        voice.button("button.all.yes", "all yes"),
                        voice.button("button.all.no", "all no")),
                answers);
    }

    /** Somebody the examples can hand a task to. */
    private record Other(String typed, String name) {}

    /** One who stands in this very mail, for a name that nobody has would teach a wrong answer. */
    private Other other(Person reader, List<TaskLine> lines) {
        return lines.stream()
                .filter(line -> line.task().assigneeId() != null)
                .filter(line -> !reader.id().equals(line.task().assigneeId()))
                .map(line -> firstWord(line.assigneeName()))
                .filter(name -> name.codePoints().allMatch(Character::isLetter))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .map(name -> new Other(name.toLowerCase(Locale.ROOT), name))
                .orElseGet(this::anybody);
    }

    private Other anybody() {
        return new Other("name", voice.say("answer.somebody"));
    }

    Page reminder(Reminder letter) {
        TaskLine line = letter.line();
        Task task = line.task();
        String subject = voice.taskSubject(task.id(), task.title());
        var blocks = new ArrayList<Block>();
        blocks.add(new TaskCards(voice, letter.reader()).single(line));
        if (letter.askToSplit()) {
            blocks.add(new Paragraph(voice.say("reminder.split", task.snoozeCount())));
        }
        blocks.add(reminderAnswers(subject, line));
        return voice.page(
                subject,
                tone(letter.reason()),
                kicker(letter),
                Voice.oneLine(task.title()),
                blocks,
                task.id().toString());
    }

    private String kicker(Reminder letter) {
        String key = "reminder.kicker." + letter.reason().word();
        Task task = letter.line().task();
        Due due = task.due();
        if (due == null) {
            return voice.say(key, letter.line().assigneeName());
        }
        boolean event = task.followUp() && due.isMoment();
        boolean late = letter.reason() == Reason.OVERDUE || letter.reason() == Reason.CHASE;
        if (event && late && voice.moments().isPast(due, letter.line().zone())) {
            return voice.say("reminder.kicker.event.past");
        }
        if (letter.reason() == Reason.DUE) {
            if (due.isWindow()) {
                return voice.say(key + ".window");
            }
            String today = task.followUp() ? "reminder.kicker.event" : key;
            return voice.moments()
                    .clockToday(due, letter.line().zone())
                    .map(clock -> voice.say(today + ".time", clock))
                    .orElseGet(() -> voice.say(today));
        }
        return voice.say(key, letter.line().assigneeName());
    }

    private static Tone tone(Reason reason) {
        return switch (reason) {
            case AHEAD, SNOOZE, CHASE -> Tone.CALM;
            case DUE -> Tone.SOON;
            case OVERDUE -> Tone.LATE;
        };
    }

    private Answers reminderAnswers(String subject, TaskLine line) {
        boolean waiting = line.task().state() == TaskState.WAITING;
        String debtor = firstWord(line.assigneeName());
        String day = voice.moments().exampleDay();
        var answers = new ArrayList<Answer>();
        answers.add(voice.answer("done", "answer.done"));
        answers.add(voice.answer("friday", "answer.friday", day));
        answers.add(voice.answer("due " + day, "answer.due", day));
        if (waiting) {
            answers.add(voice.answer("nudge", "answer.nudge", debtor));
        } else {
            Other other = anybody();
            answers.add(voice.answer("@" + other.typed(), "answer.give", other.name()));
            answers.add(voice.answer("waiting " + other.typed(), "answer.waiting", other.name()));
        }
        if (line.task().followUp()) {
            Due due = line.task().due();
            answers.add(
                    voice.answer(
                            "invite " + day + " 10am",
                            due != null && due.isMoment()
                                    ? "answer.invite.move"
                                    : "answer.invite"));
        }
        answers.add(voice.answer("drop", "answer.drop"));
        answers.add(voice.answer("stop", "answer.stop"));
        answers.add(voice.answer("undo", "answer.undo"));
        answers.add(voice.answer("help", "answer.help"));
        var buttons = new ArrayList<Answer>();
        buttons.add(voice.button("button.done", "done"));
        if (waiting) {
            buttons.add(new Answer("nudge", voice.say("button.nudge", debtor)));
        } else {
            buttons.add(voice.button("button.tomorrow", "tomorrow"));
        }
        buttons.add(voice.button("button.week", "next week"));
        buttons.add(voice.button("button.drop", "drop"));
        return voice.answers(voice.say("answer.lead"), subject, buttons, answers);
    }

    private static String firstWord(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }

    Page digest(Digest letter) {
        int count = letter.sections().stream().mapToInt(section -> section.lines().size()).sum();
        String today = voice.moments().today();
        String subject =
                voice.ownSubject(
                        count == 0
                                ? voice.say("digest.subject.none", today)
                                : voice.count("digest.subject", count, today, count));
        var cards = new TaskCards(voice, letter.reader());
        var blocks = new ArrayList<Block>();
        for (Section section : letter.sections()) {
            if (!section.lines().isEmpty()) {
                blocks.add(new Title(section.title()));
                section.lines().forEach(line -> blocks.add(cards.numbered(line)));
            }
        }
        blocks.add(
                count == 0
                        ? new Paragraph(voice.say("digest.none"))
                        : digestAnswers(subject, letter));
        return voice.page(
                subject,
                Tone.CALM,
                voice.say("digest.kicker", today),
                count == 0
                        ? voice.say("digest.headline.none")
                        : voice.count("digest.headline", count, count),
                blocks);
    }

    private Answers digestAnswers(String subject, Digest letter) {
        List<TaskLine> lines =
                letter.sections().stream().flatMap(section -> section.lines().stream()).toList();
        Other other = other(letter.reader(), lines);
        var answers = new ArrayList<Answer>();
        answers.add(voice.answer("1 done", "answer.numbered.done"));
        answers.add(voice.answer("1 friday", "answer.numbered.friday"));
        answers.add(voice.answer("1 due " + voice.moments().exampleDay(), "answer.numbered.due"));
        answers.add(voice.answer("1 @" + other.typed(), "answer.numbered.give", other.name()));
        answers.add(voice.answer("1 drop", "answer.numbered.drop"));
        lines.stream()
                .filter(line -> line.task().state() == TaskState.PROPOSED)
                .findFirst()
                .ifPresent(line ->
                        answers.add(
                                voice.answer(
                                        line.number() + " yes",
                                        "answer.numbered.yes",
                                        line.number())));
        if (lines.size() > 1) {
            answers.add(voice.answer("1 done, 2 friday", "answer.numbered.mixed"));
        }
        answers.add(voice.answer("help", "answer.help"));
        return voice.answers(voice.say("answer.lead.proposal"), subject, List.of(), answers);
    }

    /** Shows the reader only what is theirs: never the owner's notes. */
    Page nudge(Nudge letter) {
        Task task = letter.line().task();
        String owner = letter.owner().name();
        String subject = voice.taskSubject(task.id(), task.title());
        var cards = new TaskCards(voice, letter.reader());
        var blocks = new ArrayList<Block>();
        String hello = letter.words().isBlank() ? "nudge.words" : "nudge.words.own";
        blocks.add(new Paragraph(voice.say(hello, letter.reader().firstName(), owner)));
        if (!letter.words().isBlank()) {
            blocks.add(new Quote(owner, letter.words().strip()));
        }
        var facts = new ArrayList<Fact>();
        if (task.due() != null) {
            facts.add(
                    cards.fact(
                            "fact.due",
                            voice.moments().dueFromToday(task.due(), letter.line().zone())));
        }
        blocks.add(new Card(0, "", Voice.oneLine(task.title()), "", facts, List.of(), ""));
        letter.line().sources().stream()
                .filter(cards::isFromReader)
                .findFirst()
                .ifPresent(source -> blocks.add(new Paragraph(readersMail(source))));
        blocks.add(
                voice.answers(
                        voice.say("nudge.answer"),
                        subject,
                        List.of(voice.button("button.done", "done")),
                        List.of(
                                voice.answer("done", "answer.nudge.done"),
                                voice.answer("friday", "answer.nudge.date"),
                                voice.answer("stop", "answer.nudge.stop"))));
        blocks.add(new Paragraph(voice.say("nudge.thanks", owner)));
        return voice.page(
                subject,
                Tone.CALM,
                voice.say("nudge.kicker", owner),
                Voice.oneLine(task.title()),
                blocks,
                List.of(voice.say("nudge.footer", owner), voice.footerZone()));
    }

    private String readersMail(TaskSource source) {
        String title = voice.say("quoted", Voice.oneLine(source.title()));
        return source.dated() == null
                ? voice.say("nudge.mail", title)
                : voice.say("nudge.mail.dated", title, voice.moments().day(source.dated()));
    }
}

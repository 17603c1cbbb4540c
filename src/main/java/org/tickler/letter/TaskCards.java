package org.tickler.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Letter.Proposal;
import org.tickler.letter.Page.Card;
import org.tickler.letter.Page.Evidence;
import org.tickler.letter.Page.Fact;
import org.tickler.mail.EmailAddress;
import org.tickler.people.Person;
import org.tickler.task.Priority;
import org.tickler.task.Task;
import org.tickler.task.TaskSource;
import org.tickler.task.TaskState;

/** Shows a task to one reader: its facts, and where it came from. */
final class TaskCards {
    private static final int SHOWN_SOURCES = 3;
    private static final int LONGEST_EVIDENCE = 500;

    private final Voice voice;
    private final Person reader;
    private final @Nullable Proposal proposal;

    TaskCards(Voice voice, Person reader) {
        this(voice, reader, null);
    }

    /** For a mail that names its one source at the top. */
    TaskCards(Voice voice, Proposal proposal) {
        this(voice, proposal.reader(), proposal);
    }

    private TaskCards(Voice voice, Person reader, @Nullable Proposal proposal) {
        this.voice = voice;
        this.reader = reader;
        this.proposal = proposal;
    }

    /** With number and title, for mails of several tasks. */
    Card numbered(TaskLine line) {
        Task task = line.task();
        return card(line.number(), task.id().toString(), task.title(), line);
    }

    /** For a mail whose headline is the title. */
    Card single(TaskLine line) {
        return card(0, "", "", line);
    }

    /** Number and facts alone, for a mail about something else. */
    Card brief(TaskLine line) {
        Task task = line.task();
        return new Card(
                line.number(),
                task.id().toString(),
                Voice.oneLine(task.title()),
                "",
                facts(line),
                List.of(),
                "");
    }

    private Card card(int number, String id, String title, TaskLine line) {
        List<TaskSource> sources = line.sources();
        int hidden = sources.size() - SHOWN_SOURCES;
        return new Card(
                number,
                id,
                Voice.oneLine(title),
                "",
                facts(line),
                sources.stream().limit(SHOWN_SOURCES).map(this::evidence).toList(),
                hidden > 0 ? voice.count("from.more", hidden, hidden) : "");
    }

    private List<Fact> facts(TaskLine line) {
        Task task = line.task();
        var facts = new ArrayList<Fact>();
        if (task.due() != null) {
            facts.add(fact("fact.due", voice.moments().dueFromToday(task.due(), line.zone())));
        }
        boolean waiting =
                !task.followUp()
                        && task.state() == TaskState.WAITING
                        && task.assigneeId() != null
                        && !task.assigneeId().equals(reader.id());
        facts.add(fact(waiting ? "fact.waiting" : "fact.who", assignee(line)));
        if (task.priority() != Priority.NORMAL) {
            facts.add(fact("fact.priority", voice.say("priority." + task.priority().word())));
        }
        if (task.followUp() && task.state() == TaskState.PROPOSED) {
            facts.add(fact("fact.calendar", voice.say("followup.yes")));
        }
        if (task.repeatRule() != null) {
            facts.add(fact("fact.repeat", task.repeatRule()));
        }
        return facts;
    }

    Fact fact(String labelKey, String value) {
        return new Fact(voice.say(labelKey), null, value);
    }

    private String assignee(TaskLine line) {
        if (line.task().assigneeId() == null) {
            return voice.say("for.nobody");
        }
        return line.task().assigneeId().equals(reader.id())
                ? voice.say("for.you")
                : line.assigneeName();
    }

    private Evidence evidence(TaskSource source) {
        return new Evidence(where(source), quoted(source.evidence()));
    }

    private String quoted(String evidence) {
        String words = evidence.strip();
        if (words.isEmpty()) {
            return "";
        }
        if (words.codePointCount(0, words.length()) > LONGEST_EVIDENCE) {
            words =
                    words.substring(0, words.offsetByCodePoints(0, LONGEST_EVIDENCE)).strip()
                            + " …";
        }
        return voice.say("quoted", words);
    }

    private String where(TaskSource source) {
        if (proposal != null
                && source.title().equals(proposal.sourceTitle())
                && Objects.equals(source.dated(), proposal.sourceDate())) {
            return hasLine(source) ? voice.say("from.line.only", source.line()) : "";
        }
        if (source.kind().equals("manual")) {
            return voice.say("from.manual");
        }
        String kind = source.kind().equals("note") ? "from.note" : "from.mail";
        String title = Voice.oneLine(source.title());
        String where =
                title.isEmpty()
                        ? voice.say(kind + ".untitled")
                        : voice.say(kind, voice.say("quoted", title));
        if (kind.equals("from.mail") && source.fromAddress() != null) {
            where = voice.say("from.mail.by", where, source.fromAddress());
        }
        if (!source.senderDoubt().isEmpty()) {
            where = voice.say("from.doubt", where);
        }
        if (source.dated() != null) {
            where = voice.say("from.dated", where, voice.moments().day(source.dated()));
        }
        return hasLine(source) ? voice.say("from.line", where, source.line()) : where;
    }

    /** Lines are counted in notes; in a mail nobody counts them. */
    private static boolean hasLine(TaskSource source) {
        return source.line() > 0 && source.kind().equals("note");
    }

    /** Whether this source is a mail that the reader wrote: nothing else is theirs to see. */
    boolean isFromReader(TaskSource source) {
        return source.kind().equals("mail")
                && source.fromAddress() != null
                && reader.addresses().stream()
                        .map(EmailAddress::value)
                        .anyMatch(source.fromAddress()::equalsIgnoreCase);
    }
}

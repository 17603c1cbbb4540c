package org.tickler.letter;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Invitation;
import org.tickler.mail.NamedAddress;
import org.tickler.people.Person;
import org.tickler.task.Task;

/** One mail before it is put into words. The sentences callers hand in are shown as they are. */
public sealed interface Letter {
    /**
     * Tasks found in one source, numbered, to be confirmed or dropped by answering.
     *
     * @param sourceTitle the note's title or the mail's subject; may be empty
     * @param sourceDate its own date, if it had one
     * @param sourceFrom who sent it, for people; may be empty
     * @param senderDoubt why that may be somebody else; empty where nothing speaks for it
     * @param before how many of the source are proposed in earlier mails
     * @param all how many of it are proposed altogether
     */
    record Proposal(
            Person reader,
            String sourceTitle,
            @Nullable LocalDate sourceDate,
            String sourceFrom,
            String senderDoubt,
            List<TaskLine> lines,
            int before,
            int all)
            implements Letter {
        public Proposal {
            lines = List.copyOf(lines);
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("a proposal proposes something");
            }
        }

        /** Everything that the source proposes. */
        public Proposal(
                Person reader,
                String sourceTitle,
                @Nullable LocalDate sourceDate,
                String sourceFrom,
                String senderDoubt,
                List<TaskLine> lines) {
            this(reader, sourceTitle, sourceDate, sourceFrom, senderDoubt, lines, 0, lines.size());
        }
    }

    /**
     * One task to think of now.
     *
     * @param askToSplit it was put off often: ask whether to drop, delegate or split it
     */
    record Reminder(Person reader, TaskLine line, Reason reason, boolean askToSplit)
            implements Letter {}

    /** Why a reminder comes; the words are those of the reminder slots. */
    enum Reason {
        AHEAD,
        DUE,
        OVERDUE,
        SNOOZE,
        CHASE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException for a word that is no reason
         */
        public static Reason of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Tasks in sections, numbered through the whole mail. */
    record Digest(Person reader, List<Section> sections) implements Letter {
        public Digest {
            sections = List.copyOf(sections);
        }
    }

    /** A part of a digest under its own title. */
    record Section(String title, List<TaskLine> lines) {
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What an answer did.
     *
     * @param answering the subject of our mail that was answered, or empty; the receipt joins its
     *     conversation
     * @param note the words that were kept as a note, or null
     * @param remarks whole sentences: what was not understood, what was moved to a working day
     * @param undoable whether {@code undo} would take it back
     * @param help whether to tell what can be answered
     */
    record Receipt(
            Person reader,
            String answering,
            List<ReceiptLine> lines,
            @Nullable String note,
            List<String> remarks,
            boolean undoable,
            boolean help)
            implements Letter {
        public Receipt {
            lines = List.copyOf(lines);
            remarks = List.copyOf(remarks);
        }

        public Receipt(
                Person reader,
                String answering,
                List<ReceiptLine> lines,
                @Nullable String note,
                List<String> remarks,
                boolean undoable) {
            this(reader, answering, lines, note, remarks, undoable, false);
        }
    }

    /**
     * Something only the reader can decide.
     *
     * @param answering the subject of our mail whose answer raised it, or empty; the question joins
     *     its conversation
     * @param lines what it is about, with the numbers that an answer may use; may be empty
     * @param choices answers that will be understood, each as it would be typed; may be empty
     * @param offers times that are numbered and answered by number; may be empty
     */
    record Question(
            Person reader,
            String answering,
            List<TaskLine> lines,
            String question,
            List<String> choices,
            List<Offer> offers)
            implements Letter {
        public Question {
            lines = List.copyOf(lines);
            choices = List.copyOf(choices);
            offers = List.copyOf(offers);
        }

        public Question(
                Person reader, @Nullable TaskLine line, String question, List<String> choices) {
            this(reader, line, question, choices, List.of());
        }

        public Question(
                Person reader,
                @Nullable TaskLine line,
                String question,
                List<String> choices,
                List<Offer> offers) {
            this(reader, "", line == null ? List.of() : List.of(line), question, choices, offers);
        }
    }

    /**
     * A time that can be taken by its number in the mail.
     *
     * @param time to show; null shows the answer itself
     * @param answer what the number stands for, as it might be typed instead
     */
    record Offer(@Nullable EventTime time, String answer) {}

    /**
     * A polite reminder to somebody who owes the owner something.
     *
     * @param words what the owner wants said, or empty for the usual words
     */
    record Nudge(Person reader, Person owner, TaskLine line, String words) implements Letter {}

    /**
     * The words around a calendar message.
     *
     * @param zone the reader's, or the owner's where it is unknown
     * @param task what it is about, or null where there is none to name
     * @param news what the reader is told; a CANCEL is one by its method
     * @param toOwner whether the reader is the task's owner, whose word decides
     * @param free times at which a hold could become an appointment, for the owner only
     */
    record EventMail(
            NamedAddress reader,
            ZoneId zone,
            @Nullable Task task,
            Invitation invitation,
            News news,
            boolean toOwner,
            List<Offer> free)
            implements Letter {
        public EventMail {
            free = List.copyOf(free);
        }

        public EventMail(
                NamedAddress reader,
                ZoneId zone,
                @Nullable Task task,
                Invitation invitation,
                News news) {
            this(reader, zone, task, invitation, news, false, List.of());
        }

        /** What is new to the reader. */
        public enum News {
            /** They are invited. */
            INVITED,
            /** They were invited before, and something has changed. */
            CHANGED,
            /** They proposed another time, and it stays as it was. */
            KEPT
        }
    }

    /** Something the operation of the tracker has to say. */
    record Notice(Person reader, String subject, List<String> paragraphs) implements Letter {
        public Notice {
            paragraphs = List.copyOf(paragraphs);
        }
    }
}

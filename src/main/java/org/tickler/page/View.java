package org.tickler.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the templates show: values in words, made for one reader at one moment. They are public
 * because the compiled templates live in a package of their own.
 */
public final class View {
    private View() {}

    /**
     * What surrounds every page.
     *
     * @param section the entry of the navigation that is current, such as {@code overview}, or the
     *     empty string
     * @param demo whether the page belongs to a demonstration, and says so
     */
    public record Chrome(String section, boolean demo) {}

    /**
     * A task as one row of a list, in words for its reader.
     *
     * @param id such as {@code T-12}
     * @param due the empty string where there is none
     * @param distance how far off the due is, or the empty string
     * @param late whether the due is past
     * @param assignee null where it is the owner's own
     * @param priority null where it is the usual one
     * @param source where it came from, or the empty string
     */
    public record TaskRow(
            String id,
            String title,
            String state,
            String due,
            String distance,
            boolean late,
            @Nullable String assignee,
            @Nullable String priority,
            String source) {}

    /**
     * The first page: what there is to do, in sections.
     *
     * @param held why no mail leaves, or the empty string
     */
    public record Overview(String held, String today, List<Section> sections) {
        public Overview {
            sections = List.copyOf(sections);
        }

        /**
         * A list of tasks under a heading.
         *
         * @param key names it in links and in the style sheet
         * @param explanation what the heading means, in one sentence
         * @param total how many there are; {@code rows} may hold fewer
         */
        public record Section(
                String key, String heading, String explanation, int total, List<TaskRow> rows) {
            public Section {
                rows = List.copyOf(rows);
            }

            public int hidden() {
                return total - rows.size();
            }
        }

        public boolean isEmpty() {
            return sections.stream().allMatch(section -> section.total() == 0);
        }
    }

    /** A task with everything that is known of it, in words for its reader. */
    public record TaskView(
            TaskRow row,
            List<Fact> facts,
            List<Source> sources,
            List<Event> events,
            List<Fact> reminders,
            List<MailView.Letter> letters,
            List<Change> history) {
        public TaskView {
            facts = List.copyOf(facts);
            sources = List.copyOf(sources);
            events = List.copyOf(events);
            reminders = List.copyOf(reminders);
            letters = List.copyOf(letters);
            history = List.copyOf(history);
        }

        /**
         * A name with its value.
         *
         * @param link where the value leads, or null
         */
        public record Fact(String name, String value, @Nullable String link) {
            public Fact(String name, String value) {
                this(name, value, null);
            }
        }

        /**
         * The exact words and where they stand.
         *
         * @param doubt why the sender may be somebody else, or the empty string
         */
        public record Source(String evidence, String place, String doubt) {}

        public record Event(String when, String state, List<Attendee> attendees) {
            public Event {
                attendees = List.copyOf(attendees);
            }
        }

        /**
         * @param status what they answered, in words
         */
        public record Attendee(String name, String status, String comment) {}

        /**
         * A line of the history.
         *
         * @param fields what changed, such as "state: open → done"
         * @param why the mail, command and verdict that caused it
         */
        public record Change(
                String at,
                String what,
                String who,
                List<String> fields,
                String detail,
                List<String> why,
                boolean undone) {
            public Change {
                fields = List.copyOf(fields);
                why = List.copyOf(why);
            }
        }
    }

    /**
     * What the system is doing, in words for its operator.
     *
     * @param held why no mail leaves, or the empty string
     */
    public record MailView(
            String held,
            List<Poll> polls,
            List<Count> outboxCounts,
            List<Letter> letters,
            long doubtTotal,
            List<Letter> doubts,
            List<Count> arrivalCounts,
            List<Arrival> arrivals,
            List<Quarantined> quarantine,
            long quarantineTotal) {
        public MailView {
            doubts = List.copyOf(doubts);
            polls = List.copyOf(polls);
            outboxCounts = List.copyOf(outboxCounts);
            letters = List.copyOf(letters);
            arrivalCounts = List.copyOf(arrivalCounts);
            arrivals = List.copyOf(arrivals);
            quarantine = List.copyOf(quarantine);
        }

        /**
         * @param error why the last poll failed, or the empty string
         */
        public record Poll(String mailbox, String last, String error) {}

        public record Count(String name, long number) {}

        /**
         * @param when sent, or tried next
         * @param answer the server's words, or the empty string
         */
        public record Letter(
                String subject,
                String recipient,
                String kind,
                String state,
                String when,
                String answer) {}

        /**
         * @param outcome what became of it, or the empty string while it waits
         */
        public record Arrival(
                String from,
                String subject,
                String kind,
                String state,
                String when,
                String outcome) {}

        public record Quarantined(
                long id, String from, String subject, String reason, String when) {}
    }

    public record Box(String link, String name, String address, int mails) {}

    public record Line(String link, String from, String subject, String date, boolean invitation) {}

    /**
     * The clock and its buttons.
     *
     * @param nextReminder the empty string where none is planned
     * @param back the page to return to
     * @param nonce good for one post from this page
     */
    public record Clock(String now, String nextReminder, String back, String nonce) {}
}

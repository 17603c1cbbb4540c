package org.tickler.letter;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail in words but without a form: what both the plain text and the HTML are made from, so that
 * neither says more than the other. Public for the templates only.
 *
 * @param marker the line above which answers are typed
 * @param kicker the few words above the headline
 * @param headline what this mail is about, in one line
 */
public record Page(
        String language,
        String subject,
        String marker,
        Tone tone,
        String kicker,
        String headline,
        List<Block> blocks,
        List<String> footer) {
    public Page {
        blocks = List.copyOf(blocks);
        footer = List.copyOf(footer);
    }

    /** The colour of a mail; means nothing that the words do not say. */
    public enum Tone {
        CALM,
        SOON,
        LATE,
        GOOD,
        ASKING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part of the page, from the top down. */
    public sealed interface Block {}

    /** Sentences; a line break in them is one. */
    public record Paragraph(String text) implements Block {}

    /** The title of a section. */
    public record Title(String text) implements Block {}

    /** Somebody's own words. */
    public record Quote(String label, String text) implements Block {}

    /**
     * A task or an event.
     *
     * @param number what an answer calls it; 0 where it needs no number
     * @param title empty where the headline has it already
     * @param result what happened to it, or empty
     */
    public record Card(
            int number,
            String id,
            String title,
            String result,
            List<Fact> facts,
            List<Evidence> evidence,
            String more)
            implements Block {
        public Card {
            facts = List.copyOf(facts);
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * @param before what it was, where it changed; else null
     */
    public record Fact(String label, @Nullable String before, String value) {}

    /**
     * Where a task came from.
     *
     * @param words exactly as they were, or empty
     */
    public record Evidence(String where, String words) {}

    /** How to answer. */
    public record Answers(
            String lead, List<Button> buttons, String buttonLead, List<Answer> answers)
            implements Block {
        public Answers {
            buttons = List.copyOf(buttons);
            answers = List.copyOf(answers);
        }
    }

    /** What can be typed, and what it does. */
    public record Answer(String typed, String meaning) {}

    /**
     * A link that opens a written reply; it sends nothing by itself (product rule: no change on
     * GET).
     */
    public record Button(String label, String href) {}
}

package org.tickler.layout;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.Owners;
import org.tickler.ask.Reach;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/**
 * A piece of a mail's text as it is laid out.
 *
 * @param text lines of a paragraph joined where they were only wrapped; {@code \n} where a line
 *     really ends
 * @param cells the cells of a table row, else empty
 * @param number the number or letter of a list item, the depth of a heading marked with signs ("2"
 *     for "##"), or the empty string
 * @param line the 1-based line where it starts
 */
public record Block(Kind kind, String text, List<String> cells, String number, int line) {
    /** What a piece is by its form. */
    public enum Kind {
        PARAGRAPH,
        ITEM,
        ROW,
        HEADING
    }

    /** What a sentence above a list makes of its items. */
    public enum LeadIn {
        NONE,
        /** "The fund needs three things from you:". */
        REQUEST,
        /** "From my side:". */
        COMMITMENT,
        /** "Before I price it up:", above questions. */
        QUESTIONS;

        /** What the last sentence of the paragraph above a list says of the list. */
        public static LeadIn of(String sentence, Tokens words, Scene scene) {
            Lexicon lexicon = scene.lexicon();
            boolean colon = sentence.endsWith(":");
            if (lexicon.has("no-lead-in", words)) {
                return NONE;
            }
            if (lexicon.has("lead-in-commit", words)) {
                return COMMITMENT;
            }
            if (lexicon.has("lead-in", words) || colon && lexicon.has("task-headings", words)) {
                return REQUEST;
            }
            return colon && scene.reach() == Reach.PERSONAL ? QUESTIONS : NONE;
        }

        /** Whether the items are something to do. */
        public boolean asks() {
            return this == REQUEST || this == COMMITMENT;
        }
    }

    /** Whether it has that form. */
    public boolean is(Kind other) {
        return kind == other;
    }

    /** A thing or an action, no sentence that tells something. */
    public boolean isOpen(Lexicon lexicon) {
        var all = new Tokens(text);
        int comma = text.indexOf(',');
        var head = new Tokens(comma > 0 ? text.substring(0, comma) : text);
        boolean asked = text.endsWith("?"); // under "I have three questions"
        return !lexicon.has("hard-veto", all)
                && (asked || !lexicon.has("tells", head))
                && !lexicon.has("social", all);
    }

    /** Like {@link #isOpen}, and no report of what was or is being done. */
    public boolean isThing(Lexicon lexicon) {
        String first = new Tokens(text).word(0);
        return isOpen(lexicon)
                && !lexicon.has("past", new Tokens(text))
                && !first.endsWith("ed")
                && !first.endsWith("ing");
    }

    /** A line that only names somebody the mail knows. */
    public boolean isName(Scene scene) {
        return kind == Kind.PARAGRAPH
                && text.indexOf('\n') < 0
                && Owners.heading(text, scene, false) != null;
    }

    /** "Pending" above a list is a heading we do not know; "Please all …" speaks to everyone. */
    public boolean leavesSection(@Nullable Block next, Lexicon lexicon) {
        var words = new Tokens(text);
        boolean title =
                words.size() <= 3 && next != null && next.is(Kind.ITEM) && text.indexOf('.') < 0;
        return title || lexicon.phrases("request-start").startsAt(words, 0);
    }

    /** "Next meeting: …". */
    public boolean startsEvent(Lexicon lexicon) {
        var words = new Tokens(text);
        return lexicon.phrases("next-event").startsAt(words, 0)
                || lexicon.phrases("next-words").startsAt(words, 0);
    }

    /** "Today: reviewing the branch", "Draft minutes, Monday 18 May": nothing to do. */
    public static boolean isTitle(Tokens words, Lexicon lexicon) {
        return lexicon.phrases("status-labels").startsAt(words, 0)
                        && words.gapBefore(1).startsWith(":")
                || lexicon.phrases("document-titles").isAllOf(words)
                || lexicon.phrases("document-titles").startsAt(words, 0)
                        && Character.isLetterOrDigit(
                                words.text().charAt(words.text().length() - 1));
    }

    /**
     * "Present: Ana Ruiz", in minutes also "Date: 5 May": what the text says of itself.
     *
     * @param minutes whether the text is that of a meeting
     */
    public static boolean isFact(Tokens words, Lexicon lexicon, boolean minutes) {
        int label = lexicon.phrases("people-labels").at(words, 0);
        if (label == 0 && minutes) {
            label = lexicon.phrases("head-labels").at(words, 0);
        }
        return label > 0
                && label < words.size()
                && words.gapBefore(label).strip().startsWith(":")
                && !lexicon.phrases("verbs").startsAt(words, label)
                && !lexicon.has("request", words);
    }

    /** An item in the same place that says {@code sentence} only. */
    public Block saying(String sentence) {
        return new Block(Kind.ITEM, sentence, List.of(), "", line);
    }
}

package org.tickler.letter;

import java.util.List;
import org.tickler.letter.Page.Answer;
import org.tickler.letter.Page.Answers;
import org.tickler.letter.Page.Block;
import org.tickler.letter.Page.Card;
import org.tickler.letter.Page.Evidence;
import org.tickler.letter.Page.Fact;
import org.tickler.letter.Page.Paragraph;
import org.tickler.letter.Page.Quote;
import org.tickler.letter.Page.Title;

/** Writes a page as plain text: everything the page says, lines of any length. */
final class PlainText {
    /** So long may the place of some words be to stand before them on their line. */
    private static final int SHORT = 12;

    private final StringBuilder out = new StringBuilder();

    private PlainText() {}

    static String of(Page page) {
        var text = new PlainText();
        text.line(page.marker());
        text.line("");
        text.line(headline(page));
        for (Block block : page.blocks()) {
            text.line("");
            text.block(block);
        }
        text.line("");
        for (String footer : page.footer()) {
            text.line(footer);
        }
        return text.out.toString();
    }

    private static String headline(Page page) {
        if (page.kicker().isEmpty()) {
            return page.headline();
        }
        return page.kicker() + (page.kicker().endsWith("?") ? " " : ": ") + page.headline();
    }

    private void block(Block block) {
        switch (block) {
            case Paragraph(String text) -> text.lines().forEach(this::line);
            case Title(String text) -> {
                line(text);
                line("-".repeat(Math.min(60, text.codePointCount(0, text.length()))));
            }
            case Quote(String label, String text) -> {
                line(label + ":");
                text.lines().forEach(line -> line("  " + line));
            }
            case Card card -> card(card);
            case Answers answers -> answers(answers);
        }
    }

    private void card(Card card) {
        String indent = card.title().isEmpty() ? "  " : "   ";
        if (!card.title().isEmpty()) {
            line((card.number() > 0 ? card.number() + ". " : "") + card.title() + id(card));
        }
        if (!card.result().isEmpty()) {
            line(indent + card.result());
        }
        facts(indent, card.facts());
        for (Evidence evidence : card.evidence()) {
            if (card.number() > 0
                    && !evidence.where().isEmpty()
                    && evidence.where().length() <= SHORT
                    && isOneLine(evidence)) {
                line(indent + evidence.where() + ": " + evidence.words());
                continue;
            }
            if (evidence.where().isEmpty()) {
                evidence.words().lines().forEach(line -> line(indent + line));
                continue;
            }
            line(indent + evidence.where() + (evidence.words().isEmpty() ? "" : ":"));
            evidence.words().lines().forEach(line -> line(indent + "  " + line));
        }
        if (!card.more().isEmpty()) {
            line(indent + card.more());
        }
    }

    private static boolean isOneLine(Evidence evidence) {
        return !evidence.words().isEmpty() && evidence.words().lines().count() == 1;
    }

    private static String id(Card card) {
        return card.id().isEmpty() ? "" : "  [" + card.id() + "]";
    }

    private void facts(String indent, List<Fact> facts) {
        int width = facts.stream().mapToInt(fact -> fact.label().length()).max().orElse(0) + 1;
        for (Fact fact : facts) {
            String before = fact.before();
            line(
                    indent
                            + pad(fact.label() + ":", width)
                            + " "
                            + (before == null ? "" : before + " → ")
                            + fact.value());
        }
    }

    private void answers(Answers answers) {
        line(answers.lead());
        if (answers.answers().isEmpty()) {
            return;
        }
        line("");
        int width =
                answers.answers().stream()
                        .mapToInt(answer -> answer.typed().length())
                        .max()
                        .orElse(0);
        for (Answer answer : answers.answers()) {
            line(
                    "  "
                            + (answer.meaning().isEmpty()
                                    ? answer.typed()
                                    : pad(answer.typed(), width) + "   " + answer.meaning()));
        }
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}

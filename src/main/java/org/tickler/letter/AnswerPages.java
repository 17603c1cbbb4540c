package org.tickler.letter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.calendar.EventTime;
import org.tickler.calendar.Invitation;
import org.tickler.calendar.Method;
import org.tickler.letter.Letter.EventMail;
import org.tickler.letter.Letter.Notice;
import org.tickler.letter.Letter.Offer;
import org.tickler.letter.Letter.Question;
import org.tickler.letter.Letter.Receipt;
import org.tickler.letter.Page.Answer;
import org.tickler.letter.Page.Answers;
import org.tickler.letter.Page.Block;
import org.tickler.letter.Page.Card;
import org.tickler.letter.Page.Fact;
import org.tickler.letter.Page.Paragraph;
import org.tickler.letter.Page.Quote;
import org.tickler.letter.Page.Tone;
import org.tickler.letter.ReceiptLine.Changed;
import org.tickler.letter.ReceiptLine.Happened;
import org.tickler.letter.ReceiptLine.Unchanged;
import org.tickler.task.Task;

/** The mails that answer, ask back or tell. */
final class AnswerPages {
    private static final int LONGEST_HEADLINE = 70;

    private final Voice voice;

    AnswerPages(Voice voice) {
        this.voice = voice;
    }

    Page receipt(Receipt letter) {
        String subject = receiptSubject(letter);
        var changes = new Changes(voice);
        var blocks = new ArrayList<Block>();
        boolean single = letter.lines().size() == 1;
        for (ReceiptLine line : letter.lines()) {
            blocks.add(card(changes, line, single));
        }
        if (letter.note() != null && !letter.note().isBlank()) {
            blocks.add(new Quote(voice.say("receipt.note"), letter.note().strip()));
        }
        String only = onlyWord(letter);
        if (only.isEmpty()) {
            letter.remarks().forEach(remark -> blocks.add(new Paragraph(remark)));
        }
        if (letter.help()) {
            blocks.add(help(subject));
        }
        if (letter.undoable()) {
            blocks.add(
                    voice.answers(
                            voice.say("receipt.undo"),
                            subject,
                            List.of(voice.button("button.undo", "undo")),
                            List.of(new Answer("undo", ""))));
        }
        boolean changed = happened(letter) > 0;
        return voice.page(
                subject,
                changed || letter.note() != null || !only.isEmpty() ? Tone.GOOD : Tone.ASKING,
                receiptKicker(letter, changes),
                only.isEmpty() ? receiptHeadline(letter) : only,
                blocks,
                single ? letter.lines().getFirst().taskId().toString() : "");
    }

    /**
     * The one sentence that is all there is to say, where it is short enough to stand above it all:
     * "Nothing changed" above "Reminders are on again." would contradict it. Else the empty string.
     */
    private static String onlyWord(Receipt letter) {
        if (!letter.lines().isEmpty() || letter.note() != null || letter.remarks().size() != 1) {
            return "";
        }
        String remark = letter.remarks().getFirst();
        return remark.length() > LONGEST_HEADLINE ? "" : remark.replaceFirst("\\.$", "");
    }

    private static int happened(Receipt letter) {
        return (int) letter.lines().stream().filter(line -> !(line instanceof Unchanged)).count();
    }

    private String receiptSubject(Receipt letter) {
        if (!letter.answering().isBlank()) {
            return again(letter.answering());
        }
        if (letter.lines().size() == 1) {
            ReceiptLine line = letter.lines().getFirst();
            return voice.taskSubject(line.taskId(), line.title());
        }
        int count = happened(letter);
        return voice.ownSubject(
                count == 0
                        ? voice.say("receipt.subject.none")
                        : voice.count("receipt.subject", count, count));
    }

    private String receiptKicker(Receipt letter, Changes changes) {
        if (letter.lines().size() != 1) {
            return voice.say("receipt.kicker");
        }
        return switch (letter.lines().getFirst()) {
            case Changed line -> changes.summary(line);
            case Happened _ -> voice.say("receipt.kicker");
            case Unchanged _ -> voice.say("receipt.headline.none");
        };
    }

    private String receiptHeadline(Receipt letter) {
        if (letter.lines().size() == 1) {
            return Voice.oneLine(letter.lines().getFirst().title());
        }
        int count = happened(letter);
        if (count > 0) {
            return voice.count("receipt.headline", count, count);
        }
        if (letter.note() != null) {
            return voice.say("receipt.headline.noted");
        }
        return voice.say(
                letter.help() && letter.lines().isEmpty()
                        ? "receipt.headline.help"
                        : "receipt.headline.none");
    }

    /** Every command, in the order in which people need them. */
    private Answers help(String subject) {
        String day = voice.moments().exampleDay();
        return voice.answers(
                voice.say("help.lead"),
                subject,
                List.of(),
                List.of(
                        voice.answer("done", "answer.done"),
                        voice.answer("friday", "answer.friday", day),
                        voice.answer("due " + day, "answer.due"),
                        voice.answer("yes", "help.yes"),
                        voice.answer("no", "help.no"),
                        voice.answer("@name", "answer.give", voice.say("answer.somebody")),
                        voice.answer(
                                "waiting name", "answer.waiting", voice.say("answer.somebody")),
                        voice.answer("nudge", "help.nudge"),
                        voice.answer("invite " + day + " 10am", "answer.invite"),
                        voice.answer("uninvite name", "help.uninvite"),
                        voice.answer("every monday", "help.repeat"),
                        voice.answer("priority high", "help.priority"),
                        voice.answer("note words", "help.note"),
                        voice.answer("drop", "answer.drop"),
                        voice.answer("reopen", "help.reopen"),
                        voice.answer("stop", "answer.stop"),
                        voice.answer("undo", "answer.undo"),
                        voice.answer("list", "help.list"),
                        voice.answer("1 3 done, 2 friday", "help.numbers")));
    }

    private Card card(Changes changes, ReceiptLine line, boolean single) {
        String title = single ? "" : Voice.oneLine(line.title());
        String id = single ? "" : line.taskId().toString();
        return switch (line) {
            case Changed change ->
                    new Card(
                            0,
                            id,
                            title,
                            single ? "" : changes.summary(change),
                            changes.facts(change),
                            List.of(),
                            "");
            case Unchanged(_, _, String why) ->
                    new Card(0, id, title, why, List.of(), List.of(), "");
            case Happened(_, _, String what) ->
                    new Card(0, id, title, what, List.of(), List.of(), "");
        };
    }

    Page question(Question letter) {
        TaskLine line = letter.lines().size() == 1 ? letter.lines().getFirst() : null;
        String subject = questionSubject(letter, line);
        var blocks = new ArrayList<Block>();
        blocks.add(new Paragraph(letter.question()));
        if (!letter.choices().isEmpty()) {
            blocks.add(choices(subject, letter.choices()));
        }
        if (!letter.offers().isEmpty()) {
            blocks.add(offers("question.offers", subject, letter.offers()));
        }
        if (letter.choices().isEmpty() && letter.offers().isEmpty()) {
            blocks.add(new Paragraph(voice.say("question.lead.free")));
        }
        var cards = new TaskCards(voice, letter.reader());
        if (line != null) {
            blocks.add(cards.single(line));
        } else if (letter.offers().isEmpty()) {
            letter.lines().forEach(one -> blocks.add(cards.brief(one)));
        }
        return voice.page(
                subject,
                Tone.ASKING,
                voice.say("question.kicker"),
                line == null ? voice.say("question.headline") : Voice.oneLine(line.task().title()),
                blocks,
                line == null ? "" : line.task().id().toString());
    }

    private String questionSubject(Question letter, @Nullable TaskLine line) {
        if (!letter.answering().isBlank()) {
            return again(letter.answering());
        }
        return line == null
                ? voice.ownSubject(voice.say("question.subject"))
                : voice.taskSubject(line.task().id(), line.task().title());
    }

    /** The subject of an answer, so that mail programs keep it in its conversation. */
    private String again(String answering) {
        String answered = Voice.oneLine(answering);
        boolean hasRe = answered.regionMatches(true, 0, "re:", 0, 3);
        return voice.subject(hasRe ? answered : voice.say("re", answered));
    }

    private Answers choices(String subject, List<String> choices) {
        return voice.answers(
                voice.say("question.lead"),
                subject,
                choices.stream().map(choice -> new Answer(choice, choice)).toList(),
                choices.stream().map(choice -> new Answer(choice, "")).toList());
    }

    Page event(EventMail letter) {
        Invitation event = letter.invitation();
        String kind = eventKind(letter);
        String summary = Voice.oneLine(event.summary());
        var facts = new ArrayList<Fact>();
        facts.add(fact("fact.when", voice.moments().event(event.time())));
        if (!event.location().isBlank()) {
            facts.add(fact("fact.where", Voice.oneLine(event.location())));
        }
        var blocks = new ArrayList<Block>();
        blocks.add(new Card(0, "", "", "", facts, List.of(), ""));
        String day = voice.moments().exampleDay(event.time());
        boolean owns = letter.toOwner() && (kind.equals("new") || kind.equals("cancel"));
        blocks.add(new Paragraph(voice.say("event." + kind + (owns ? ".owner" : ""), day)));
        String comment = event.comment();
        if (comment != null && !comment.isBlank() && kind.equals("cancel")) {
            blocks.add(new Paragraph(voice.say("event.cancel.why", comment.strip())));
        }
        if (event.tentative() && !kind.equals("cancel") && !letter.free().isEmpty()) {
            blocks.add(offers("event.free", voice.subject(summary), letter.free()));
        }
        if (!kind.equals("cancel")) {
            if (!event.tentative()) {
                blocks.add(new Paragraph(voice.say("event.prose", day)));
            } else if (!kind.equals("hold")) {
                blocks.add(new Paragraph(voice.say("event.hold", day)));
            }
            if (!event.description().isBlank()) {
                blocks.add(new Quote(voice.say("event.more"), event.description().strip()));
            }
        }
        String title = kind.equals("hold") ? "new" : kind;
        return voice.page(
                voice.subject(voice.say("event.subject." + title, summary)),
                kind.equals("cancel") ? Tone.LATE : Tone.CALM,
                voice.say("event.kicker." + kind),
                summary,
                blocks,
                footer(letter.task()));
    }

    private Answers offers(String leadKey, String subject, List<Offer> offers) {
        var choices = new ArrayList<Answer>();
        var meanings = new ArrayList<Answer>();
        for (Offer one : offers) {
            String when = when(one);
            choices.add(new Answer(one.answer(), when));
            meanings.add(new Answer(Integer.toString(meanings.size() + 1), when));
        }
        return voice.answers(
                voice.say(leadKey, offers.getFirst().answer()), subject, choices, meanings);
    }

    private String when(Offer offer) {
        return switch (offer.time()) {
            case EventTime.Timed timed -> voice.moments().moment(timed.start());
            case EventTime.AllDay days -> voice.moments().event(days);
            case null -> offer.answer();
        };
    }

    private List<String> footer(@Nullable Task task) {
        return task == null
                ? List.of(voice.footerZone())
                : List.of(task.id().toString(), voice.footerZone());
    }

    private static String eventKind(EventMail letter) {
        if (letter.invitation().method() == Method.CANCEL) {
            return "cancel";
        }
        return switch (letter.news()) {
            case CHANGED -> "update";
            case KEPT -> "kept";
            case INVITED -> letter.invitation().tentative() ? "hold" : "new";
        };
    }

    Page notice(Notice letter) {
        String subject = Voice.oneLine(letter.subject());
        var blocks = new ArrayList<Block>();
        letter.paragraphs().forEach(text -> blocks.add(new Paragraph(text)));
        return voice.page(
                voice.ownSubject(subject), Tone.CALM, voice.say("notice.kicker"), subject, blocks);
    }

    private Fact fact(String labelKey, String value) {
        return new Fact(voice.say(labelKey), null, value);
    }
}

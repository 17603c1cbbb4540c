package org.tickler.extract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.Ask;
import org.tickler.ask.Asks;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Clauses;
import org.tickler.ask.Reach;
import org.tickler.ask.Scene;
import org.tickler.ask.SecondOpinion;
import org.tickler.dates.FoundDate;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;
import org.tickler.task.Due;
import org.tickler.task.Priority;

/** Makes drafts of sentences, list items and table rows, and candidates of drafts. */
final class Drafts {
    private static final double LISTED = 0.9;

    /** How sure a line of a list of actions is. */
    static final double ASSIGNED = 0.95;

    private static final int GOES_ON = 5;
    private static final int LONGEST_EVIDENCE = 1_000;

    private final Dues dues;
    private @Nullable LocalDate lastDay;
    private @Nullable LocalDate dayHere; // that the paragraph spoke of last

    Drafts(Dues dues) {
        this.dues = dues;
    }

    /** The paragraph ends: a time in the next is no longer of the day spoken of here. */
    void endParagraph() {
        dayHere = null;
    }

    /** What a sentence holds: usually nothing or one thing, sometimes two. */
    List<Draft> sentence(Tokens words, int line, Scene scene) {
        if (words.size() < 2) {
            return List.of();
        }
        String sentence = words.text();
        FoundDate date = date(words, scene.lexicon());
        List<String> clauses = Clauses.of(words, scene.lexicon());
        var found = new ArrayList<Draft>();
        Scene spoken = scene;
        for (String clause : clauses) {
            Scene here = spoken;
            if (clauses.size() > 1) { // "I've asked Ana; she'll call you"
                AssigneeRef named = scene.mentionedIn(new Tokens(clause));
                boolean other = named != null && !named.equals(scene.sender());
                spoken = other ? scene.mentioning(named) : here;
            }
            FoundDate own = clauses.size() == 1 ? date : dues.best(clause);
            Tokens said = clause.equals(sentence) ? words : new Tokens(clause);
            Scene speaks = // "Bea can you ask them, and Hannah could you tell Tom"
                    clauses.size() == 1 ? here : Vocative.in(said, here, here, true);
            Ask ask =
                    Asks.judge(
                            said,
                            speaks,
                            isDay(own == null ? date : own),
                            own != null && own.time() != null
                                    || clauses.size() == 1 && date != null && date.time() != null);
            boolean aside = // "Let's do a call on Tuesday, I'll ring you"
                    ask != null
                            && !found.isEmpty()
                            && found.getFirst().event()
                            && ask.sort() == Ask.Sort.COMMITMENT;
            if (ask != null
                    && !aside
                    && (found.isEmpty() || isOwn(clause, scene, found.getLast()))) {
                found.add(draft(clause, clause, ask, own, line, speaks));
            } else if (ask != null && found.size() == 1 && found.getFirst().yieldsTo(ask)) {
                found.set(0, draft(clause, clause, ask, own, line, speaks));
            }
        }
        if (found.isEmpty() && clauses.size() > 1) {
            Ask whole = Asks.judge(words, scene, isDay(date), date != null && date.time() != null);
            if (whole != null) {
                found.add(draft(sentence, sentence, whole, date, line, scene));
            }
        } else if (found.size() == 1) {
            Draft only = found.getFirst();
            found.set(
                    0,
                    new Draft(
                            evidence(sentence),
                            only.title(),
                            only.action(),
                            only.clause(),
                            line,
                            only.who(),
                            date == null || isOfOther(sentence, only, date)
                                    ? only.due()
                                    : date.asDue(),
                            only.event(),
                            only.commitment(),
                            only.ownDateDoubtful(),
                            only.status(),
                            only.scene(),
                            only.sureness()));
        }
        return found;
    }

    /** What the model thinks of a sentence; null where it knows neither language nor author. */
    @Nullable SecondOpinion opinion(Tokens sentence, Scene scene) {
        return scene.reach() == Reach.PERSONAL
                ? SecondOpinion.on(sentence, scene.lexicon(), dues.all(sentence.text()))
                : null;
    }

    /** A task that no rule knows. */
    Draft affirmed(Tokens words, int line, Scene scene, SecondOpinion opinion) {
        String sentence = words.text();
        FoundDate date = date(words, scene.lexicon());
        Ask ask = opinion.ask(scene, isDay(date));
        return draft(sentence, sentence, ask, date, line, scene);
    }

    /** "Please sign it off, I'll phone them on Monday": that day belongs to the other half. */
    private boolean isOfOther(String sentence, Draft only, FoundDate date) {
        return only.due() == null
                && !only.clause().contains(date.text())
                && Clauses.isSpliced(sentence)
                && !dues.isDeadline(sentence, date);
    }

    /** Whether a text names a day that can be a due. */
    boolean isDated(String text) {
        return isDay(dues.best(text));
    }

    /** "You'll check it", "Tú les mandas la lista el miércoles". */
    boolean isTold(String text, Lexicon lexicon) {
        var words = new Tokens(text);
        return lexicon.phrases("you-do").startsAt(words, 0)
                && !lexicon.has("hard-veto", words)
                && (lexicon.language().equals("en") || isDated(text));
    }

    private static boolean isDay(@Nullable FoundDate date) {
        return date != null && !Dues.isClockOnly(date);
    }

    /** A second clause counts for itself only if it says again who acts. */
    private static boolean isOwn(String clause, Scene scene, Draft before) {
        var words = new Tokens(clause);
        boolean turns = // "Ana orders the paint; tell her which one"
                !before.who().equals(scene.reader())
                        && !before.commitment()
                        && scene.lexicon().phrases("verbs").startsAt(words, 0);
        if (turns) {
            return true;
        }
        int i = scene.lexicon().phrases("connectives").at(words, 0);
        return scene.lexicon().phrases("own-clause").startsAt(words, i)
                || scene.nameAt(words, i) != null;
    }

    private Draft draft(
            String evidence,
            String clause,
            Ask ask,
            @Nullable FoundDate date,
            int line,
            Scene scene) {
        String said = clause.substring(Math.min(ask.from(), clause.length()));
        String action = Titles.restated(said, ask, scene);
        String title = new Titles(scene.lexicon()).ofAsk(clause, action, ask, date, scene);
        boolean event = ask.sort() == Ask.Sort.MEETING || ask.sort() == Ask.Sort.EVENT;
        return new Draft(
                evidence(evidence),
                title,
                action,
                clause,
                line,
                ask.actor(),
                date == null ? null : date.asDue(),
                event,
                ask.sort() == Ask.Sort.COMMITMENT,
                false,
                CandidateStatus.OPEN,
                scene,
                ask.sureness());
    }

    private static String evidence(String text) {
        String words = PlainText.squeeze(text);
        return words.length() <= LONGEST_EVIDENCE
                ? words
                : words.substring(
                        0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST_EVIDENCE)));
    }

    /** The date of a sentence; "that day" and "by then" are the last day that was spoken of. */
    private @Nullable FoundDate date(Tokens words, Lexicon lexicon) {
        FoundDate date = dues.best(words.text());
        int then = lexicon.phrases("that-day").find(words, 0);
        if (then >= 0 && lastDay != null && (date == null || Dues.isClockOnly(date))) {
            int end = words.end(then + lexicon.phrases("that-day").at(words, then) - 1);
            String text = words.text().substring(words.start(then), end);
            return new FoundDate(
                    text,
                    words.start(then),
                    end,
                    lastDay,
                    date == null ? null : date.time(),
                    null,
                    org.tickler.dates.FoundDate.Grain.DAY,
                    null);
        }
        LocalDate day = dayHere;
        if (date != null
                && Dues.isClockOnly(date)) { // "The match is on Saturday. Be there at six."
            return day == null || dues.isDeadline(words.text(), date) ? date : date.on(day);
        }
        if (date != null) {
            lastDay = date.date();
            dayHere = date.from() == null ? lastDay : null;
        }
        return date;
    }

    /** An item under a lead-in that makes a task of it. */
    Draft item(Block block, AssigneeRef who, Scene scene, @Nullable Draft lead) {
        String text = block.text();
        var words = new Tokens(text);
        FoundDate date = date(words, scene.lexicon());
        boolean deadline = date != null && dues.isDeadline(text, date);
        boolean noun = !scene.lexicon().phrases("verbs").startsAt(words, 0);
        Due due =
                date == null
                                || !deadline
                                        && date.from() != null
                                        && noun
                                        && lead != null
                                        && !isApart(text, date)
                        ? null
                        : date.asDue();
        String title =
                new Titles(scene.lexicon()).ofItem(text, due == null ? null : date, scene.people());
        return new Draft(
                evidence(text),
                noun && scene.lexicon().language().equals("en") ? given(title, who, scene) : title,
                text,
                text,
                block.line(),
                who,
                due,
                false,
                false,
                !deadline,
                CandidateStatus.OPEN,
                scene,
                LISTED);
    }

    /** "the audited accounts, in late April": behind a comma a span is no part of the thing. */
    private static boolean isApart(String text, FoundDate date) {
        int comma = text.lastIndexOf(',', date.start());
        return comma >= 0 && new Tokens(text.substring(comma, date.start())).size() <= 1;
    }

    /** "The audited accounts" under "we need from you" is "Send … the audited accounts". */
    private static String given(String title, AssigneeRef who, Scene scene) {
        String to =
                who instanceof AssigneeRef.Me && !scene.senderName().isEmpty()
                        ? scene.senderName() + " "
                        : "";
        String rest = Titles.lowerFirst(title);
        return Titles.finish("Send " + to + rest, title);
    }

    /** A line of a list of actions. */
    Draft action(ActionLine action, Block block, String dueCell, Scene scene) {
        String text = action.task();
        String told = dueCell.isBlank() ? ActionLine.withoutStamp(block.text()) : dueCell;
        FoundDate date =
                scene.lexicon().has("then", new Tokens(told))
                        ? date(new Tokens(told), scene.lexicon()) // "share it before then"
                        : dues.best(told);
        lastDay = date == null || Dues.isClockOnly(date) ? lastDay : date.date();
        FoundDate spoken = dues.best(text);
        String title =
                new Titles(scene.lexicon())
                        .ofItem(
                                spoken == null
                                        ? text
                                        : new Titles(scene.lexicon()).withoutDate(text, spoken),
                                null,
                                scene.people());
        AssigneeRef who = action.who() == null ? unowned(scene) : action.who();
        return new Draft(
                evidence(block.text()),
                title,
                new Titles(scene.lexicon()).action(text).text(),
                text,
                block.line(),
                who,
                date == null ? null : date.asDue(),
                false,
                false,
                false,
                action.status(),
                scene,
                ASSIGNED);
    }

    private static AssigneeRef unowned(Scene scene) {
        return scene.reach() == Reach.PERSONAL ? scene.reader() : new AssigneeRef.Nobody();
    }

    /** The lead-in's own date holds for its items. */
    Draft leadIn(Tokens words, Scene scene) {
        String sentence = words.text();
        FoundDate date = date(words, scene.lexicon());
        boolean then = scene.lexicon().has("that-day", words);
        return new Draft(
                sentence,
                sentence,
                sentence,
                sentence,
                0,
                scene.reader(),
                date == null || !then && !dues.isDeadline(sentence, date) ? null : date.asDue(),
                false,
                false,
                false,
                CandidateStatus.OPEN,
                scene,
                0);
    }

    /** Until when a heading wants what stands below it: "By Friday's meeting". */
    @Nullable Due headingDue(Tokens words) {
        FoundDate date = dues.best(words.text());
        return date != null && dues.isDeadline(words.text(), date) ? date.asDue() : null;
    }

    /** The due a sentence gives to the task before it: "I'd be grateful to have them by Friday." */
    @Nullable Due deadline(Tokens words, Lexicon lexicon) {
        FoundDate date = date(words, lexicon);
        if (date == null) {
            return null;
        }
        int dateWords = new Tokens(date.text()).size();
        boolean fragment =
                words.size() <= dateWords + 4
                        && dues.isDeadline(words.text(), date)
                        && !lexicon.has("tells", words);
        return fragment || lexicon.has("deadline-sentence", words) ? date.asDue() : null;
    }

    /**
     * Whether a sentence that looks like a task only says until when the one before it is wanted.
     */
    boolean isDeadlineOnly(Tokens words, Lexicon lexicon) {
        boolean goesOn = // "They'd like it back by May 4"
                lexicon.phrases("goes-on").startsAt(words, 0)
                        && lexicon.phrases("wants-it").within(words, 0, GOES_ON);
        return (goesOn || lexicon.has("deadline-only", words)) && dues.best(words.text()) != null;
    }

    Candidate finish(Draft draft) {
        var lexicon = draft.scene().lexicon();
        boolean followUp =
                draft.event()
                        || new FollowUps(lexicon)
                                .is(
                                        new Tokens(draft.action()),
                                        new Tokens(draft.clause()),
                                        draft.due());
        return new Candidate(
                draft.title(),
                draft.evidence(),
                draft.line(),
                draft.who(),
                draft.due(),
                followUp,
                draft.status(),
                Priority.NORMAL,
                List.of(),
                draft.sureness());
    }
}

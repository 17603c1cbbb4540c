package org.tickler.extract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.Asks;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Owners;
import org.tickler.ask.Reach;
import org.tickler.ask.Scene;
import org.tickler.ask.SecondOpinion;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Sentences;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;
import org.tickler.layout.Block.LeadIn;

/** One walk over the blocks of a mail. */
final class Walk {
    private static final int FEW_STEPS = 4;
    private static final int FEW_STEPS_OF_STRANGERS = 2;
    private static final double SURE = 0.8;

    private enum Section {
        NONE,
        TASKS,
        OTHER
    }

    private final Drafts drafts;
    private final Lexicon lexicon;
    private final Scene base;
    private final boolean explains;
    private final int fewSteps;
    private final List<Draft> found = new ArrayList<>();
    private Scene scene;
    private Section section = Section.NONE;
    private LeadIn leadIn = LeadIn.NONE;
    private @Nullable Draft lead;
    private @Nullable Table table;
    private @Nullable AssigneeRef owner;
    private boolean ownedList;

    private boolean ownLines; // the paragraph below "Ana Ruiz" holds her actions
    private boolean pledged; // "Ana will" or one of several names stands above the items
    private int heads;

    private int groupStart;

    /**
     * @param explains whether the text says itself that it is a recipe or the like
     * @param acquainted whether its author and the reader know each other
     */
    Walk(Scene scene, Dues dues, boolean explains, boolean acquainted) {
        this.explains = explains;
        this.fewSteps = acquainted ? FEW_STEPS : FEW_STEPS_OF_STRANGERS;
        this.base = scene;
        this.scene = scene;
        this.lexicon = scene.lexicon();
        this.drafts = new Drafts(dues);
    }

    List<Candidate> over(List<Block> blocks) {
        for (int i = 1; i < blocks.size(); i++) {
            heads += blocks.get(i).is(Block.Kind.ITEM) && blocks.get(i - 1).isName(base) ? 1 : 0;
        }
        for (int i = 0; i < blocks.size(); i++) {
            Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : null;
            boolean opens =
                    blocks.get(i).is(Block.Kind.ITEM)
                            && (i == 0 || !blocks.get(i - 1).is(Block.Kind.ITEM));
            if (opens) { // where one item names its owner, strangers own the others
                ownedList =
                        blocks.subList(i, blocks.size()).stream()
                                .takeWhile(item -> item.is(Block.Kind.ITEM))
                                .anyMatch(item -> ActionLine.namesOwner(item.text(), base));
            }
            block(blocks.get(i), next);
        }
        boolean asks = found.stream().anyMatch(draft -> !draft.isDoubtful());
        List<Draft> kept =
                found.stream().filter(d -> counts(d) && (asks || !d.isDoubtful())).toList();
        boolean instructs =
                kept.stream().filter(Draft::isStep).mapToInt(Draft::steps).sum() >= fewSteps
                        && kept.stream().noneMatch(Draft::isPlainAsk);
        return kept.stream()
                .filter(draft -> !(instructs && draft.isStep()))
                .map(drafts::finish)
                .toList();
    }

    /** A machine must name a day and mean the reader; a person need not. */
    private boolean counts(Draft draft) {
        boolean step = // of a recipe or a tutorial
                explains
                        && draft.due() == null
                        && draft.sureness() <= Asks.WEAK
                        && !draft.evidence().endsWith("?");
        if (step) {
            return false;
        }
        return base.reach() == Reach.PERSONAL
                || draft.sureness() >= Drafts.ASSIGNED
                || section != Section.NONE
                || draft.due() != null
                        && (draft.sureness() > SURE || draft.event())
                        && !draft.commitment();
    }

    private void block(Block block, @Nullable Block next) {
        switch (block.kind()) {
            case HEADING -> heading(block);
            case ROW -> row(block);
            case ITEM -> item(block);
            case PARAGRAPH -> paragraph(block, next);
        }
    }

    private void heading(Block block) {
        var words = new Tokens(block.text());
        boolean tasks =
                lexicon.phrases("task-headings").isAllOf(words)
                        || lexicon.has("task-headings", words)
                                && (words.size() <= 4
                                        || lexicon.phrases("owned-by").startsAt(words, 0));
        boolean other = lexicon.phrases("other-headings").isAllOf(words);
        section = tasks ? Section.TASKS : other ? Section.OTHER : Section.NONE;
        leadIn = LeadIn.NONE;
        table = null;
        owner = tasks ? Owners.heading(block.text(), base, true) : null; // "Ana's action items"
        groupStart = found.size();
        ownLines = false;
    }

    private void row(Block block) {
        Table header = Table.of(block.cells(), lexicon);
        if (header != null) {
            table = header;
        } else if (table != null) {
            Draft draft = table.read(block, drafts, scene);
            if (draft != null) {
                found.add(draft);
            }
        } else if (section == Section.TASKS) {
            action(block.text(), block);
        }
    }

    private void item(Block block) {
        if (section == Section.TASKS || ActionLine.isBoxed(block.text())) {
            action(block.text(), block);
            return;
        }
        if (section == Section.OTHER) {
            return;
        }
        if (owner != null && (isDuty(block, block.text()) || pledged && block.isOpen(lexicon))) {
            action(block.text(), block);
            return;
        }
        int before = found.size();
        if (isOwned(block)) {
            action(block.text(), block);
            leadDue(before);
            return;
        }
        sentences(block, Sentences.split(block.text()));
        if (found.size() == before
                && leadIn.asks()
                && Owners.doing(block.text(), scene) != null) { // "Dana gathers the numbers"
            action(block.text(), block);
        }
        boolean led = leadIn != LeadIn.QUESTIONS || block.text().endsWith("?");
        if (found.size() == before && leadIn != LeadIn.NONE && led && block.isOpen(lexicon)) {
            AssigneeRef who = leadIn == LeadIn.COMMITMENT ? scene.sender() : scene.reader();
            found.add(drafts.item(block, who, scene, lead));
        }
        if (found.size() == before && drafts.isTold(block.text(), lexicon)) {
            found.add(drafts.item(block, scene.reader(), scene, null));
        }
        leadDue(before);
    }

    /** The deadline of the lead-in holds for items that name no day. */
    private void leadDue(int from) {
        for (int i = from; lead != null && i < found.size(); i++) {
            if (found.get(i).due() == null && lead.due() != null) {
                found.set(i, found.get(i).withDue(lead.due()));
            }
        }
    }

    /** "Ana: book the van", also where the lead-in says nothing of tasks. */
    private boolean isOwned(Block block) {
        ActionLine line = ActionLine.read(block.text(), scene);
        boolean known = ActionLine.namesOwner(block.text(), scene);
        boolean like = line.who() != null && line.task().length() < block.text().length();
        boolean stranger = ownedList && like && Owners.doing(block.text(), scene) == null;
        if (!known && !stranger) { // a stranger among known people is one too
            return false;
        }
        return leadIn == LeadIn.REQUEST || like && isDuty(block, line.task());
    }

    /** Something to do, by its verb or its day, and no report of what was done. */
    private boolean isDuty(Block block, String task) {
        var words = new Tokens(task);
        return block.isOpen(lexicon)
                && !lexicon.has("past", words)
                && (drafts.isDated(block.text())
                        || !lexicon.language().equals("en")
                        || lexicon.phrases("verbs").startsAt(words, 0));
    }

    private void action(String line, Block block) {
        ActionLine action = ActionLine.read(line, scene).orBy(owner);
        if (new Tokens(action.task()).size() > 1) {
            found.add(drafts.action(action, block, "", scene));
        }
    }

    private void paragraph(Block block, @Nullable Block next) {
        if ((section == Section.TASKS || ActionLine.areOwned(block.text(), scene))
                && ownerLines(block)) {
            return;
        }
        if (headed(block, next)) {
            return;
        }
        if (section == Section.OTHER && block.leavesSection(next, lexicon)) {
            section = Section.NONE;
        }
        if (section == Section.OTHER && !block.startsEvent(lexicon)) {
            return;
        }
        scene = base;
        table = null;
        if (section == Section.NONE || !block.text().endsWith(":")) {
            int open = found.size();
            boolean closes = groupStart < open && leadIn != LeadIn.NONE && closesGroup(block);
            leadIn = LeadIn.NONE;
            lead = null;
            List<String> all = Sentences.split(block.text());
            sentences(block, closes ? all.subList(1, all.size()) : all);
        }
        if (next != null && next.is(Block.Kind.ITEM) || block.text().endsWith(":")) {
            lead(block);
        }
    }

    /** "Ana Ruiz" above her own items, or her own lines where actions are listed. */
    private boolean headed(Block block, @Nullable Block next) {
        boolean tasks = section == Section.TASKS;
        boolean above = next != null && next.is(Block.Kind.ITEM);
        String text = block.text();
        int end = text.indexOf('\n');
        if (!above && !tasks) {
            owner = null;
            return false;
        }
        AssigneeRef head = null;
        if (end < 0 && (above || next != null && next.is(Block.Kind.PARAGRAPH))) {
            head = Owners.heading(text, base, tasks);
        } else if (end > 0 && tasks) {
            head = Owners.heading(text.substring(0, end), base, true);
        }
        pledged = head != null && (heads > 1 || lexicon.has("will", new Tokens(text)));
        boolean below = head == null && ownLines;
        ownLines = head != null && end < 0 && !above;
        owner = below ? owner : head;
        if (owner == null) {
            return false;
        }
        int from = below ? 0 : end < 0 ? text.length() : end + 1;
        for (String line : text.substring(from).split("\n")) {
            action(line, block.saying(line));
        }
        leadIn = LeadIn.NONE;
        lead = null;
        return true;
    }

    /** Lines "Owner - task - due" without bullets. */
    private boolean ownerLines(Block block) {
        boolean any = false;
        for (String line : block.text().split("\n")) {
            ActionLine action = ActionLine.read(line, scene);
            if (action.who() != null
                    && new Tokens(action.task()).size() > 1
                    && !block.startsEvent(lexicon)) {
                found.add(drafts.action(action, block.saying(line), "", scene));
                any = true;
            }
        }
        return any;
    }

    /** "The fund needs three things from you:" makes tasks of the items below. */
    private void lead(Block block) {
        List<String> all = Sentences.split(block.text());
        String last = all.isEmpty() ? "" : all.getLast();
        var words = new Tokens(last);
        leadIn = LeadIn.of(last, words, base);
        groupStart = found.size();
        lead = drafts.leadIn(words, scene);
        if (leadIn.asks()
                && !found.isEmpty()
                && found.getLast().evidence().equals(PlainText.squeeze(last))
                && !last.matches(".*[.?!]")) {
            found.removeLast();
            groupStart = found.size();
        }
    }

    /** "All of it by next Monday" behind a list is the due of its items. */
    private boolean closesGroup(Block block) {
        List<String> all = Sentences.split(block.text());
        if (all.isEmpty()) {
            return false;
        }
        var due = drafts.deadline(new Tokens(all.getFirst()), lexicon);
        if (due == null) {
            return false;
        }
        for (int i = groupStart; i < found.size(); i++) {
            if (found.get(i).due() == null || found.get(i).ownDateDoubtful()) {
                found.set(i, found.get(i).withDue(due));
            }
        }
        return true;
    }

    private void sentences(Block block, List<String> sentences) {
        Draft last = null;
        for (String sentence : sentences) {
            var words = new Tokens(sentence);
            if (Block.isTitle(words, lexicon)) {
                continue;
            }
            scene = Vocative.in(words, scene, base, found.isEmpty());
            String rest = ActionLine.behindLabel(sentence, scene);
            List<Draft> drafted =
                    rest.isEmpty()
                            ? drafts.sentence(words, block.line(), scene)
                            : List.of(
                                    drafts.action(
                                            ActionLine.read(rest, scene),
                                            block.saying(sentence),
                                            "",
                                            scene));
            SecondOpinion opinion = rest.isEmpty() ? drafts.opinion(words, scene) : null;
            if (opinion != null && opinion.denies()) {
                drafted = List.of();
            }
            var due =
                    drafted.isEmpty() && last != null && last.due() == null
                            ? drafts.deadline(words, lexicon)
                            : null;
            if (due != null && last != null) {
                found.set(found.size() - 1, last.withDue(due));
            } else if (drafted.isEmpty() && opinion != null && opinion.affirms()) {
                Draft more = drafts.affirmed(words, block.line(), scene, opinion);
                if (last != null
                        && last.due() == null
                        && more.due() != null
                        && opinion.continues()) {
                    found.set(found.size() - 1, last.withDue(more.due()));
                } else {
                    drafted = List.of(more);
                }
            } else if (!drafted.isEmpty()
                    && last != null
                    && last.due() == null
                    && drafts.isDeadlineOnly(words, lexicon)) {
                found.set(found.size() - 1, last.withDue(drafted.getFirst().due()));
                drafted = List.of();
            }
            found.addAll(drafted);
            scene = scene.mentioning(mentioned(words, drafted));
            last = drafted.isEmpty() ? null : drafted.getLast();
        }
    }

    /** Whom "she" in the next sentence means: who was given something, or named alone. */
    private @Nullable AssigneeRef mentioned(Tokens words, List<Draft> drafted) {
        if (scene.mentioned() != null
                && (lexicon.has("object-pronouns", words)
                        || lexicon.has("third-pronouns", words))) {
            return scene.mentioned();
        }
        for (Draft draft : drafted) {
            if (draft.who() instanceof AssigneeRef.Named named && !named.equals(scene.sender())) {
                return named;
            }
        }
        return scene.mentionedIn(words);
    }
}

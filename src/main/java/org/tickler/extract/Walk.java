package org.tickler.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.Asks;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Owners;
import org.tickler.ask.Reach;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Sentences;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;
import org.tickler.layout.Block.LeadIn;
import org.tickler.task.Due;

/** One walk over the blocks of a mail. */
final class Walk {
    private static final int FEW_STEPS = 4;
    private static final int FEW_STEPS_OF_STRANGERS = 2;
    private static final double SURE = 0.8;

    /** "Date: 5 May, Time: 10:00": what the parts of an event are called. */
    private static final Pattern LABELS =
            Pattern.compile("(?i)(?<!\\pL)" + Lexicon.anyOf("head-labels") + "\\s?:\\s?(?=\\S)");

    private final Drafts drafts;
    private final Lexicon lexicon;
    private final Scene base;
    private final boolean explains;
    private final int fewSteps;
    private final List<Draft> found = new ArrayList<>();
    private final SentenceReader reader;
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
    private boolean minutes;
    private boolean listed; // a heading above its actions stands somewhere

    /**
     * @param explains whether the text says itself that it is a recipe or the like
     * @param acquainted whether its author and the reader know each other
     */
    Walk(Scene scene, Dues dues, boolean explains, boolean acquainted) {
        this.explains = explains;
        this.fewSteps = acquainted ? FEW_STEPS : FEW_STEPS_OF_STRANGERS;
        this.base = scene;
        this.lexicon = scene.lexicon();
        this.drafts = new Drafts(dues);
        this.reader = new SentenceReader(scene, drafts, found);
    }

    /** Whether the text lists who was there, as minutes do. */
    Walk minutes(boolean minutes) {
        this.minutes = minutes;
        reader.minutes(minutes);
        return this;
    }

    List<Candidate> over(List<Block> blocks) {
        for (int i = 1; i < blocks.size(); i++) {
            heads += blocks.get(i).is(Block.Kind.ITEM) && blocks.get(i - 1).isName(base) ? 1 : 0;
        }
        listed = Section.areListed(blocks, lexicon);
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
            block(blocks.get(i), next, blocks);
            if (section.is(Section.Kind.EVENT) && blocks.get(i).is(Block.Kind.HEADING)) {
                i += event(blocks.get(i), blocks.subList(i + 1, blocks.size()));
            }
        }
        boolean asks = found.stream().anyMatch(draft -> !draft.isDoubtful());
        List<Draft> kept =
                found.stream().filter(d -> counts(d) && (asks || !d.isDoubtful())).toList();
        boolean instructs =
                !minutes
                        && kept.stream().filter(Draft::isStep).mapToInt(Draft::steps).sum()
                                >= fewSteps
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
                || !section.is(Section.Kind.NONE)
                || draft.due() != null
                        && (draft.sureness() > SURE || draft.event())
                        && !draft.commitment();
    }

    private void block(Block block, @Nullable Block next, List<Block> all) {
        switch (block.kind()) {
            case HEADING -> heading(block, all);
            case ROW -> row(block);
            case ITEM -> item(block);
            case PARAGRAPH -> paragraph(block, next);
        }
    }

    private void heading(Block block, List<Block> all) {
        section = section.below(block, all, drafts, base);
        boolean debate = lexicon.phrases("debate-headings").startsAt(new Tokens(block.text()), 0);
        if (section.is(Section.Kind.OTHER) && minutes && !listed && debate) {
            section = Section.NONE; // where nothing else lists the actions
        }
        reader.begin();
        leadIn = LeadIn.NONE;
        lead = null;
        table = null;
        owner = section.owner();
        groupStart = found.size();
        ownLines = false;
        if (section.is(Section.Kind.NONE) && block.startsEvent(lexicon)) {
            reader.read(block, List.of(block.text()), true); // "Next meeting: 12 May, 7 pm"
        }
    }

    /**
     * "Next meeting" above its day.
     *
     * @return how many of the blocks it took
     */
    private int event(Block heading, List<Block> below) {
        var told = new ArrayList<String>();
        for (Block block : below) {
            if (block.is(Block.Kind.HEADING) || block.is(Block.Kind.ROW) || told.size() > 2) {
                break;
            }
            told.add(PlainText.withoutMarkdown(block.text().replace('\n', ',')));
        }
        String lines = String.join(", ", told);
        int before = found.size();
        String text = heading.text() + ": " + LABELS.matcher(lines).replaceAll("");
        reader.read(heading, List.of(text), true);
        if (found.size() == before) {
            return 0;
        }
        found.set(before, found.get(before).shownBy(PlainText.squeeze(below.getFirst().text())));
        section = Section.NONE;
        return told.size();
    }

    private void row(Block block) {
        Table header = Table.of(block.cells(), lexicon);
        if (header != null) {
            table = header;
        } else if (table != null) {
            Draft draft = table.read(block, drafts, reader.scene());
            if (draft != null) {
                found.add(draft);
            }
        } else if (section.is(Section.Kind.TASKS)) {
            action(block.text(), block);
        } else if (minutes) {
            block.cells().stream()
                    .filter(cell -> ActionLine.isTold(cell, base))
                    .forEach(cell -> action(cell, block.saying(cell)));
        }
    }

    private void item(Block block) {
        if (Block.isFact(new Tokens(block.text()), lexicon, minutes)) {
            return;
        }
        int before = found.size();
        boolean given = // also where the heading says "Resolved" or "Discussion"
                section.is(Section.Kind.OTHER) && MinutesLine.isGiven(block, reader.scene());
        if (section.is(Section.Kind.TASKS) || given || ActionLine.isBoxed(block.text())) {
            action(block.text(), block);
            leadDue(before);
            return;
        }
        if (section.is(Section.Kind.OTHER)) {
            return;
        }
        if (owner != null && (isDuty(block, block.text()) || pledged && block.isOpen(lexicon))) {
            action(block.text(), block);
            return;
        }
        if (isOwned(block)) {
            action(block.text(), block);
            leadDue(before);
            return;
        }
        boolean led = leadIn != LeadIn.NONE && block.isOpen(lexicon);
        led &= leadIn != LeadIn.QUESTIONS || block.text().endsWith("?");
        reader.read(block, Sentences.split(block.text()), !led);
        if (found.size() == before
                && leadIn.asks()
                && Owners.doing(block.text(), reader.scene())
                        != null) { // "Dana gathers the numbers"
            action(block.text(), block);
        }
        if (found.size() == before && led) {
            AssigneeRef who =
                    leadIn == LeadIn.COMMITMENT ? reader.scene().sender() : reader.scene().reader();
            found.add(drafts.item(block, who, reader.scene(), lead));
        }
        if (found.size() == before && drafts.isTold(block.text(), lexicon)) {
            found.add(drafts.item(block, reader.scene().reader(), reader.scene(), null));
        }
        leadDue(before);
    }

    /** The deadline of the lead-in or the heading holds for items that name no day. */
    private void leadDue(int from) {
        Due until = lead != null && lead.due() != null ? lead.due() : section.due();
        for (int i = from; until != null && i < found.size(); i++) {
            if (found.get(i).due() == null) {
                found.set(i, found.get(i).withDue(until));
            }
        }
    }

    /** "Ana: book the van", also where the lead-in says nothing of tasks. */
    private boolean isOwned(Block block) {
        ActionLine line = ActionLine.read(block.text(), reader.scene());
        if (MinutesLine.isOpinion(new Tokens(line.task()), lexicon)) {
            return false;
        }
        boolean known = ActionLine.namesOwner(block.text(), reader.scene());
        boolean like = line.who() != null && line.task().length() < block.text().length();
        boolean stranger = ownedList && like && Owners.doing(block.text(), reader.scene()) == null;
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
        ActionLine action = ActionLine.read(line, reader.scene()).orBy(owner);
        if (new Tokens(action.task()).size() > 1) {
            found.add(drafts.action(action, block, "", reader.scene()));
        }
    }

    private void paragraph(Block block, @Nullable Block next) {
        if ((section.is(Section.Kind.TASKS) || ActionLine.areOwned(block.text(), reader.scene()))
                && ownerLines(block)) {
            return;
        }
        if (headed(block, next)) {
            return;
        }
        if (section.is(Section.Kind.OTHER) && block.leavesSection(next, lexicon)) {
            section = Section.NONE;
        }
        if (section.is(Section.Kind.OTHER) && !block.startsEvent(lexicon)) {
            Sentences.split(block.text()).stream()
                    .map(block::saying)
                    .filter(line -> MinutesLine.isGiven(line, reader.scene()))
                    .forEach(line -> action(line.text(), line));
            return;
        }
        reader.begin();
        table = null;
        if (section.is(Section.Kind.NONE) || !block.text().endsWith(":")) {
            int open = found.size();
            boolean closes = groupStart < open && leadIn != LeadIn.NONE && closesGroup(block);
            leadIn = LeadIn.NONE;
            lead = null;
            List<String> all = Sentences.split(block.text());
            reader.read(block, closes ? all.subList(1, all.size()) : all, true);
        }
        if (next != null && next.is(Block.Kind.ITEM) || block.text().endsWith(":")) {
            lead(block);
        }
    }

    /** "Ana Ruiz" above her own items, or her own lines where actions are listed. */
    private boolean headed(Block block, @Nullable Block next) {
        boolean tasks = section.is(Section.Kind.TASKS);
        boolean above = next != null && next.is(Block.Kind.ITEM);
        String text = block.text();
        int end = text.indexOf('\n');
        boolean planned = // "Ana Ruiz" above "Yesterday: …" and "Today: …"
                end > 0 && Block.isTitle(new Tokens(text.substring(end + 1)), lexicon);
        if (!above && !tasks && !planned) {
            owner = null;
            return false;
        }
        AssigneeRef head = null;
        if (end < 0 && (above || next != null && next.is(Block.Kind.PARAGRAPH))) {
            head = Owners.heading(text, base, tasks);
        } else if (end > 0 && (tasks || planned)) {
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
            String said = planned ? MinutesLine.behindPlan(line, lexicon) : line;
            if (!said.isEmpty()) {
                action(said, block.saying(line));
            }
        }
        leadIn = LeadIn.NONE;
        lead = null;
        return true;
    }

    /** Lines "Owner - task - due" without bullets. */
    private boolean ownerLines(Block block) {
        boolean any = false;
        for (String line : block.text().split("\n")) {
            ActionLine action = ActionLine.read(line, reader.scene());
            if (action.who() != null
                    && new Tokens(action.task()).size() > 1
                    && !block.startsEvent(lexicon)) {
                found.add(drafts.action(action, block.saying(line), "", reader.scene()));
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
        lead = drafts.leadIn(words, reader.scene());
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
}

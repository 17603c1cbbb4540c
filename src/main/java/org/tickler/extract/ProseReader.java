package org.tickler.extract;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.People;
import org.tickler.ask.Reach;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Scene;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.language.Lexicon;
import org.tickler.language.PlainText;
import org.tickler.language.Sentences;
import org.tickler.language.Tokens;
import org.tickler.mail.HtmlText;
import org.tickler.mail.ParsedMail;

/** Reads what people write to each other: requests, promises, delegations, lists, minutes. */
final class ProseReader {
    private static final Pattern PEOPLE =
            Pattern.compile(
                    "(?im)^\\s*\\**(?:attendees|present|participants|people|apologies|teilnehmer|anwesend|pr\u00e9sents|participantes|asistentes)\\**\\s*:\\**\\s*(.{3,600})$");
    private static final int LONGEST_STUB = 400;
    private static final int OPENING = 200;

    private final DateFinder dates;

    ProseReader(DateFinder dates) {
        this.dates = dates;
    }

    List<Candidate> read(ParsedMail mail, String newText, ReadingContext context, People people) {
        String text = shown(mail, newText);
        var words = new Tokens(text);
        Lexicon lexicon = Lexicon.of(words, context.locale());
        Reach reach = Reach.of(mail, words, lexicon);
        if (reach == Reach.BULK) {
            return List.of();
        }
        addNames(text, people);
        ZonedDateTime sent =
                mail.date() == null
                        ? context.now().atZone(context.zone())
                        : mail.date().atZoneSameInstant(context.zone());
        var dues = new Dues(dates, new DateContext(sent, context.locale()), lexicon);
        var opening =
                new Tokens(text.strip().substring(0, Math.min(OPENING, text.strip().length())));
        Scene scene = Scene.of(mail, people, lexicon, reach, opening);
        List<Candidate> found = new Walk(scene, dues).over(Layout.of(text, lexicon));
        List<Candidate> handedOn = Forwarded.read(mail, text, found, scene, dues);
        return distinct(handedOn.isEmpty() ? found : handedOn);
    }

    /** The new text, or the HTML where the plain part only says that there is HTML. */
    private static String shown(ParsedMail mail, String newText) {
        boolean stub =
                newText.length() < LONGEST_STUB
                        && !mail.html().isBlank()
                        && Lexicon.english().has("html-stub", new Tokens(newText));
        return stub ? HtmlText.render(mail.html()) : newText;
    }

    private static void addNames(String text, People people) {
        Matcher list = PEOPLE.matcher(text);
        while (list.find()) {
            for (String name : list.group(1).replaceAll("\\([^()]*\\)", "").split("[,;.]")) {
                if (name.strip().split("\\s+").length <= 4 && name.strip().length() > 1) {
                    people.addName(name.strip());
                }
            }
        }
    }

    private static List<Candidate> distinct(List<Candidate> all) {
        var byEvidence = new LinkedHashMap<String, Candidate>();
        all.forEach(
                candidate -> byEvidence.putIfAbsent(Tokens.fold(candidate.evidence()), candidate));
        return List.copyOf(byEvidence.values());
    }

    /** One walk over the blocks of a mail. */
    static final class Walk {
        private enum Section {
            NONE,
            TASKS,
            OTHER
        }

        private enum LeadIn {
            NONE,
            REQUEST,
            COMMITMENT
        }

        private final Drafts drafts;
        private final Lexicon lexicon;
        private final Scene base;
        private final List<Draft> found = new ArrayList<>();
        private Scene scene;
        private Section section = Section.NONE;
        private LeadIn leadIn = LeadIn.NONE;
        private @Nullable Draft lead;
        private @Nullable Table table;
        private int groupStart;

        Walk(Scene scene, Dues dues) {
            this.base = scene;
            this.scene = scene;
            this.lexicon = scene.lexicon();
            this.drafts = new Drafts(dues);
        }

        List<Candidate> over(List<Block> blocks) {
            for (int i = 0; i < blocks.size(); i++) {
                Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : null;
                block(blocks.get(i), next);
            }
            return found.stream().filter(this::counts).map(drafts::finish).toList();
        }

        /** A machine must name a day and mean the reader; a person need not. */
        private boolean counts(Draft draft) {
            return base.reach() == Reach.PERSONAL
                    || section != Section.NONE
                    || draft.due() != null && draft.sureness() > 0.7 && !draft.commitment();
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
                            || words.size() <= 4 && lexicon.has("task-headings", words);
            boolean other = lexicon.phrases("other-headings").isAllOf(words);
            section = tasks ? Section.TASKS : other ? Section.OTHER : Section.NONE;
            leadIn = LeadIn.NONE;
            table = null;
            groupStart = found.size();
        }

        private void row(Block block) {
            Table header = Table.of(block.cells(), lexicon);
            if (header != null) {
                table = header;
            } else if (table != null) {
                String task = table.cell(block.cells(), table.task());
                String due = table.cell(block.cells(), table.due());
                String owner = table.cell(block.cells(), table.owner());
                AssigneeRef who = owner.isBlank() ? null : ActionLine.owners(owner, scene);
                if (!task.isBlank()) {
                    found.add(
                            drafts.action(
                                    new ActionLine(
                                            who == null
                                                    ? owner.isBlank()
                                                            ? scene.reader()
                                                            : scene.people().refer(owner)
                                                    : who,
                                            task,
                                            CandidateStatus.OPEN),
                                    block,
                                    due,
                                    scene));
                }
            } else if (section == Section.TASKS) {
                action(block.text(), block);
            }
        }

        private void item(Block block) {
            if (section == Section.TASKS) {
                action(block.text(), block);
                return;
            }
            if (section == Section.OTHER) {
                return;
            }
            if (leadIn == LeadIn.REQUEST && ActionLine.endsWithOwner(block.text(), scene)) {
                action(block.text(), block);
                return;
            }
            int before = found.size();
            sentences(block);
            if (found.size() == before && leadIn != LeadIn.NONE && isOpenItem(block)) {
                AssigneeRef who = leadIn == LeadIn.COMMITMENT ? scene.sender() : scene.reader();
                found.add(drafts.item(block, who, scene, lead));
            }
            for (int i = before; lead != null && i < found.size(); i++) {
                if (found.get(i).due() == null && lead.due() != null) {
                    found.set(i, found.get(i).withDue(lead.due()));
                }
            }
        }

        /** A thing or an action, no sentence that tells something. */
        private boolean isOpenItem(Block block) {
            var all = new Tokens(block.text());
            String text = block.text();
            int comma = text.indexOf(',');
            var head = new Tokens(comma > 0 ? text.substring(0, comma) : text);
            return !lexicon.has("hard-veto", all)
                    && !lexicon.has("tells", head)
                    && !lexicon.has("social", all);
        }

        private void action(String line, Block block) {
            ActionLine action = ActionLine.read(line, scene);
            if (new Tokens(action.task()).size() > 1) {
                found.add(drafts.action(action, block, "", scene));
            }
        }

        private void paragraph(Block block, @Nullable Block next) {
            if (section == Section.TASKS && ownerLines(block)) {
                return;
            }
            if (section == Section.OTHER && !startsEvent(block)) {
                return;
            }
            scene = base;
            table = null;
            if (section == Section.NONE || !block.text().endsWith(":")) {
                int open = found.size();
                boolean closes = groupStart < open && leadIn != LeadIn.NONE && closesGroup(block);
                leadIn = LeadIn.NONE;
                lead = null;
                if (!closes) {
                    sentences(block);
                }
            }
            if (next != null && next.is(Block.Kind.ITEM) || block.text().endsWith(":")) {
                lead(block);
            }
        }

        private boolean startsEvent(Block block) {
            return lexicon.phrases("next-event").startsAt(new Tokens(block.text()), 0);
        }

        /** Lines "Owner - task - due" without bullets. */
        private boolean ownerLines(Block block) {
            boolean any = false;
            for (String line : block.text().split("\n")) {
                ActionLine action = ActionLine.read(line, scene);
                if (action.who() != null
                        && new Tokens(action.task()).size() > 1
                        && !startsEvent(block)) {
                    found.add(
                            drafts.action(
                                    action,
                                    new Block(Block.Kind.ITEM, line, List.of(), "", block.line()),
                                    "",
                                    scene));
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
            boolean veto = lexicon.has("no-lead-in", words);
            leadIn =
                    veto
                            ? LeadIn.NONE
                            : lexicon.has("lead-in-commit", words)
                                    ? LeadIn.COMMITMENT
                                    : lexicon.has("lead-in", words) ? LeadIn.REQUEST : LeadIn.NONE;
            groupStart = found.size();
            lead = drafts.leadIn(last, scene);
            if (leadIn != LeadIn.NONE
                    && !found.isEmpty()
                    && found.getLast().evidence().equals(PlainText.squeeze(last))
                    && last.endsWith(":")) {
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
            var due = drafts.deadline(all.getFirst(), lexicon);
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

        private void sentences(Block block) {
            Draft last = null;
            for (String sentence : Sentences.split(block.text())) {
                scene = vocative(sentence);
                List<Draft> drafted = drafts.sentence(sentence, block.line(), scene);
                if (drafted.isEmpty() && last != null && last.due() == null) {
                    var due = drafts.deadline(sentence, lexicon);
                    if (due != null) {
                        found.set(found.size() - 1, last.withDue(due));
                    }
                } else if (!drafted.isEmpty()
                        && last != null
                        && last.due() == null
                        && drafts.isDeadlineOnly(sentence, lexicon)) {
                    found.set(found.size() - 1, last.withDue(drafted.getFirst().due()));
                    drafted = List.of();
                }
                found.addAll(drafted);
                scene = scene.mentioning(mentioned(sentence, drafted));
                last = drafted.isEmpty() ? null : drafted.getLast();
            }
        }

        /** Whom "she" in the next sentence means: who was given something, or named alone. */
        private @Nullable AssigneeRef mentioned(String sentence, List<Draft> drafted) {
            return drafted.stream()
                    .map(Draft::who)
                    .filter(who -> who instanceof AssigneeRef.Named && !who.equals(scene.sender()))
                    .findFirst()
                    .orElseGet(() -> scene.mentionedIn(new Tokens(sentence)));
        }

        /** "Nadia, can you …", "Everyone: please …" say who "you" is from here on. */
        private Scene vocative(String sentence) {
            var words = new Tokens(sentence);
            int i = lexicon.phrases("greeting").at(words, 0);
            int group = lexicon.phrases("group").at(words, i);
            if (group > 0 && i + group < words.size() && addresses(words, i + group)) {
                return scene.withReader(scene.group());
            }
            for (int length = 2; length > 0; length--) {
                if (i + length < words.size() && isCut(words, i + length)) {
                    String name = sentence.substring(words.start(i), words.end(i + length - 1));
                    People.Person person = words.isCapital(i) ? scene.people().find(name) : null;
                    if (person != null && !person.ref().equals(scene.sender())) {
                        return scene.withReader(person.ref());
                    }
                    boolean stranger =
                            words.isCapital(i)
                                    && (length == 1 || words.isCapital(i + 1))
                                    && lexicon.phrases("request").startsAt(words, i + length)
                                    && !lexicon.phrases("no-names").startsAt(words, i)
                                    && !lexicon.phrases("starters").startsAt(words, i);
                    if (stranger
                            && i == 0
                            && base.reader() instanceof AssigneeRef.Me
                            && found.isEmpty()) {
                        return scene;
                    }
                    if (stranger) {
                        return scene.withReader(new AssigneeRef.Named(name, null));
                    }
                }
            }
            return scene;
        }

        /** "Everyone: …", "All staff must …", "Everyone please …". */
        private boolean addresses(Tokens words, int i) {
            return isCut(words, i)
                    || lexicon.phrases("polite").startsAt(words, i)
                    || lexicon.phrases("will").startsAt(words, i)
                    || lexicon.phrases("passive-duty").startsAt(words, i);
        }

        private static boolean isCut(Tokens words, int i) {
            String gap = words.gapBefore(i);
            return gap.startsWith(",")
                    || gap.startsWith(":")
                    || gap.strip().equals("-")
                    || gap.strip().equals("\u2013")
                    || gap.strip().equals("\u2014");
        }
    }
}

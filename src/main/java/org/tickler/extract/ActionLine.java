package org.tickler.extract;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Owners;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/**
 * A line of a list of actions, as minutes and recaps write it: "Owner: task", "Owner to task",
 * "Owner - task - due", "task (Owner)", a table row.
 *
 * @param who who must act, or null where the line does not say
 * @param task the words of the task without owner and due column
 */
record ActionLine(@Nullable AssigneeRef who, String task, CandidateStatus status) {
    private static final Pattern BOX = Pattern.compile("^\\[([ xX?/~-]?)\\]\\s+");
    private static final Pattern DASH =
            Pattern.compile("\\s+[-\u2013\u2014|/\u2192>]+\\s+|\\s*:\\s+|\\s+->\\s+");
    private static final Pattern AT_END =
            Pattern.compile("^(.{3,400}?)\\s*[(\\[]([^()\\[\\]]{1,60})[)\\]][.\\s]*$");

    /** "[Luca] freeze the drawing", "(Ana, Bo) measure it". */
    private static final Pattern IN_FRONT =
            Pattern.compile(
                    "^[(\\[]([^()\\[\\]]{1,60})[)\\]]\\s*:?\\s*(\\S.{3,})$", Pattern.DOTALL);

    /** "TODO(luca): freeze the drawing". */
    private static final Pattern LABELLED =
            Pattern.compile(
                    "(?i)^"
                            + Lexicon.anyOf("line-labels")
                            + "\\s?[(\\[]@?([^()\\[\\]]{1,60})[)\\]]\\s*:?\\s*(\\S.{3,})$",
                    Pattern.DOTALL);

    /** "Owner: Ana Ruiz" and "Due: 16 October" behind the task. */
    private static final Pattern OWNER_FIELD = field("owner-heading");

    private static final Pattern DUE_FIELD = field("due-heading");

    /** "(02:14)" behind a line of a recap: where in the recording it was said. */
    private static final Pattern STAMP =
            Pattern.compile("\\s*[(\\[](?:\\d{1,2}:)?\\d{1,3}:\\d{2}[)\\]][.\\s]*$");

    private static final Pattern NAME_AND_DASH =
            Pattern.compile(
                    "(\\p{Lu}[\\p{L}.'-]{0,30}(?: \\p{Lu}[\\p{L}.'-]{0,30})?) [-\u2013\u2014] \\S");

    private static final Pattern MENTION =
            Pattern.compile("(?:^|\\s)@(\\p{L}[\\p{L}.'-]*(?:\\s\\p{Lu}[\\p{L}.'-]*)?)");
    private static final Pattern HANDLE = Pattern.compile("(?<!\\S)@(?=\\p{Lu})");
    private static final Pattern LABEL =
            Pattern.compile(
                    "(?i)"
                            + Lexicon.anyOf("line-labels")
                            + "(?:\\s?#?\\d{1,3})?\\s*[:\u2013-]\\s+(\\S.{5,})",
                    Pattern.DOTALL);

    private static final Pattern SHOUTED =
            Pattern.compile("(?:ACTION|TODO|TO DO|TASK|AI|AP)\\s+(?=\\p{Lu}\\p{Ll})");

    private static Pattern field(String headings) {
        return Pattern.compile(
                "(?i)[\\s(,;|\u2013\u2014-]+"
                        + Lexicon.anyOf(headings)
                        + "\\s?:\\s*([^.,;|()\\n\u2013\u2014]{1,40})[.,;|)]?");
    }

    /** The line without the time of the recording at its end. */
    static String withoutStamp(String line) {
        return STAMP.matcher(line).replaceFirst("");
    }

    private static final int MOST_TOLD = 6;
    private static final int NEAR = 3;

    /** "A1 ", "AI-3: " in front of an action. */
    private static final Pattern NUMBER = Pattern.compile("^(?:AI|AP|A|T|#)-?\\d{1,3}[.):]?\\s+");

    /**
     * What stands behind "ACTION:" in running minutes, all of "Ana to book the van", or the empty
     * string.
     */
    static String behindLabel(String sentence, Scene scene) {
        if (LABELLED.matcher(sentence).matches() || isTold(sentence, scene)) {
            return sentence;
        }
        Matcher label = LABEL.matcher(sentence);
        return label.matches() ? label.group(1) : "";
    }

    /** The same line, whose task is {@code other}'s where the line names nobody. */
    ActionLine orBy(@Nullable AssigneeRef other) {
        return who != null ? this : new ActionLine(other, task, status);
    }

    static ActionLine read(String line, Scene scene) {
        Matcher box = BOX.matcher(line);
        CandidateStatus status = CandidateStatus.OPEN;
        String text = NUMBER.matcher(withoutStamp(line)).replaceFirst("");
        if (box.find()) {
            status = CandidateStatus.ofBox(box.group(1).isEmpty() ? ' ' : box.group(1).charAt(0));
            text = text.substring(box.end());
        }
        text = unlabelled(text);
        ActionLine found = owned(text, scene);
        return new ActionLine(found.who, found.task.isBlank() ? text : found.task, status);
    }

    /**
     * Whether the line names, in front or at its end, somebody whom the mail knows: "task (Ana)",
     * "task - Ana, by Friday", "Ana: task".
     */
    static boolean namesOwner(String line, Scene scene) {
        Matcher end = AT_END.matcher(line);
        if (end.matches() && Owners.isKnown(end.group(2), scene) || isBracketed(line, scene)) {
            return true;
        }
        String[] pieces = DASH.split(line);
        return pieces.length > 1
                && (Owners.isKnown(pieces[0], scene)
                        || Owners.isKnown(pieces[pieces.length - 1], scene));
    }

    /** "Ana to book the van", "Hall: Ana to measure it", where the mail knows Ana. */
    static boolean isTold(String line, Scene scene) {
        var words = new Tokens(line);
        var lexicon = scene.lexicon();
        for (int i = 1; i <= Math.min(MOST_TOLD, words.size() - 2); i++) {
            boolean topic = line.lastIndexOf(':', words.start(i)) > 0;
            int will = lexicon.phrases(topic ? "will" : "told-to").at(words, i);
            if (will > 0) {
                String front = line.substring(0, words.end(i - 1));
                String name = front.substring(front.lastIndexOf(':') + 1).strip();
                return words.gapBefore(i).isBlank()
                        && isDoing(words, i + will, lexicon)
                        && Owners.isKnown(name, scene)
                        && Owners.all(name, scene) != null;
            }
        }
        return false;
    }

    /** "Hall: AR to measure it" is "measure it"; a plain name in front is left to the title. */
    private static String afterName(String text, Scene scene) {
        var words = new Tokens(text);
        for (int i = 1; i <= Math.min(MOST_TOLD, words.size() - 2); i++) {
            int will = scene.lexicon().phrases("will").at(words, i);
            if (will > 0) {
                String front = text.substring(0, words.end(i - 1));
                boolean plain = front.indexOf(':') < 0 && scene.people().byInitials(front) == null;
                return plain || !isDoing(words, i + will, scene.lexicon())
                        ? text
                        : text.substring(words.start(i + will));
            }
        }
        return text;
    }

    private static boolean isDoing(Tokens words, int i, Lexicon lexicon) {
        return lexicon.phrases("verbs").startsAt(words, i)
                || lexicon.phrases("event-verbs").startsAt(words, i)
                || !words.isCapital(i) && !lexicon.phrases("function-words").startsAt(words, i);
    }

    /** "ACTION: …", "TODO(ana): …". */
    static boolean isLabelled(String line) {
        return LABEL.matcher(line).matches() || LABELLED.matcher(line).matches();
    }

    /** "Action: book the van", "TODO Book the van" without what it is called. */
    private static String unlabelled(String text) {
        Matcher label = LABEL.matcher(text);
        if (label.matches()) {
            return label.group(1);
        }
        Matcher shouted = SHOUTED.matcher(text);
        return shouted.lookingAt() ? text.substring(shouted.end()) : text;
    }

    /** "[Ana] book the van", also "(AR) book it" where the mail knows who AR is. */
    static boolean isBracketed(String line, Scene scene) {
        Matcher front = IN_FRONT.matcher(line);
        return front.matches()
                && (line.startsWith("[") || Owners.isKnown(front.group(1), scene))
                && Owners.all(front.group(1), scene) != null;
    }

    /** "[ ] book the room": a line with a check box. */
    static boolean isBoxed(String line) {
        return BOX.matcher(line).find();
    }

    /**
     * Several lines "[Owner] task", "Ana - task", or three at least "thing: Ana, by Friday": they
     * are actions where no heading says so either.
     */
    static boolean areOwned(String text, Scene scene) {
        if (text.indexOf('\n') < 0) {
            return false;
        }
        List<String> lines = text.lines().toList();
        boolean several = lines.size() > 2;
        boolean headed = several && lines.stream().anyMatch(line -> isHeaded(line, scene, true));
        return lines.stream()
                .allMatch(line ->
                        isBracketed(line, scene)
                                || isDashed(line, scene)
                                || several && isGiven(line, scene)
                                || headed && MinutesLine.read(new Tokens(line), scene) != null
                                || headed && isHeaded(line, scene, false));
    }

    /** "Gwen: cake rota". */
    private static boolean isHeaded(String line, Scene scene, boolean known) {
        String[] pieces = DASH.split(line);
        String front = pieces.length > 1 ? pieces[0] : "";
        return known
                ? !front.isBlank() && Owners.isKnown(front, scene)
                : !front.isBlank()
                        && Owners.all(front, scene) != null
                        && !scene.lexicon().phrases("head-labels").isAllOf(new Tokens(front));
    }

    /** "Raffle prizes: Ana", "Music - Bo will book the band"; but not "Chair: Ana". */
    private static boolean isGiven(String line, Scene scene) {
        String[] pieces = DASH.split(line);
        if (pieces.length < 2
                || scene.lexicon().phrases("head-labels").isAllOf(new Tokens(pieces[0]))
                || scene.lexicon().phrases("people-labels").isAllOf(new Tokens(pieces[0]))) {
            return false;
        }
        return namesOwner(line, scene)
                || Owners.isKnown(pieces[1], scene)
                || scene.nameAt(new Tokens(pieces[1]), 0) != null
                || scene.lexicon().has("nobody", new Tokens(pieces[1]));
    }

    private static boolean isDashed(String line, Scene scene) {
        Matcher dashed = NAME_AND_DASH.matcher(line);
        return dashed.lookingAt() && Owners.isKnown(dashed.group(1), scene);
    }

    private static ActionLine owned(String text, Scene scene) {
        Matcher field = OWNER_FIELD.matcher(text);
        AssigneeRef told = field.find() ? Owners.all(field.group(1), scene) : null;
        if (told != null) {
            String rest = text.substring(0, field.start()) + text.substring(field.end());
            return new ActionLine(
                    told, DUE_FIELD.matcher(rest).replaceAll("").strip(), CandidateStatus.OPEN);
        }
        Matcher labelled = LABELLED.matcher(text);
        if (labelled.matches()) {
            return new ActionLine(
                    Owners.called(labelled.group(1), scene),
                    labelled.group(2),
                    CandidateStatus.OPEN);
        }
        AssigneeRef subject = subject(text, scene);
        if (subject != null) {
            String plain = HANDLE.matcher(afterName(text, scene)).replaceAll("");
            return new ActionLine(subject, plain, CandidateStatus.OPEN);
        }
        Matcher front = IN_FRONT.matcher(text);
        AssigneeRef bracketed = front.matches() ? Owners.all(front.group(1), scene) : null;
        if (bracketed != null && (text.startsWith("[") || Owners.isKnown(front.group(1), scene))) {
            return new ActionLine(bracketed, front.group(2), CandidateStatus.OPEN);
        }
        List<String> pieces = List.of(DASH.split(text));
        if (pieces.size() > 1) {
            AssigneeRef first = Owners.all(pieces.getFirst(), scene);
            if (first instanceof AssigneeRef.Named && !Owners.isKnown(pieces.getFirst(), scene)) {
                AssigneeRef called = calledBehind(text, pieces, scene); // "Speeches: Ana, can you"
                if (called == null
                        && pieces.size() == 2
                        && scene.lexicon()
                                .phrases("nobody")
                                .within(new Tokens(pieces.get(1)), 0, NEAR)) {
                    called = new AssigneeRef.Nobody(); // "Parking: still need somebody!"
                }
                first = called == null ? first : called;
            }
            if (first != null) {
                return new ActionLine(
                        first,
                        text.substring(text.indexOf(pieces.get(1), pieces.getFirst().length())),
                        CandidateStatus.OPEN);
            }
            for (int i = 1; i < pieces.size(); i++) {
                AssigneeRef later = Owners.all(pieces.get(i), scene);
                String name = Owners.beforeComma(pieces.get(i));
                if (later == null && Owners.isKnown(name, scene)) {
                    later = Owners.all(name, scene);
                }
                if (later != null) {
                    return new ActionLine(later, pieces.getFirst(), CandidateStatus.OPEN);
                }
            }
        }
        Matcher end = AT_END.matcher(text);
        if (end.matches() && isNameOrKnown(end.group(2), scene)) {
            AssigneeRef last = Owners.all(end.group(2), scene);
            last = last == null ? Owners.all(Owners.beforeComma(end.group(2)), scene) : last;
            if (last != null) {
                return new ActionLine(last, end.group(1), CandidateStatus.OPEN);
            }
        }
        Owners.Doing doing = Owners.doing(text, scene);
        if (doing != null) {
            return new ActionLine(doing.who(), doing.task(), CandidateStatus.OPEN);
        }
        Matcher mention = MENTION.matcher(text);
        if (mention.find()) {
            String name =
                    scene.people().find(mention.group(1)) == null
                            ? mention.group(1).split("\\s")[0]
                            : mention.group(1);
            return new ActionLine(
                    scene.people().refer(name),
                    text.replace("@" + name, "").strip(),
                    CandidateStatus.OPEN);
        }
        return new ActionLine(null, text, CandidateStatus.OPEN);
    }

    /** "Boat shed. Ana" is Ana, where "Dr. Ana" is one name. */
    private static String behindTopic(String front) {
        int stop = front.lastIndexOf(". ");
        boolean word = stop >= NEAR && front.lastIndexOf(' ', stop) < stop - NEAR;
        return word ? front.substring(stop + 2) : front;
    }

    /** "(Ana)", "(Ana, by Friday)"; but several words nobody knows are things: "(Bold, Italic)". */
    private static boolean isNameOrKnown(String inner, Scene scene) {
        int comma = inner.indexOf(',');
        return Owners.isKnown(inner, scene)
                || comma < 0
                || !new Tokens(inner.substring(comma)).isCapital(0);
    }

    /** The known person a topic's text begins with: "Catering: Ana confirms the numbers". */
    private static @Nullable AssigneeRef calledBehind(
            String text, List<String> pieces, Scene scene) {
        var rest =
                new Tokens(text.substring(text.indexOf(pieces.get(1), pieces.getFirst().length())));
        return scene.nameAt(rest, 0);
    }

    /** "Ana Ruiz to share …", "Ana and Bob will …", "Group to meet …". */
    private static @Nullable AssigneeRef subject(String text, Scene scene) {
        var words = new Tokens(text);
        for (int length = 1; length <= Math.min(8, words.size() - 2); length++) {
            boolean will = scene.lexicon().phrases("will").startsAt(words, length);
            boolean parted = // "Ana: Talk to the bank"
                    words.gapBefore(length - 1).contains(":")
                            && scene.lexicon().phrases("verbs").startsAt(words, length - 1);
            if (length > 1 && parted) {
                return null;
            }
            if (will && words.gapBefore(length).isBlank()) {
                String front = text.substring(0, words.end(length - 1));
                return Owners.all(behindTopic(front.substring(front.lastIndexOf(':') + 1)), scene);
            }
            if (will && words.gapBefore(length).strip().equals(")")) { // "QA (Sunita) to send …"
                String front = text.substring(0, words.start(length)).strip();
                Matcher named = AT_END.matcher("   " + front);
                return named.matches() && Owners.isKnown(named.group(2), scene)
                        ? Owners.all(named.group(2), scene)
                        : null;
            }
        }
        return null;
    }
}

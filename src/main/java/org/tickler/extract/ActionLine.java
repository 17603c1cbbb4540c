package org.tickler.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.People;
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

    private static final Pattern NAME_AND_DASH =
            Pattern.compile(
                    "(\\p{Lu}[\\p{L}.'-]{0,30}(?: \\p{Lu}[\\p{L}.'-]{0,30})?) [-\u2013\u2014] \\S");

    private static final Pattern MENTION =
            Pattern.compile("(?:^|\\s)@(\\p{L}[\\p{L}.'-]*(?:\\s\\p{Lu}[\\p{L}.'-]*)?)");
    private static final Pattern HANDLE = Pattern.compile("(?<!\\S)@(?=\\p{Lu})");
    private static final Pattern DECORATION = Pattern.compile("[*_@:\\[\\]]");
    private static final Pattern BETWEEN =
            Pattern.compile("\\s*(?:,|&|\\+|/|;|\\b" + Lexicon.anyOf("list-joiners") + "\\b)\\s*");
    private static final Pattern LABEL =
            Pattern.compile(
                    "(?i)" + Lexicon.anyOf("line-labels") + "\\s*[:\u2013-]\\s+(\\S.{5,})",
                    Pattern.DOTALL);
    private static final int MOST_OWNERS = 6;

    /** What stands behind "ACTION:" in running minutes, or the empty string. */
    static String behindLabel(String sentence) {
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
        String text = line;
        if (box.find()) {
            status = CandidateStatus.ofBox(box.group(1).isEmpty() ? ' ' : box.group(1).charAt(0));
            text = line.substring(box.end());
        }
        ActionLine found = owned(text, scene);
        return new ActionLine(found.who, found.task.isBlank() ? text : found.task, status);
    }

    /**
     * Whether the line names, in front or at its end, somebody whom the mail knows: "task (Ana)",
     * "task - Ana, by Friday", "Ana: task".
     */
    static boolean namesOwner(String line, Scene scene) {
        Matcher end = AT_END.matcher(line);
        if (end.matches() && isKnown(end.group(2), scene) || isBracketed(line, scene)) {
            return true;
        }
        String[] pieces = DASH.split(line);
        return pieces.length > 1
                && (isKnown(pieces[0], scene) || isKnown(pieces[pieces.length - 1], scene));
    }

    private static boolean isKnown(String words, Scene scene) {
        String name = beforeComma(DECORATION.matcher(words).replaceAll("")).strip();
        return scene.people().find(name) != null
                || scene.people().isMyName(name)
                || isSpeaker(name)
                || scene.lexicon().phrases("nobody").startsAt(new Tokens(name), 0);
    }

    /** Whether the line begins with its owners in square brackets. */
    static boolean isBracketed(String line, Scene scene) {
        Matcher front = IN_FRONT.matcher(line);
        return front.matches() && line.startsWith("[") && owners(front.group(1), scene) != null;
    }

    /**
     * Several lines "[Owner] task" or "Ana - task": they are actions where no heading says so
     * either.
     */
    static boolean areOwned(String text, Scene scene) {
        return text.indexOf('\n') > 0
                && (text.startsWith("[") || NAME_AND_DASH.matcher(text).lookingAt())
                && text.lines().allMatch(line -> isBracketed(line, scene) || isDashed(line, scene));
    }

    private static boolean isDashed(String line, Scene scene) {
        Matcher dashed = NAME_AND_DASH.matcher(line);
        return dashed.lookingAt() && isKnown(dashed.group(1), scene);
    }

    private static boolean isSpeaker(String name) {
        return name.equalsIgnoreCase("me") || name.equalsIgnoreCase("myself");
    }

    /** "Dele, by 8 April" is Dele. */
    private static String beforeComma(String words) {
        int comma = words.indexOf(',');
        return comma < 0 ? words : words.substring(0, comma);
    }

    private static ActionLine owned(String text, Scene scene) {
        AssigneeRef subject = subject(text, scene);
        if (subject != null) {
            String plain = HANDLE.matcher(text).replaceAll("");
            return new ActionLine(subject, plain, CandidateStatus.OPEN);
        }
        Matcher front = IN_FRONT.matcher(text);
        AssigneeRef bracketed = front.matches() ? owners(front.group(1), scene) : null;
        if (bracketed != null && (text.startsWith("[") || isKnown(front.group(1), scene))) {
            return new ActionLine(bracketed, front.group(2), CandidateStatus.OPEN);
        }
        List<String> pieces = List.of(DASH.split(text));
        if (pieces.size() > 1) {
            AssigneeRef first = owners(pieces.getFirst(), scene);
            if (first instanceof AssigneeRef.Named && !isKnown(pieces.getFirst(), scene)) {
                AssigneeRef called = calledBehind(text, pieces, scene); // "Speeches: Ana, can you"
                first = called == null ? first : called;
            }
            if (first != null) {
                return new ActionLine(
                        first,
                        text.substring(text.indexOf(pieces.get(1), pieces.getFirst().length())),
                        CandidateStatus.OPEN);
            }
            for (int i = 1; i < pieces.size(); i++) {
                AssigneeRef later = owners(pieces.get(i), scene);
                String name = beforeComma(pieces.get(i));
                if (later == null && isKnown(name, scene)) {
                    later = owners(name, scene);
                }
                if (later != null) {
                    return new ActionLine(later, pieces.getFirst(), CandidateStatus.OPEN);
                }
            }
        }
        Matcher end = AT_END.matcher(text);
        if (end.matches()) {
            AssigneeRef last = owners(end.group(2), scene);
            last = last == null ? owners(beforeComma(end.group(2)), scene) : last;
            if (last != null) {
                return new ActionLine(last, end.group(1), CandidateStatus.OPEN);
            }
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
                return owners(text.substring(0, words.end(length - 1)), scene);
            }
            if (will && words.gapBefore(length).strip().equals(")")) { // "QA (Sunita) to send …"
                String front = text.substring(0, words.start(length)).strip();
                Matcher named = AT_END.matcher("   " + front);
                return named.matches() && isKnown(named.group(2), scene)
                        ? owners(named.group(2), scene)
                        : null;
            }
        }
        return null;
    }

    /** Who is meant, if all of the text is one or several names; else null. */
    static @Nullable AssigneeRef owners(String text, Scene scene) {
        String bare = DECORATION.matcher(text).replaceAll("").strip();
        var words = new Tokens(bare);
        if (words.isEmpty() || words.size() > MOST_OWNERS * 2) {
            return null;
        }
        if (scene.people().isNobody(bare)
                || scene.lexicon().phrases("nobody").at(words, 0) > 0 && words.size() <= 4) {
            return new AssigneeRef.Nobody();
        }
        if (scene.lexicon().phrases("group").isAllOf(words)) {
            return scene.group();
        }
        var all = new ArrayList<AssigneeRef>();
        for (String name : BETWEEN.split(bare)) {
            if (!name.isBlank()) {
                AssigneeRef one = owner(name.strip(), scene);
                if (one == null) {
                    return null;
                }
                all.add(one);
            }
        }
        return all.stream()
                .filter(AssigneeRef.Me.class::isInstance)
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
    }

    private static @Nullable AssigneeRef owner(String name, Scene scene) {
        if (isSpeaker(name)) {
            return scene.sender();
        }
        if (scene.people().isSpecial(name)) {
            return scene.people().refer(name);
        }
        if (name.equalsIgnoreCase("you")) {
            return scene.reader();
        }
        People.Person known = scene.people().find(name);
        if (known != null) {
            return known.ref();
        }
        if (scene.people().isMyName(name)) {
            return new AssigneeRef.Me();
        }
        var words = new Tokens(name);
        boolean capitals = true;
        for (int i = 0; i < words.size(); i++) {
            capitals &= words.isCapital(i) || i > 0 && People.PARTICLES.contains(words.word(i));
        }
        boolean verb =
                scene.lexicon().phrases("verbs").startsAt(words, 0)
                        || scene.lexicon().phrases("no-names").startsAt(words, 0)
                        || scene.lexicon().phrases("event-nouns").in(words);
        return capitals && !verb && words.size() <= 4 && !name.matches(".*\\d.*")
                ? new AssigneeRef.Named(People.displayName(name), null)
                : null;
    }
}

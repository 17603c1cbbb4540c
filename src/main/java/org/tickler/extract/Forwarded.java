package org.tickler.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.People;
import org.tickler.ask.Reach;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.layout.Block;
import org.tickler.layout.Layout;
import org.tickler.mail.ParsedMail;
import org.tickler.task.Due;

/** A forward that hands a request on: "can you take care of this?" above somebody else's mail. */
final class Forwarded {
    private static final Pattern SUBJECT =
            Pattern.compile("(?i)^\\s*" + Lexicon.anyOf("forward-prefixes") + "\\s*:.*");
    private static final Pattern START =
            Pattern.compile(
                    "(?im)^(?:-{2,}\\s*"
                            + Lexicon.anyOf("forward-rules")
                            + "\\s*-{2,}|"
                            + Lexicon.anyOf("forward-lines")
                            + "|_{10,}\\s*|"
                            + Lexicon.anyOf("from-words")
                            + "\\s*:.{3,200})$");
    private static final Pattern HEADER =
            Pattern.compile(
                    "^\\s*\\*?(?:"
                            + Lexicon.anyOf("from-words")
                            + "|"
                            + Lexicon.anyOf("header-words")
                            + ")\\s?\\*?:.*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NAME =
            Pattern.compile(
                    "(?im)^\\s*\\*?"
                            + Lexicon.anyOf("from-words")
                            + "\\s?\\*?:\\*?\\s*\"?([^<>\\[\"\\n]{2,60}?)\"?\\s*(?:<|\\[|$)");
    private static final Pattern POINTS =
            Pattern.compile(
                    "(?i)\\b"
                            + Lexicon.anyOf("point-words")
                            + "\\s+((?:\\d{1,2}|[a-h])(?:\\s*(?:,|&|-|"
                            + Lexicon.anyOf("list-joiners")
                            + "|"
                            + Lexicon.anyOf("range-words")
                            + ")\\s*(?:\\d{1,2}|[a-h]))*)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}|\\b[a-h]\\b");
    private static final int LONGEST = 20_000;

    private Forwarded() {}

    static boolean is(ParsedMail mail) {
        return SUBJECT.matcher(mail.subject()).matches();
    }

    /**
     * The tasks that replace those found in the new words, or none where nothing is handed on.
     *
     * @param newText the words of the one who forwards
     * @param own what was found in them
     */
    static List<Candidate> read(
            ParsedMail mail, String newText, List<Candidate> own, Scene scene, Dues dues) {
        if (!is(mail)) {
            return List.of();
        }
        String old = forwarded(mail.bodyText());
        var words = new Tokens(newText);
        Lexicon lexicon = scene.lexicon();
        boolean refused = lexicon.has("no-hand-on", words) && own.isEmpty();
        if (old.isEmpty() || refused) {
            return List.of();
        }
        boolean silent = words.isEmpty() && scene.ownerSpeaks();
        boolean handed = lexicon.has("hand-on", words) || silent;
        if (!handed) {
            return List.of();
        }
        Scene original = original(old, scene, silent);
        List<Block> blocks = Layout.of(body(old), lexicon);
        List<Candidate> asked = new Walk(original, dues, false, true).over(blocks);
        if (silent) {
            return asked;
        }
        Candidate hand = own.isEmpty() ? null : own.getFirst();
        Set<String> points = points(newText);
        if (!points.isEmpty()) {
            return numbered(
                    blocks, points, original, dues, hand == null ? dues.due(newText) : hand.due());
        }
        List<Candidate> requests =
                asked.stream()
                        .filter(one ->
                                one.assignee().equals(scene.reader())
                                        || one.assignee() instanceof AssigneeRef.Me)
                        .toList();
        return hand == null ? requests : joined(hand, own, requests, dues.due(newText));
    }

    /** One task for the hand-over, in the words of the request. */
    private static List<Candidate> joined(
            Candidate hand, List<Candidate> own, List<Candidate> requests, @Nullable Due newDue) {
        if (requests.isEmpty()) {
            return List.of();
        }
        Candidate request = requests.getFirst();
        Due due = hand.due() != null ? hand.due() : newDue != null ? newDue : firstDue(requests);
        var all = new ArrayList<Candidate>();
        all.add(
                new Candidate(
                        request.title(),
                        hand.evidence(),
                        hand.line(),
                        hand.assignee(),
                        due,
                        request.followUp(),
                        CandidateStatus.OPEN,
                        hand.priority(),
                        List.of(),
                        hand.confidence()));
        all.addAll(own.subList(1, own.size()));
        return all;
    }

    private static @Nullable Due firstDue(List<Candidate> requests) {
        for (Candidate request : requests) {
            if (request.due() != null) {
                return request.due();
            }
        }
        return null;
    }

    private static List<Candidate> numbered(
            List<Block> blocks, Set<String> points, Scene scene, Dues dues, @Nullable Due due) {
        var drafts = new Drafts(dues);
        var all = new ArrayList<Candidate>();
        for (Block block : blocks) {
            if (block.is(Block.Kind.ITEM) && points.contains(block.number())) {
                Draft draft = drafts.item(block, scene.reader(), scene, null);
                all.add(drafts.finish(due == null ? draft : draft.withDue(due)));
            }
        }
        return all;
    }

    private static Set<String> points(String text) {
        var all = new HashSet<String>();
        Matcher points = POINTS.matcher(text);
        if (points.find()) {
            Matcher number = NUMBER.matcher(points.group(1));
            while (number.find()) {
                all.add(number.group());
            }
        }
        return all;
    }

    private static String forwarded(String body) {
        String text = body.substring(0, Math.min(LONGEST, body.length()));
        Matcher start = START.matcher(text);
        if (!start.find()) {
            return "";
        }
        String old = text.substring(start.start());
        Matcher again = START.matcher(old);
        int from = 400;
        return again.find(Math.min(from, old.length())) && again.group().startsWith("_")
                ? old.substring(0, again.start())
                : old;
    }

    /** Without the header lines at its top. */
    private static String body(String old) {
        var lines = new ArrayList<String>();
        boolean top = true;
        for (String line : old.lines().toList()) {
            boolean header =
                    HEADER.matcher(line).matches()
                            || START.matcher(line).matches()
                            || line.isBlank();
            top = top && header;
            if (!top) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    /** In the forwarded mail "I" is its author, and "you" whom the request is handed to. */
    private static Scene original(String old, Scene scene, boolean silent) {
        Matcher name = NAME.matcher(old);
        String author = name.find() ? People.displayName(name.group(1)) : "";
        AssigneeRef sender =
                author.isEmpty() ? new AssigneeRef.Nobody() : new AssigneeRef.Named(author, null);
        AssigneeRef reader = silent ? new AssigneeRef.Me() : scene.reader();
        return new Scene(
                scene.people(),
                scene.lexicon(),
                Reach.PERSONAL,
                sender,
                reader,
                reader,
                author,
                Scene.nameOf(reader),
                null);
    }
}

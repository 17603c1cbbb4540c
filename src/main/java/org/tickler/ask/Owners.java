package org.tickler.ask;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/** Reads words that only say who: the owner's cell of a table, the front of "Ana, Bo: …". */
public final class Owners {
    private static final Pattern DECORATION = Pattern.compile("[*_@:\\[\\]]");
    private static final Pattern BETWEEN =
            Pattern.compile("\\s*(?:,|&|\\+|/|;|\\b" + Lexicon.anyOf("list-joiners") + "\\b)\\s*");
    private static final Pattern HANDLE = Pattern.compile("[\\p{L}.'-]{2,30}");
    private static final Pattern BRACKETED =
            Pattern.compile("^([^()]{2,40})\\s\\(([^()]{2,40})\\)$");
    private static final Pattern I = wordOf("i-myself");
    private static final Pattern YOU = wordOf("you-yourself");
    private static final int MOST = 6;
    private static final int LONGEST_GROUP = 3;
    private static final int LONGEST_HEADING = 40;

    /**
     * Who does what.
     *
     * @param task the words without the doer where the language lets them stand alone
     */
    public record Doing(AssigneeRef who, String task) {}

    private Owners() {}

    private static Pattern wordOf(String section) {
        return Pattern.compile(
                Lexicon.anyOf(section), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Who is meant, if all of the text is one or several names; else null. */
    public static @Nullable AssigneeRef all(String text, Scene scene) {
        String bare = DECORATION.matcher(text).replaceAll("").strip();
        var words = new Tokens(bare);
        if (words.isEmpty() || words.size() > MOST * 2) {
            return bare.equals("?") ? new AssigneeRef.Nobody() : null;
        }
        if (scene.people().isNobody(bare)
                || scene.lexicon().phrases("nobody").at(words, 0) > 0 && words.size() <= 4) {
            return new AssigneeRef.Nobody();
        }
        if (isGroup(words, scene.lexicon())) {
            return scene.group();
        }
        int of = scene.lexicon().phrases("owned-by").at(words, 0); // "For Ana"
        if (of > 0 && of < words.size() && words.isCapital(of)) {
            return all(bare.substring(words.start(of)), scene);
        }
        AssigneeRef inner = bracketed(bare, scene);
        if (inner != null) {
            return inner;
        }
        var all = new ArrayList<AssigneeRef>();
        for (String name : BETWEEN.split(bare)) {
            if (!name.isBlank()) {
                AssigneeRef one = one(name.strip(), scene);
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

    /** "Tallship (Ida)" is Ida, where "Ida (chair)" is Ida too. */
    private static @Nullable AssigneeRef bracketed(String text, Scene scene) {
        Matcher both = BRACKETED.matcher(text);
        if (!both.matches() || scene.people().find(both.group(1)) != null) {
            return null;
        }
        return Character.isUpperCase(both.group(2).codePointAt(0))
                ? one(both.group(2), scene)
                : null;
    }

    /** "Everybody", "all governors". */
    private static boolean isGroup(Tokens words, Lexicon lexicon) {
        return lexicon.phrases("group").isAllOf(words)
                || words.size() <= LONGEST_GROUP
                        && lexicon.phrases("group-starts").startsAt(words, 0);
    }

    /** Whether the words, up to a comma, name somebody whom the mail knows, or say nobody. */
    public static boolean isKnown(String words, Scene scene) {
        String name = beforeComma(DECORATION.matcher(words).replaceAll("")).strip();
        return scene.people().find(name) != null
                || scene.people().isMyName(name)
                || isSpeaker(name)
                || YOU.matcher(name).matches()
                || scene.people().byInitials(name) != null
                || firm(name, scene) != null
                || bracketed(name, scene) != null
                || scene.lexicon().phrases("nobody").startsAt(new Tokens(name), 0)
                || areKnown(name, scene)
                || isGroup(new Tokens(name), scene.lexicon());
    }

    /** "Ana/Bo", "Ana and Bo". */
    private static boolean areKnown(String names, Scene scene) {
        String[] all = BETWEEN.split(names);
        return all.length > 1
                && Stream.of(all).allMatch(name -> !name.isBlank() && isKnown(name, scene));
    }

    /** "Dele, by 8 April" is Dele. */
    public static String beforeComma(String words) {
        int comma = words.indexOf(',');
        return comma < 0 ? words : words.substring(0, comma);
    }

    /** Who is meant by a name known to be one: "ana" in "TODO(ana)". */
    public static AssigneeRef called(String name, Scene scene) {
        AssigneeRef told = all(name, scene);
        if (told != null || !HANDLE.matcher(name).matches()) {
            return told == null ? new AssigneeRef.Nobody() : told;
        }
        return scene.people()
                .refer(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }

    /**
     * Who a line of a list of actions begins with and tells the doings of: "Dana gathers the
     * numbers", "I talk to finance"; else null.
     */
    public static @Nullable Doing doing(String line, Scene scene) {
        var words = new Tokens(line);
        Lexicon lexicon = scene.lexicon();
        int self = lexicon.phrases("i-do").at(words, 0);
        if (self > 0) {
            boolean verb = lexicon.phrases("verbs").startsAt(words, self);
            return new Doing(scene.sender(), verb ? line.substring(words.start(self)) : line);
        }
        Subjects.Subject subject = words.isCapital(0) ? subject(words, scene) : null;
        if (subject == null) {
            return null;
        }
        int verb = subject.verb();
        String stem = new Subjects(words, scene, true).stem(verb);
        AssigneeRef firm = firm(Scene.nameOf(subject.who()), scene);
        return new Doing(
                firm == null ? subject.who() : firm,
                stem.isEmpty() ? line : stem + line.substring(words.end(verb)));
    }

    /** Whose doings the words tell, in a list of actions. */
    private static Subjects.@Nullable Subject subject(Tokens words, Scene scene) {
        var subjects = new Subjects(words, scene, true);
        Subjects.Subject subject = subjects.at(0);
        if (subject == null) {
            return null;
        }
        int verb = subject.verb();
        boolean acts = // other languages list too few verbs
                subjects.isThirdPerson(verb)
                        || !scene.lexicon().language().equals("en")
                                && verb < words.size() - 1
                                && words.gapBefore(verb).isBlank()
                                && !words.isCapital(verb);
        return acts ? subject : null;
    }

    /**
     * Whose the list below is: "Ana Ruiz", "You:", "Ana will", "For Ana", "Ana's tasks"; null where
     * a line says nothing of the kind.
     *
     * @param any whether a name that the mail does not know counts too
     */
    public static @Nullable AssigneeRef heading(String line, Scene scene, boolean any) {
        String bare = DECORATION.matcher(line).replaceAll("").strip();
        if (bare.length() > LONGEST_HEADING || bare.indexOf('.') >= 0 || bare.indexOf('?') >= 0) {
            return null;
        }
        var words = new Tokens(bare);
        Lexicon lexicon = scene.lexicon();
        int from = lexicon.phrases("owned-by").at(words, 0);
        int to = words.size();
        for (int i = from + 1; i < words.size(); i++) {
            boolean tail =
                    lexicon.phrases("will").at(words, i) == words.size() - i
                            || lexicon.phrases("task-headings").at(words, i) == words.size() - i;
            if (tail) {
                to = i;
                break;
            }
        }
        boolean thing = // "Open points" is nobody's name
                to == words.size() && lexicon.has("task-headings", words);
        if (from >= to || thing) {
            return null;
        }
        String name = bare.substring(words.start(from), words.end(to - 1));
        boolean bareTail = from == 0 && to < words.size(); // "Immediate action items"
        if (to < words.size() && (name.endsWith("'s") || name.endsWith("\u2019s"))) {
            name = name.substring(0, name.length() - 2);
            bareTail = false;
        }
        bareTail &= lexicon.phrases("will").at(words, to) == 0;
        return firm(name, scene) != null || any && !bareTail || isKnown(name, scene)
                ? all(name, scene)
                : null;
    }

    /** "Brightwell will": the firm of the owner or of the sender, told by its domain. */
    private static @Nullable AssigneeRef firm(String name, Scene scene) {
        String folded = Tokens.fold(name).replace(" ", "");
        if (scene.people().isMyFirm(folded)) {
            return scene.group();
        }
        return scene.sender() instanceof AssigneeRef.Named named
                        && named.address() != null
                        && People.isFirmOf(folded, named.address())
                ? scene.sender()
                : null;
    }

    /** "Brightwell creates the accounts", as somebody of another firm writes it. */
    static @Nullable AssigneeRef partner(String name, Scene scene) {
        boolean stranger =
                scene.sender() instanceof AssigneeRef.Named named
                        && named.address() != null
                        && !scene.people().isMyFirm(named.address().domain().split("\\.")[0]);
        return stranger ? firm(name, scene) : null;
    }

    /** "The front desk", "our caretaker": who is told by what they do; else null. */
    public static @Nullable AssigneeRef role(String words, Scene scene) {
        AssigneeRef role = new Roles(new Tokens(words), scene.lexicon()).all();
        return role == null ? null : scene.people().refer(Scene.nameOf(role));
    }

    /** Whether the last word is written as a name is: "Wayne has offered" is nobody's. */
    static boolean isWrittenAsName(String name) {
        var words = new Tokens(name);
        boolean small = words.size() == 2 && words.text().equals(Tokens.fold(name));
        return small || words.isCapital(words.size() - 1);
    }

    private static boolean isSpeaker(String name) {
        return I.matcher(name).matches();
    }

    private static @Nullable AssigneeRef one(String name, Scene scene) {
        if (isSpeaker(name)) {
            return scene.sender();
        }
        if (scene.people().isSpecial(name)) {
            return scene.people().refer(name);
        }
        if (YOU.matcher(name).matches()) {
            return scene.reader();
        }
        People.Person known = scene.people().find(name);
        known = known == null ? scene.people().byInitials(name) : known;
        if (known != null) {
            return known.ref();
        }
        if (scene.people().isMyName(name)) {
            return new AssigneeRef.Me();
        }
        AssigneeRef firm = firm(name, scene);
        if (firm != null) {
            return firm;
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
                ? scene.people().refer(name)
                : role(name, scene);
    }
}

package org.tickler.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A word list of this package: lower-case phrases, one a line, that are looked for in texts. */
public final class Phrases {
    public static final Phrases BOUNCE_SUBJECTS = load("bounce-subjects.txt");
    public static final Phrases BOUNCE_BODIES = load("bounce-bodies.txt");
    public static final Phrases BOUNCE_DELAYS = load("bounce-delays.txt");
    public static final Phrases DAEMONS = load("daemons.txt");
    public static final Phrases AUTO_SUBJECTS = load("auto-subjects.txt");
    public static final Phrases AWAY_SUBJECTS = load("away-subjects.txt");
    public static final Phrases AWAY_BODIES = load("away-bodies.txt");
    public static final Phrases AWAY_ENDINGS = load("away-endings.txt");
    public static final Phrases DECLARATIONS = load("declarations.txt");
    public static final Phrases AUTO_BODIES = load("auto-bodies.txt");
    public static final Phrases RECEIPT_SUBJECTS = load("receipt-subjects.txt");
    public static final Phrases NOTES = load("notes.txt");
    public static final Phrases CHALLENGES = load("challenges.txt");
    public static final Phrases NEWSLETTERS = load("newsletters.txt");
    public static final Phrases ROBOTS = load("robots.txt");
    static final Phrases ORIGINALS = load("originals.txt");
    static final Phrases ORIGINAL_ENDINGS = load("original-endings.txt");
    static final Phrases BOUNCE_LEADS = load("bounce-leads.txt");
    static final Phrases BOUNCE_NEVER = load("bounce-never.txt");

    private static final int LONGEST = 60_000;

    private static final Pattern BEHIND =
            Pattern.compile(
                    "$|[^ ]| *(?:[-\u2013\u2014(\\[:|]|(?:from|to|re|for|regarding|von|an|auf|de|du|\u00e0|a|por|para)\\b)");

    private static final int PAIRS = 1 << 12;

    private final List<String> phrases;

    /** The phrases by their first two characters, so that a text is walked along only once. */
    private final String[][] byPair = new String[PAIRS][];

    private Phrases(List<String> phrases) {
        this.phrases = phrases;
        Arrays.fill(byPair, new String[0]);
        for (String phrase : phrases) {
            int pair = pair(phrase, 0);
            byPair[pair] = Arrays.copyOf(byPair[pair], byPair[pair].length + 1);
            byPair[pair][byPair[pair].length - 1] = phrase;
        }
    }

    private static int pair(String text, int i) {
        return (text.charAt(i) * 67 + text.charAt(i + 1)) & PAIRS - 1;
    }

    private static Phrases load(String name) {
        return new Phrases(lines(name));
    }

    /** The lines of a resource of this package without comments. */
    static List<String> lines(String name) {
        try (InputStream in = Phrases.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /**
     * Lower case, white space as single blanks, typographic apostrophes made plain; what comes
     * after {@value #LONGEST} characters is left out.
     */
    public static String fold(String text) {
        String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var out = new StringBuilder(start.length());
        boolean blank = true;
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            if (c <= ' ' || c == '\u00a0' || c == '\u202f') {
                out.append(blank ? "" : " ");
                blank = true;
            } else {
                out.append(c == '\u2019' || c == '\u2018' || c == '\u00b4' ? '\'' : c);
                blank = false;
            }
        }
        return out.toString().toLowerCase(Locale.ROOT);
    }

    /** Whether a folded text holds one of the phrases. */
    public boolean isIn(String folded) {
        return !foundIn(folded, 1).isEmpty();
    }

    /** How many of the phrases a folded text holds. */
    public int countIn(String folded) {
        return foundIn(folded, phrases.size()).size();
    }

    private Set<String> foundIn(String folded, int most) {
        var found = new HashSet<String>();
        for (int i = 0; i + 1 < folded.length() && found.size() < most; i++) {
            for (String candidate : byPair[pair(folded, i)]) {
                if (folded.startsWith(candidate, i)) {
                    found.add(candidate);
                }
            }
        }
        return found;
    }

    /** Whether a folded text starts with one of the phrases. */
    public boolean startsIn(String folded) {
        for (String phrase : phrases) {
            if (folded.startsWith(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a folded text ends with one of the phrases, a full stop behind it or not. */
    public boolean endsIn(String folded) {
        String text = folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded;
        return phrases.stream().anyMatch(text::endsWith);
    }

    /** Whether a folded text is one of the phrases, or one followed by a colon and more. */
    public boolean leads(String folded) {
        return phrases.stream()
                .anyMatch(p ->
                        folded.startsWith(p)
                                && (p.endsWith(":")
                                        || folded.length() == p.length()
                                        || folded.charAt(p.length()) == ':'));
    }

    /**
     * Whether a folded text starts with a phrase that is all it says but for whom or what it
     * answers: "automatic reply from Ana", not "automatic reply set up".
     */
    public boolean opens(String folded) {
        return phrases.stream()
                .anyMatch(p ->
                        folded.startsWith(p)
                                && (p.endsWith(" ")
                                        || BEHIND.matcher(folded.substring(p.length()))
                                                .lookingAt()));
    }

    /** Whether a folded text is one of the phrases. */
    public boolean is(String folded) {
        return folded.length() > 1 && List.of(byPair[pair(folded, 0)]).contains(folded);
    }
}

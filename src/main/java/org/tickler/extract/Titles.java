package org.tickler.extract;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.dates.FoundDate;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/**
 * Words a good assistant would put on a list: imperative where that is natural, without lead-in,
 * due date, Markdown and full stop.
 */
final class Titles {
    static final int LONGEST = 200;

    private static final Pattern LINK =
            Pattern.compile("!?\\[([^\\[\\]]{1,300})\\]\\([^()\\s]{1,500}\\)");
    private static final Pattern WIKI =
            Pattern.compile("\\[\\[(?:[^\\[\\]|]{1,200}\\|)?([^\\[\\]|]{1,200})\\]\\]");
    private static final Pattern MARKS =
            Pattern.compile(
                    "\\*\\*|__|(?<![\\w*])\\*(?=\\S)|(?<=\\S)\\*(?![\\w*])|(?<!\\w)_(?=\\S)|(?<=\\S)_(?!\\w)|~~|==|`");
    private static final Pattern URL_IN_PARENTHESES =
            Pattern.compile("\\s*\\(https?://[^\\s()]{1,1000}\\)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern EDGE =
            Pattern.compile("^[\\s,;:.!?\u00bf\u00a1\u2013\u2014-]+|[\\s,;:.!?\u2013\u2014-]+$");
    private static final Pattern BEFORE_POINT = Pattern.compile("\\s+([,;:.!?)])");

    private final Lexicon lexicon;

    Titles(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * The title of a note's item; {@code due} is the date that was read from its words, or null.
     */
    String ofItem(String text, @Nullable FoundDate due, People people) {
        String words = due == null ? text : withoutDate(text, due);
        words = plain(words);
        var tokens = new Tokens(words);
        int lead = lead(tokens, people);
        return finish(words.substring(tokens.start(lead)), text);
    }

    /** How many words in front only say who is asked, or ask. */
    private int lead(Tokens words, People people) {
        int i = subject(words, people);
        int lead = lexicon.phrases("title-leads").at(words, i);
        while (lead > 0 && i + lead < words.size()) {
            i += lead;
            lead = lexicon.phrases("title-leads").at(words, i);
        }
        return i < words.size() ? i : 0;
    }

    /** "Ana Ruiz to …", "Ana Ruiz will …", "Ana: …": the words up to the verb, or 0. */
    private int subject(Tokens words, People people) {
        for (int length = Math.min(4, words.size() - 1); length > 0; length--) {
            String name = words.text().substring(words.start(0), words.end(length - 1));
            int next = lexicon.phrases("will").at(words, length);
            boolean named = people.find(name) != null || people.isNobody(name);
            boolean colon = words.gapBefore(length).startsWith(":");
            if (named && (next > 0 || colon)
                    || next > 0 && allCapital(words, length) && length > 1) {
                return length + next;
            }
        }
        return 0;
    }

    private static boolean allCapital(Tokens words, int length) {
        for (int i = 0; i < length; i++) {
            if (!words.isCapital(i)) {
                return false;
            }
        }
        return true;
    }

    /** The title of what a sentence asks; "me" and "you" become names. */
    String ofAsk(String clause, String action, Ask ask, @Nullable FoundDate due, Scene scene) {
        String words = action;
        if (due != null && clause.contains(due.text())) {
            int at = action.indexOf(due.text());
            int moved = clause.indexOf(due.text()) - due.start();
            words =
                    at < 0 || moved != 0 && clause.length() < due.end()
                            ? action
                            : withoutDate(action, at(due, at));
        }
        words = plain(words);
        var tokens = new Tokens(words);
        int lead = lead(tokens, scene.people());
        words = tokens.isEmpty() ? words : words.substring(tokens.start(lead));
        return finish(
                lexicon.language().equals("en") ? new Pronouns(ask, scene).resolve(words) : words,
                clause);
    }

    private static FoundDate at(FoundDate date, int start) {
        return new FoundDate(
                date.text(),
                start,
                start + date.text().length(),
                date.date(),
                date.time(),
                date.from(),
                date.grain(),
                date.other());
    }

    static String lowerFirst(String text) {
        boolean capitals = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || capitals
                ? text
                : text.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + text.substring(1);
    }

    /** Takes a date out where it is an adjunct: "by Friday", "early in the New Year". */
    String withoutDate(String text, FoundDate date) {
        if (date.start() < 0
                || date.end() > text.length()
                || !text.startsWith(date.text(), date.start())) {
            return text;
        }
        String after = text.substring(date.end());
        String head = text.substring(0, date.start());
        var before = new Tokens(head);
        int from = date.start();
        int taken = 0;
        for (int i = Math.max(0, before.size() - 5); i < before.size(); i++) {
            if (lexicon.phrases("date-prepositions").at(before, i) == before.size() - i) {
                from = before.start(i);
                taken = before.size() - i;
                break;
            }
        }
        boolean own = lexicon.phrases("date-adjuncts").startsAt(new Tokens(date.text()), 0);
        boolean last = after.isBlank() || ",;.:!?)".indexOf(after.strip().charAt(0)) >= 0;
        boolean genitive = after.startsWith("'") || after.startsWith("\u2019");
        if (genitive
                || taken == 0 && !own && !last
                || taken == 0 && lexicon.phrases("date-binders").endsAt(before)) {
            return text;
        }
        String rest =
                text.substring(0, from).stripTrailing()
                        + (after.isEmpty() || ",;.:!?".indexOf(after.charAt(0)) >= 0 ? "" : " ")
                        + after.stripLeading();
        return new Tokens(rest).size() < 2 ? text : rest;
    }

    /** Without Markdown. */
    static String plain(String text) {
        String words =
                WIKI.matcher(
                                URL_IN_PARENTHESES
                                        .matcher(LINK.matcher(text).replaceAll("$1"))
                                        .replaceAll(""))
                        .replaceAll("$1");
        return SPACE.matcher(MARKS.matcher(words).replaceAll("")).replaceAll(" ").strip();
    }

    /** Trimmed, capitalised, never blank and never too long. */
    static String finish(String words, String otherwise) {
        String title = BEFORE_POINT.matcher(EDGE.matcher(words).replaceAll("")).replaceAll("$1");
        if (title.isBlank()) {
            title = plain(otherwise);
        }
        if (title.isBlank()) {
            title = "?";
        }
        int first = title.codePointAt(0);
        boolean mixed = title.length() > 1 && Character.isUpperCase(title.charAt(1));
        if (Character.isLowerCase(first) && !mixed) {
            title =
                    Character.toString(Character.toTitleCase(first))
                            + title.substring(Character.charCount(first));
        }
        return shorten(title);
    }

    private static String shorten(String title) {
        if (title.length() <= LONGEST) {
            return title;
        }
        int space = title.lastIndexOf(' ', LONGEST - 1);
        int end = space > LONGEST / 2 ? space : LONGEST - 1;
        if (Character.isHighSurrogate(title.charAt(end - 1))) {
            end--;
        }
        return title.substring(0, end) + "\u2026";
    }

    static String squeeze(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }

    static String squeeze(List<String> lines) {
        return squeeze(String.join(" ", lines));
    }
}

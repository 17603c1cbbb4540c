package org.tickler.reply;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the person of a command: a handle, an address or a name. */
final class Persons {
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>@,;:\"]{1,64}@[^\\s<>@,;:\"]{1,190}\\.[\\p{L}\\d-]{2,30}");

    private static final Pattern NAMED = Pattern.compile("[^<>]{0,80}<([^<>\\s]{3,254})>");

    private static final Pattern HANDLE =
            Pattern.compile("@[\\p{L}][\\p{L}\\d._'-]{0,60}( \\p{Lu}[\\p{L}.'-]{0,40}){0,3}");

    private static final Pattern PLUS = Pattern.compile("\\+\\p{Lu}[\\p{L}.'-]{0,60}");

    private static final Pattern NAME =
            Pattern.compile(
                    "\\p{Lu}[\\p{L}.'-]{0,40}( (\\p{Lu}[\\p{L}.'-]{0,40}|von|van|de|der|den|del|da|di|la|le|zu|bin|al)){0,4}");

    private static final Pattern LOWER =
            Pattern.compile("\\p{Ll}[\\p{L}'-]{1,40}( \\p{Ll}[\\p{L}'-]{1,40})?");

    private Persons() {}

    /** Handle, address or capitalised name, without the sign; null for anything else. */
    static @Nullable String marked(String text) {
        String person = text.strip();
        if (HANDLE.matcher(person).matches() || PLUS.matcher(person).matches()) {
            return person.substring(1);
        }
        var named = NAMED.matcher(person);
        if (named.matches() && ADDRESS.matcher(named.group(1)).matches()) {
            return named.group(1);
        }
        return ADDRESS.matcher(person).matches() ? person : null;
    }

    /** The same, or a name written in capitals. */
    static @Nullable String named(String text, Vocabulary words) {
        String marked = marked(text);
        if (marked != null) {
            return marked;
        }
        String name = text.strip();
        return NAME.matcher(name).matches() && !isNobody(name, words) ? name : null;
    }

    /** The same, or one or two words in small letters that could be a name. */
    static @Nullable String any(String text, Vocabulary words) {
        String named = named(text, words);
        if (named != null) {
            return named;
        }
        String name = text.strip();
        return LOWER.matcher(name).matches() && !isNobody(name, words) ? name : null;
    }

    /** "Ana's answer" is Ana. */
    static String owner(String text, Vocabulary words) {
        int at = text.indexOf("'s ");
        int end = text.indexOf(' ', at + 3);
        String thing = at < 1 ? "" : text.substring(at + 3, end < 0 ? text.length() : end);
        boolean known = !thing.isEmpty() && words.has("nobody", TypedText.fold(thing));
        return known ? text.substring(0, at) + (end < 0 ? "" : text.substring(end)) : text;
    }

    private static boolean isNobody(String name, Vocabulary words) {
        for (String word : TypedText.fold(name).split(" ", -1)) {
            if (words.has("nobody", word) || words.has("politely", word)) {
                return true;
            }
        }
        return words.verb(TypedText.fold(name)) != null;
    }
}

package org.tickler.extract;

import org.jspecify.annotations.Nullable;
import org.tickler.ask.Ask;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.Scene;
import org.tickler.language.Tokens;

/** Puts names for "me", "us", "you", "your", "him" and "her" into an English title. */
record Pronouns(Ask ask, Scene scene) {

    String resolve(String text) {
        var words = new Tokens(text);
        var out = new StringBuilder();
        int done = 0;
        for (int i = 0; i < words.size(); i++) {
            String name = named(words, i);
            if (name != null) {
                out.append(text, done, words.start(i)).append(name);
                done = words.end(i);
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private @Nullable String named(Tokens words, int i) {
        boolean promised = ask.sort() == Ask.Sort.COMMITMENT;
        return switch (words.word(i)) {
            case "me", "us" -> other(scene.senderName(), "me");
            case "you", "u" ->
                    promised || ask.sort() == Ask.Sort.DELEGATION
                            ? other(scene.readerName(), "me")
                            : null;
            case "my" -> promised ? "the" : possessive(scene.senderName(), "my");
            case "our", "your" -> "the";
            case "him" -> mentioned();
            case "her" -> isObject(words, i) ? mentioned() : null;
            default -> null;
        };
    }

    /** Who was named last, whom "him" and "her" mean; or null. */
    private @Nullable String mentioned() {
        return scene.mentioned() instanceof AssigneeRef.Named(String name, var _) ? name : null;
    }

    /** "Ask her", "ask her about it", but not "her report". */
    private boolean isObject(Tokens words, int i) {
        return i + 1 == words.size()
                || !words.gapBefore(i + 1).isBlank()
                || scene.lexicon().phrases("prepositions").startsAt(words, i + 1)
                || words.word(i + 1).equals("to");
    }

    private static String other(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name;
    }

    private static String possessive(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name + (name.endsWith("s") ? "'" : "'s");
    }
}

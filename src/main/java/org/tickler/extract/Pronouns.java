package org.tickler.extract;

import org.jspecify.annotations.Nullable;
import org.tickler.ask.Ask;
import org.tickler.ask.Scene;
import org.tickler.language.Tokens;

/** Puts names for "me", "us", "you" and "your" into an English title. */
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
            case "my", "our" -> promised ? "the" : possessive(scene.senderName(), words.word(i));
            case "your" -> promised ? "the" : "the";
            default -> null;
        };
    }

    private static String other(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name;
    }

    private static String possessive(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name + (name.endsWith("s") ? "'" : "'s");
    }
}

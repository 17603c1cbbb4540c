package org.tickler.ask;

import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.Tokens;

/**
 * Finds the person a clause begins with: "Ray Esposito will …", "Tomasz turns off the chillers".
 *
 * @param words the clause
 * @param dated whether its sentence holds a day to come
 */
record Subjects(Tokens words, Scene scene, boolean dated) {
    private static final int NEAR = 4;

    /**
     * @param verb index of the word behind the name and its asides
     */
    record Subject(AssigneeRef who, int verb) {}

    private Phrases phrases(String section) {
        return lexicon().phrases(section);
    }

    private Lexicon lexicon() {
        return scene.lexicon();
    }

    /** "brings": a verb in the third person of the present. */
    boolean isThirdPerson(int verb) {
        return phrases("verbs-third").startsAt(words, verb) || !stem(verb).isEmpty();
    }

    /** "bring" of "brings"; empty where the word is no such form of a known English verb. */
    String stem(int verb) {
        String word = words.word(verb);
        if (!lexicon().language().equals("en") || !word.endsWith("s") || word.length() < 4) {
            return "";
        }
        String stem = word.substring(0, word.length() - 1);
        if (lexicon().isVerb(stem)) {
            return stem;
        }
        String shorter = word.substring(0, word.length() - 2);
        if (word.endsWith("es") && lexicon().isVerb(shorter)) {
            return shorter;
        }
        String ending = word.substring(0, word.length() - 3) + "y";
        return word.endsWith("ies") && lexicon().isVerb(ending) ? ending : "";
    }

    /** "will be raising": doing it, though put off. */
    boolean isDoing(int verb) {
        int will = phrases("third-doing").at(words, verb);
        return will > 0 && lexicon().verbOfDoing(words.word(verb + will)) != null;
    }

    /**
     * A person's name at the start, "she" for who was named before, perhaps behind "our engineer,"
     * or with "on our side".
     */
    @Nullable Subject at(int start) {
        AssigneeRef mentioned = scene.mentioned();
        if (mentioned != null && phrases("third-pronouns").startsAt(words, start)) {
            boolean contracted = phrases("will").startsAt(words, start); // "she'll"
            return new Subject(mentioned, contracted ? start : start + 1);
        }
        for (int i = start; i < Math.min(start + NEAR + 1, words.size()); i++) {
            boolean opens =
                    i == start
                            || i == start + 1 && phrases("titles").startsAt(words, start) // "Ms."
                            || isOwned(start)
                                    && (words.gapBefore(i).contains(",")
                                            || words.gapBefore(i).contains("(")
                                            || i == start + 2 && acts(i + 1));
            if (opens && words.isCapital(i)) {
                Subject found = named(i);
                if (found != null) {
                    return found;
                }
            }
        }
        return new Roles(words, lexicon()).subject(start, dated);
    }

    /** "Our fitter, Ray, …", "the landlord's lawyer (Joan Teague) …". */
    private boolean isOwned(int start) {
        return phrases("possessives").startsAt(words, start)
                || words.word(start).endsWith("'s")
                || phrases("articles").startsAt(words, start)
                        && words.word(start + 1).endsWith("'s");
    }

    /** Behind "my assistant Louis": a second name, or what he does. */
    private boolean acts(int i) {
        return words.isCapital(i) || phrases("will-modal").startsAt(words, i) || isThirdPerson(i);
    }

    private @Nullable Subject named(int i) {
        int end = i;
        while (end < words.size()
                && end - i < NEAR
                && (words.isCapital(end)
                        || end > i
                                && People.PARTICLES.contains(words.word(end))
                                && words.isCapital(end + 1))
                && (end == i
                        || words.gapBefore(end).isBlank()
                        || words.gapBefore(end).equals("-")
                        || words.gapBefore(end).equals(". ")
                                && words.word(end - 1).length() == 1)) {
            end++;
        }
        for (int length = end - i; length > 0; length--) {
            String name = words.text().substring(words.start(i), words.end(i + length - 1));
            People.Person known = scene.people().find(name);
            boolean full =
                    length > 1
                            && length == end - i
                            && !phrases("no-names").startsAt(words, i)
                            && !phrases("no-names").startsAt(words, i + length - 1);
            if (known != null || full || length == 1 && isStranger(i)) {
                int verb = i + length + phrases("asides").at(words, i + length);
                AssigneeRef firm = known == null ? Owners.partner(name, scene) : null;
                return new Subject(firm == null ? scene.people().refer(name) : firm, verb);
            }
        }
        return null;
    }

    /** "Lena brings …", "Lena will bring …": a name nobody introduced. */
    private boolean isStranger(int i) {
        int will = phrases("will-modal").at(words, i + 1);
        boolean takes =
                words.word(i + 1).equals("is") && phrases("takes-over").startsAt(words, i + 1);
        boolean coming = phrases("verbs-future").startsAt(words, i + 1); // "Carmen preparará"
        boolean acts =
                will > 0
                        ? phrases("verbs").startsAt(words, i + 1 + will)
                        : takes || coming || isThirdPerson(i + 1);
        boolean name = // "Jo will …"
                (words.word(i).length() > 2
                                || will > 0 && !phrases("function-words").startsAt(words, i))
                        && words.word(i).indexOf('\'') < 0;
        return name
                && acts
                && (dated || will > 0 || takes || coming)
                && !words.word(i).endsWith("ing")
                && !phrases("no-names").startsAt(words, i)
                && !phrases("group").startsAt(words, i)
                && !phrases("event-nouns").startsAt(words, i)
                && !phrases("verbs").startsAt(words, i);
    }

    /** "Leave that with Gwen" gives it to Gwen; null where nothing is handed to anybody. */
    @Nullable Ask handed(int start) {
        int at = phrases("leave-to").find(words, start);
        int name = at < 0 ? -1 : at + phrases("leave-to").at(words, at);
        if (at < 0 || !words.isCapital(name) || words.word(name).equals("i")) {
            return null;
        }
        AssigneeRef known = scene.nameAt(words, name);
        AssigneeRef who = known == null ? scene.people().refer(words.written(name)) : known;
        return Ask.at(words, Ask.Sort.DELEGATION, who, start, Asks.FAIR);
    }
}

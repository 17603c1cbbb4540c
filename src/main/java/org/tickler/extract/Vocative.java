package org.tickler.extract;

import org.tickler.ask.AssigneeRef;
import org.tickler.ask.People;
import org.tickler.ask.Scene;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/** "Nadia, can you …", "Everyone: please …": a sentence that says whom it speaks to. */
final class Vocative {
    private Vocative() {}

    /**
     * Who "you" is from this sentence on.
     *
     * @param scene the scene before it
     * @param base the scene of the mail
     * @param first whether nothing was found before
     */
    static Scene in(Tokens words, Scene scene, Scene base, boolean first) {
        var lexicon = scene.lexicon();
        int i = lexicon.phrases("greeting").at(words, 0);
        i += lexicon.phrases("connectives").at(words, i);
        int group = lexicon.phrases("group").at(words, i);
        if (group > 0 && i + group < words.size() && addresses(words, i + group, lexicon)) {
            return scene.withReader(scene.group());
        }
        for (int length = 2; length > 0; length--) {
            boolean asked = // "Bea can you ask the tenants"
                    lexicon.phrases("vocative-asks").startsAt(words, i + length);
            if (i + length < words.size() && (asked || isCut(words, i + length))) {
                String name = words.text().substring(words.start(i), words.end(i + length - 1));
                People.Person person = words.isCapital(i) ? scene.people().find(name) : null;
                if (person != null && !person.ref().equals(scene.sender())) {
                    return scene.withReader(person.ref());
                }
                if (person == null
                        && words.isCapital(i)
                        && scene.people().isMyName(name)
                        && !scene.ownerSpeaks()) {
                    return scene.withReader(new AssigneeRef.Me());
                }
                boolean stranger =
                        words.isCapital(i)
                                && isCut(words, i + length)
                                && (length == 1 || words.isCapital(i + 1))
                                && lexicon.phrases("request").startsAt(words, i + length)
                                && !lexicon.phrases("no-names").startsAt(words, i)
                                && !lexicon.phrases("starters").startsAt(words, i);
                if (stranger && i == 0 && base.reader() instanceof AssigneeRef.Me && first) {
                    return scene;
                }
                if (stranger) {
                    return scene.withReader(new AssigneeRef.Named(name, null));
                }
            }
        }
        return scene;
    }

    /** "Everyone: …", "All staff must …", "Everyone please …". */
    private static boolean addresses(Tokens words, int i, Lexicon lexicon) {
        return isCut(words, i)
                || lexicon.phrases("polite").startsAt(words, i)
                || lexicon.phrases("will").startsAt(words, i)
                || lexicon.phrases("passive-duty").startsAt(words, i);
    }

    private static boolean isCut(Tokens words, int i) {
        String gap = words.gapBefore(i);
        return gap.startsWith(",")
                || gap.startsWith(":")
                || gap.strip().equals("-")
                || gap.strip().equals("\u2013")
                || gap.strip().equals("\u2014");
    }
}

package org.tickler.ask;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;

/**
 * Who speaks to whom: the meaning of "I" and "you".
 *
 * @param sender who "I" is
 * @param reader who "you" is
 * @param group who "all of you" is: the owner, unless the owner wrote it
 * @param senderName the sender's name as one would say it, possibly empty
 * @param readerName the reader's name, empty for the owner
 * @param mentioned whom "she" or "he" means: the person named last, or null
 */
public record Scene(
        People people,
        Lexicon lexicon,
        Reach reach,
        AssigneeRef sender,
        AssigneeRef reader,
        AssigneeRef group,
        String senderName,
        String readerName,
        @Nullable AssigneeRef mentioned) {

    /**
     * The scene of a mail.
     *
     * @param opening the first words of its text, which may greet somebody
     */
    public static Scene of(
            ParsedMail mail, People people, Lexicon lexicon, Reach reach, Tokens opening) {
        AssigneeRef sender = new AssigneeRef.Nobody();
        String senderName = "";
        boolean mine = false;
        if (!mail.from().isEmpty()) {
            NamedAddress from = mail.from().getFirst();
            mine = people.isMine(from.address());
            senderName = mine ? "" : nameOf(from, people);
            sender =
                    mine
                            ? new AssigneeRef.Me()
                            : senderName.isEmpty()
                                    ? new AssigneeRef.Named(from.address().value(), from.address())
                                    : new AssigneeRef.Named(senderName, from.address());
        }
        AssigneeRef group = mine ? new AssigneeRef.Nobody() : new AssigneeRef.Me();
        AssigneeRef reader = mine ? recipient(mail, people) : ownerOrRecipient(mail, people);
        var scene =
                new Scene(
                        people,
                        lexicon,
                        reach,
                        sender,
                        reader,
                        group,
                        senderName,
                        nameOf(reader),
                        null);
        return scene.greeted(opening);
    }

    private static String nameOf(NamedAddress who, People people) {
        People.Person known =
                people.find(who.name().isEmpty() ? who.address().value() : who.name());
        return known == null ? People.displayName(who.name()) : known.name();
    }

    /** The name of somebody named, else the empty string. */
    public static String nameOf(AssigneeRef who) {
        return who instanceof AssigneeRef.Named named ? named.name() : "";
    }

    /** Whom the owner writes to. */
    private static AssigneeRef recipient(ParsedMail mail, People people) {
        List<NamedAddress> others =
                mail.to().stream()
                        .filter(to -> !people.isMine(to.address()))
                        .filter(to -> !to.name().isEmpty() || looksPersonal(to))
                        .toList();
        if (others.isEmpty()) {
            return mail.to().stream()
                                    .allMatch(to ->
                                            people.isMine(to.address()) || to.name().isEmpty())
                            && mail.cc().isEmpty()
                    ? new AssigneeRef.Me()
                    : new AssigneeRef.Nobody();
        }
        return others.size() == 1 ? refer(others.getFirst(), people) : new AssigneeRef.Nobody();
    }

    private static boolean looksPersonal(NamedAddress to) {
        String local = to.address().localPart();
        return local.indexOf('.') > 0 && local.indexOf('+') < 0 && local.indexOf('-') < 0;
    }

    private static AssigneeRef refer(NamedAddress who, People people) {
        String name = nameOf(who, people);
        return name.isEmpty()
                ? new AssigneeRef.Named(who.address().value(), who.address())
                : new AssigneeRef.Named(name, who.address());
    }

    private static AssigneeRef ownerOrRecipient(ParsedMail mail, People people) {
        boolean addressed =
                mail.to().isEmpty()
                        || mail.to().stream().anyMatch(to -> people.isMine(to.address()));
        boolean copied = mail.cc().stream().anyMatch(cc -> people.isMine(cc.address()));
        boolean list =
                mail.headers().has("List-Id")
                        || mail.to().stream()
                                .anyMatch(to ->
                                        to.name().isEmpty()
                                                && to.address().domain().startsWith("list"));
        boolean alias =
                !mail.to().isEmpty() && mail.to().stream().allMatch(to -> isAlias(to, people));
        return addressed || list || alias || !copied
                ? new AssigneeRef.Me()
                : refer(mail.to().getFirst(), people);
    }

    /** "all-staff@", "managers@": a group that the owner, in Cc, most likely belongs to. */
    private static boolean isAlias(NamedAddress to, People people) {
        var words = new Tokens(to.address().localPart().replaceAll("[._-]", " "));
        return (to.name().isEmpty() || isOfMany(to.name()))
                && people.find(to.address().value()) == null
                && Lexicon.english().has("group-aliases", words);
    }

    /** "Harbour Choir": the name of a list. */
    private static boolean isOfMany(String name) {
        return Lexicon.english().has("many-names", new Tokens(name));
    }

    /** "Dear Kenji," at the top says whom "you" means, where it names somebody known. */
    private Scene greeted(Tokens opening) {
        int i = lexicon.phrases("greeting").at(opening, 0);
        AssigneeRef found = null;
        for (; i < Math.min(opening.size(), 9); i++) {
            if (i > 0 && opening.gapBefore(i).indexOf('\n') >= 0
                    || opening.gapBefore(i).indexOf('!') >= 0) {
                break;
            }
            if (lexicon.phrases("group").startsAt(opening, i)) {
                return group instanceof AssigneeRef.Me ? withReader(group) : this;
            }
            AssigneeRef named = nameAt(opening, i);
            if (named instanceof AssigneeRef.Named some && isOfMany(some.name())) {
                return group instanceof AssigneeRef.Me ? withReader(group) : this;
            }
            if (named instanceof AssigneeRef.Me) {
                return withReader(named);
            }
            found = found == null ? named : found;
        }
        return found == null || found.equals(sender) ? this : withReader(found);
    }

    /** The known person whose name starts at a word, the longest name first; else null. */
    public @Nullable AssigneeRef nameAt(Tokens words, int i) {
        if (!words.isCapital(i)) {
            return null;
        }
        People.Person person = people.find(words.written(i));
        if (words.isCapital(i + 1)) {
            People.Person full = people.find(words.written(i) + " " + words.written(i + 1));
            person = full == null ? person : full;
        }
        return person == null ? null : person.ref();
    }

    /** How many words in front call the reader by name, as in "Lee, …" or "Ana Ruiz: …"; or 0. */
    public int vocative(Tokens words, int start) {
        AssigneeRef named = nameAt(words, start);
        if (named == null || !named.equals(reader)) {
            return 0;
        }
        for (int length = words.isCapital(start + 1) ? 2 : 1; length > 0; length--) {
            int behind = start + length;
            String gap = behind < words.size() - 1 ? words.gapBefore(behind).strip() : "";
            if (!gap.isEmpty() && ",:-\u2013\u2014".indexOf(gap.charAt(0)) >= 0) {
                return length;
            }
        }
        return 0;
    }

    /** The same scene where "you" is somebody else. */
    public Scene withReader(AssigneeRef other) {
        return new Scene(
                people, lexicon, reach, sender, other, group, senderName, nameOf(other), mentioned);
    }

    /** The same scene after a sentence that named somebody. */
    public Scene mentioning(@Nullable AssigneeRef somebody) {
        return new Scene(
                people, lexicon, reach, sender, reader, group, senderName, readerName, somebody);
    }

    /**
     * The only person named in {@code words}, or who was named before if "she" goes on; or null.
     */
    public @Nullable AssigneeRef mentionedIn(Tokens words) {
        AssigneeRef only = null;
        for (int i = 0; i < words.size(); i++) {
            AssigneeRef named = nameAt(words, i);
            if (named != null && only != null && !named.equals(only)) {
                return null;
            }
            only = named == null ? only : named;
        }
        return only == null && lexicon.has("third-pronouns", words) ? mentioned : only;
    }

    /** Whether the owner wrote the text. */
    public boolean ownerSpeaks() {
        return sender instanceof AssigneeRef.Me;
    }
}

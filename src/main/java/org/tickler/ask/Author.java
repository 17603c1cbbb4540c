package org.tickler.ask;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;

/** Who speaks in a mail: a person, a machine, or somebody in the name of a firm. */
final class Author {
    private static final int MOST_ACQUAINTANCES = 10;

    /** A name of so few letters stands in many domains by chance. */
    private static final int SHORT = 3;

    /** So many words at the end of a mail may be its signature. */
    private static final int SIGNATURE = 40;

    private static final int LONGEST_NAME = 4;
    private static final int LONGEST_NAME_LINE = 3;

    private static final List<String> NO_NAMES =
            List.of("firm-voices", "common", "bulk-mark", "machine-talk", "no-names", "articles");

    private final ParsedMail mail;
    private final Tokens words;
    private final Lexicon lexicon;
    private final boolean acquainted;
    private final boolean machine;
    private final boolean role;
    private final boolean namesFirm;
    private final boolean namedAsDomain;
    private final boolean beginsAsDomain;
    private final boolean forFirm;

    /**
     * @param words all words of the mail, its small print too
     */
    Author(ParsedMail mail, Tokens words, Lexicon lexicon) {
        this.mail = mail;
        this.words = words;
        this.lexicon = lexicon;
        acquainted = isAmongAcquaintances(mail);
        boolean known = !mail.from().isEmpty();
        machine = known && isMachine(mail.from().getFirst().address());
        role = known && isRole(mail.from().getFirst().address());
        namesFirm =
                known
                        && Lexicon.english()
                                .has("firm-voices", new Tokens(mail.from().getFirst().name()));
        namedAsDomain = known && isNameOfDomain(mail.from().getFirst());
        beginsAsDomain = known && beginsAsDomain(mail.from().getFirst());
        forFirm = known && isForFirm(mail.from().getFirst());
    }

    /** Who answers a mail, writes to several by name, or to a colleague, hardly sends bulk mail. */
    static boolean isAmongAcquaintances(ParsedMail mail) {
        if (mail.inReplyTo() != null) {
            return true;
        }
        if (mail.from().isEmpty()) {
            return false;
        }
        EmailAddress author = mail.from().getFirst().address();
        var others =
                Stream.concat(mail.to().stream(), mail.cc().stream())
                        .map(NamedAddress::address)
                        .filter(reader -> !reader.equals(author))
                        .distinct()
                        .toList();
        return others.size() > 1 && others.size() <= MOST_ACQUAINTANCES
                || others.size() == 1 && others.getFirst().domain().equals(author.domain());
    }

    /** Whether author and readers know each other. */
    boolean isAcquainted() {
        return acquainted;
    }

    /** "noreply@", "alerts@". */
    boolean isMachine() {
        return machine;
    }

    /** Whether the address or the name is a firm's, and no person signs. */
    boolean isFirm() {
        return machine || !isPerson() && (role || forFirm);
    }

    /** "Venue Weekly", "Priya from Menuly", where nobody signs with a name. */
    boolean isFirmWithoutName() {
        return !isPerson() && forFirm && !(isSigned() && !namesFirm) && !isSignedByName();
    }

    /** Whether a person writes in no firm's name. */
    boolean isSignedPerson() {
        return isSigned() && !forFirm;
    }

    private boolean isPerson() {
        return isSignedByAuthor() && !namesFirm;
    }

    private static boolean isMachine(EmailAddress author) {
        String local = author.localPart().replaceAll("[._-]", "");
        return local.contains("noreply")
                || local.contains("donotreply")
                || local.equals("alerts")
                || local.equals("orders")
                || local.equals("shipping")
                || local.equals("marketing")
                || local.equals("promotions")
                || local.equals("offers")
                || local.startsWith("notification")
                || local.startsWith("notify")
                || local.equals("mailerdaemon")
                || local.startsWith("newsletter")
                || local.startsWith("nepasrepondre");
    }

    /** "hello@", "tickets@", "Maya at Crumb & Co": a firm speaks, not one of its people. */
    private static boolean isRole(EmailAddress author) {
        return Lexicon.english().phrases("role-senders").isAllOf(new Tokens(author.localPart()));
    }

    /**
     * "Venue Weekly", "Priya from Menuly": the display name is no person's, or a firm stands behind
     * it. A person's name shares a word with the address, or is two or three plain words.
     */
    private boolean isForFirm(NamedAddress from) {
        if (from.name().isBlank()) {
            return false;
        }
        if (namesFirm || beginsAsDomain) {
            return true;
        }
        var name = new Tokens(from.name());
        String local = Tokens.fold(from.address().localPart());
        boolean inLocal =
                IntStream.range(0, name.size())
                        .mapToObj(name::word)
                        .anyMatch(word -> word.length() > 2 && local.contains(word));
        return !inLocal && (namedAsDomain || name.size() == 1 || role);
    }

    /** "City Energy" writes from cityenergy.example. */
    private static boolean isNameOfDomain(NamedAddress from) {
        String domain = Tokens.fold(from.address().domain()).replaceAll("[^a-z0-9]", "");
        var name = new Tokens(from.name());
        String joined =
                IntStream.range(0, name.size()).mapToObj(name::word).collect(Collectors.joining());
        return joined.length() > SHORT && domain.contains(joined);
    }

    /** "Wine Cellar" writes from wine.example, but "Weiss, Lena" from weiss.example. */
    private static boolean beginsAsDomain(NamedAddress from) {
        String first = new Tokens(from.name()).word(0);
        return first.length() > SHORT
                && from.name().indexOf(',') < 0
                && Tokens.fold(from.address().domain()).startsWith(first)
                && !Tokens.fold(from.address().localPart()).contains(first);
    }

    /**
     * Whether one of the last lines is the author's first or full name and nothing else: whoever
     * signs so is a person, whatever the address. To take a person for a firm loses the mail.
     */
    private boolean isSignedByAuthor() {
        if (mail.from().isEmpty() || namedAsDomain || beginsAsDomain) {
            return false;
        }
        var name = new Tokens(mail.from().getFirst().name());
        for (int i = Math.max(1, words.size() - SIGNATURE); i < words.size(); i++) {
            int length = 0;
            while (length < name.size()
                    && i + length < words.size()
                    && words.word(i + length).equals(name.word(length))) {
                length++;
            }
            boolean whole = i + length == words.size() || opensLine(i + length);
            if (length > 0 && whole && (opensLine(i) || isBehindClosing(i))) {
                return true;
            }
        }
        return false;
    }

    /** "Love, Grandma" on one line. */
    private boolean isBehindClosing(int name) {
        for (int i = name - 1; i > 0 && i >= name - LONGEST_NAME; i--) {
            if (opensLine(i)) {
                return lexicon.phrases("closing").at(words, i) == name - i;
            }
        }
        return false;
    }

    /** Whether one of the last paragraphs begins with a person's name: "Paolo", "Cheers, Nils". */
    private boolean isSignedByName() {
        for (int i = Math.max(1, words.size() - SIGNATURE); i < words.size(); i++) {
            String gap = words.gapBefore(i);
            int line = gap.indexOf('\n');
            boolean apart = line >= 0 && (gap.indexOf('\n', line + 1) >= 0 || gap.startsWith(","));
            if (apart) {
                int closing = lexicon.phrases("closing").at(words, i);
                if (isPersonsName(i + closing)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A line, or its words before a comma, of capital words that are no firm's and no button's. */
    private boolean isPersonsName(int from) {
        int end = from;
        while (end < words.size()
                && (end == from || words.gapBefore(end).equals(" "))
                && words.isCapital(end)
                && !words.written(end).equals(words.written(end).toUpperCase(Locale.ROOT))) {
            end++;
        }
        String behind = end < words.size() ? words.gapBefore(end) : "";
        boolean title = behind.startsWith(",") && !opensLine(end); // "Mehmet, IT helpdesk"
        boolean whole = end >= words.size() || title || behind.strip().isEmpty() && opensLine(end);
        if (end == from || end - from > LONGEST_NAME_LINE || !whole) {
            return false;
        }
        var name = new Tokens(words.text().substring(words.start(from), words.end(end - 1)));
        var firm = new Tokens(mail.from().getFirst().name());
        boolean authors = name.word(0).equals(firm.word(0));
        return !(authors && (namesFirm || beginsAsDomain || name.size() == firm.size()))
                && !lexicon.has("verbs", name)
                && !lexicon.has("closing", name)
                && NO_NAMES.stream()
                        .noneMatch(section ->
                                lexicon.has(section, name) || Lexicon.english().has(section, name));
    }

    /** Whether a person's name stands below the closing. */
    private boolean isSigned() {
        for (int i = words.size() - 1; i > 0; i--) {
            int closing = lexicon.phrases("closing").at(words, i);
            int name = i + closing;
            if (closing > 0 && opensLine(i) && name < words.size() && opensLine(name)) {
                int end = name + 1;
                while (end < words.size() && !opensLine(end)) {
                    end++;
                }
                return words.isCapital(name)
                        && end - name <= LONGEST_NAME
                        && !Lexicon.english().phrases("firm-voices").startsAt(words, end - 1);
            }
        }
        return false;
    }

    private boolean opensLine(int word) {
        return words.gapBefore(word).indexOf('\n') >= 0;
    }
}

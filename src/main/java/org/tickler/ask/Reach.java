package org.tickler.ask;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tickler.language.Lexicon;
import org.tickler.language.Phrases;
import org.tickler.language.Tokens;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.NamedAddress;
import org.tickler.mail.ParsedMail;

/** For how many a mail was written: what bulk mail asks is no task, what a person asks may be. */
public enum Reach {
    /** From a person, to people or to a list of people. */
    PERSONAL,
    /** Written by a machine, but perhaps about this reader's own business. */
    AUTOMATIC,
    /** Newsletter, marketing, cold outreach, phishing. */
    BULK;

    /** A phrase that only bulk mail has; one that people use too weighs half of it. */
    private static final int CLEAR_MARK = 2;

    private static final int ENOUGH_MARKS = 2 * CLEAR_MARK;
    private static final int MOST_ACQUAINTANCES = 10;

    /** A name of so few letters stands in many domains by chance. */
    private static final int SHORT = 3;

    /** So many words at the end of a mail may be its signature. */
    private static final int SIGNATURE = 40;

    /** Told by headers, sender and words of a mail. */
    public static Reach of(ParsedMail mail, Tokens words, Lexicon lexicon) {
        var headers = mail.headers();
        String precedence = headers.first("Precedence").orElse("").strip().toLowerCase(Locale.ROOT);
        boolean discussion =
                headers.has("List-Post") || headers.has("In-Reply-To") && headers.has("List-Id");
        int marks = weight(words, lexicon, "bulk-mark");
        int outreach = weight(words, lexicon, "outreach");
        int phishing = weight(words, lexicon, "phishing");
        int enough = ENOUGH_MARKS + (isAmongAcquaintances(mail) ? CLEAR_MARK : 0);
        if (outreach + phishing >= enough) {
            return BULK;
        }
        boolean list =
                headers.has("List-Unsubscribe")
                        || headers.has("List-Unsubscribe-Post")
                        || precedence.equals("bulk")
                        || precedence.equals("junk");
        if (list && !discussion && !precedence.equals("list")
                || headers.has("Feedback-ID") && marks > 0
                || headers.has("X-Campaign-Id")) {
            return BULK;
        }
        int machine = weight(words, lexicon, "machine-talk");
        boolean stranger = !isAmongAcquaintances(mail) && !discussion;
        if (stranger && machine + (isMachine(mail) ? CLEAR_MARK : 0) >= ENOUGH_MARKS) {
            return BULK;
        }
        if (marks >= enough && !discussion || marks + outreach >= enough + CLEAR_MARK) {
            return BULK;
        }
        boolean person = isSignedByAuthor(mail, words) && !namesFirm(mail);
        boolean firm = isMachine(mail) || !person && (isRole(mail) || speaksForFirm(mail));
        if (stranger
                && firm
                && (marks + machine + outreach >= CLEAR_MARK || lexicon.has("teams-sign", words))) {
            return BULK;
        }
        String submitted =
                headers.first("Auto-Submitted").orElse("").strip().toLowerCase(Locale.ROOT);
        boolean automatic =
                !submitted.isEmpty() && !submitted.startsWith("no")
                        || isMachine(mail)
                        || stranger
                                && !person
                                && speaksForFirm(mail)
                                && !(isSigned(words, lexicon) && !namesFirm(mail))
                        || marks > 0 && outreach > 0
                        || lexicon.phrases("automatic-mark").in(words)
                                && !(isSigned(words, lexicon) && !speaksForFirm(mail));
        return automatic ? AUTOMATIC : PERSONAL;
    }

    /**
     * "Venue Weekly", "Priya from Menuly": the display name is no person's, or a firm stands behind
     * it. A person's name shares a word with the address, or is two or three plain words.
     */
    private static boolean speaksForFirm(ParsedMail mail) {
        if (mail.from().isEmpty() || mail.from().getFirst().name().isBlank()) {
            return false;
        }
        NamedAddress from = mail.from().getFirst();
        var name = new Tokens(from.name());
        if (namesFirm(mail)) {
            return true;
        }
        String local = Tokens.fold(from.address().localPart());
        boolean inLocal =
                IntStream.range(0, name.size())
                        .mapToObj(name::word)
                        .anyMatch(word -> word.length() > 2 && local.contains(word));
        boolean inDomain = isNameOfDomain(from);
        return inDomain && !inLocal || name.size() == 1 && !inLocal || isRole(mail) && !inLocal;
    }

    /** "City Energy" writes from cityenergy.example. */
    private static boolean isNameOfDomain(NamedAddress from) {
        String domain = Tokens.fold(from.address().domain()).replaceAll("[^a-z0-9]", "");
        var name = new Tokens(from.name());
        String joined =
                IntStream.range(0, name.size()).mapToObj(name::word).collect(Collectors.joining());
        return joined.length() > SHORT && domain.contains(joined);
    }

    private static boolean namesFirm(ParsedMail mail) {
        return Lexicon.english().has("firm-voices", new Tokens(mail.from().getFirst().name()));
    }

    /**
     * Whether one of the last lines is the author's first or full name and nothing else: whoever
     * signs so is a person, whatever the address. To take a person for a firm loses the mail.
     */
    private static boolean isSignedByAuthor(ParsedMail mail, Tokens words) {
        if (mail.from().isEmpty() || isNameOfDomain(mail.from().getFirst())) {
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
            boolean whole =
                    i + length == words.size() || words.gapBefore(i + length).indexOf('\n') >= 0;
            if (length > 0 && whole && words.gapBefore(i).indexOf('\n') >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a person's name stands below the closing. */
    private static boolean isSigned(Tokens words, Lexicon lexicon) {
        for (int i = words.size() - 1; i > 0; i--) {
            int closing = lexicon.phrases("closing").at(words, i);
            int name = i + closing;
            if (closing > 0
                    && words.gapBefore(i).indexOf('\n') >= 0
                    && name < words.size()
                    && words.gapBefore(name).indexOf('\n') >= 0) {
                int end = name;
                while (end < words.size()
                        && (end == name || words.gapBefore(end).indexOf('\n') < 0)) {
                    end++;
                }
                return words.isCapital(name)
                        && end - name <= 4
                        && !Lexicon.english().phrases("firm-voices").startsAt(words, end - 1);
            }
        }
        return false;
    }

    private static boolean isMachine(ParsedMail mail) {
        if (mail.from().isEmpty()) {
            return false;
        }
        String local = mail.from().getFirst().address().localPart().replaceAll("[._-]", "");
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
    private static boolean isRole(ParsedMail mail) {
        return !mail.from().isEmpty()
                && Lexicon.english()
                        .phrases("role-senders")
                        .isAllOf(new Tokens(mail.from().getFirst().address().localPart()));
    }

    /** Who answers a mail, writes to several by name, or to a colleague, hardly sends bulk mail. */
    public static boolean isAmongAcquaintances(ParsedMail mail) {
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

    /** How much the different phrases of the section that occur in the text weigh. */
    private static int weight(Tokens words, Lexicon lexicon, String section) {
        Phrases phrases = lexicon.phrases(section);
        Phrases common = lexicon.phrases("said-by-people-too");
        var seen = new HashSet<List<String>>();
        int weight = 0;
        for (int i = phrases.find(words, 0); i >= 0; ) {
            int length = phrases.at(words, i);
            var phrase = IntStream.range(i, i + length).mapToObj(words::word).toList();
            if (seen.add(phrase)) {
                weight += common.at(words, i) >= length ? 1 : CLEAR_MARK;
            }
            i = phrases.find(words, i + length);
        }
        return weight;
    }
}

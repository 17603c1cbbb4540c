package org.tickler.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.ask.AssigneeRef;
import org.tickler.ask.People;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.dates.FoundDate;
import org.tickler.extract.Candidate;
import org.tickler.extract.CandidateStatus;
import org.tickler.language.PlainText;
import org.tickler.language.Tokens;
import org.tickler.task.Due;
import org.tickler.task.Priority;

/**
 * Holds what a model lists against the mail. An item counts only if its evidence stands in the mail
 * and its title speaks of the same; a date only if the mail's own words give it; a name only if the
 * mail or the known people have it. So the model can choose, but not invent.
 */
final class ItemCheck {
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_EVIDENCE = 1_000;
    private static final int FEWEST_WORDS = 2;

    /** Words are the same for inflected forms, too: "reports", "reporting". */
    private static final int STEM = 4;

    private final MailWords words;
    private final String text;
    private final String subject;
    private final People people;
    private final DateFinder dates;
    private final DateContext dateContext;
    private final LocalDate today;

    /**
     * @param text what the model was shown of the body
     * @param sent when the mail was written, in the owner's zone
     */
    ItemCheck(
            String text,
            String subject,
            People people,
            DateFinder dates,
            ZonedDateTime sent,
            @Nullable Locale locale) {
        this.words = new MailWords(text);
        this.text = text;
        this.subject = subject;
        this.people = people;
        this.dates = dates;
        this.dateContext = new DateContext(sent, locale);
        this.today = sent.toLocalDate();
    }

    /** The item as a candidate; empty if the mail does not bear it out. */
    Optional<Candidate> check(ListedItem item) {
        String title = PlainText.squeeze(printable(item.title()));
        int evidenceWords = new Tokens(item.evidence()).size();
        if (title.isEmpty()
                || title.length() > LONGEST_TITLE
                || item.evidence().length() > LONGEST_EVIDENCE
                || evidenceWords < FEWEST_WORDS) {
            return Optional.empty();
        }
        return words.find(item.evidence())
                .filter(place -> speaksOf(title, place.words()))
                .map(place ->
                        new Candidate(
                                title,
                                place.words(),
                                place.line(),
                                assignee(item.assignee()),
                                due(item.due(), place.words()),
                                item.followUp(),
                                CandidateStatus.OPEN,
                                Priority.NORMAL,
                                List.of(),
                                Math.clamp(item.confidence(), 0.0, 1.0)));
    }

    private static String printable(String title) {
        return title.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** It shares a word with the evidence, and its numbers and addresses are the mail's own. */
    private boolean speaksOf(String title, String evidence) {
        for (String piece : title.split("[\\s()<>,;\"]+")) {
            String bare = piece.replaceAll("^\\W+|\\W+$", "");
            boolean exact =
                    bare.chars().anyMatch(Character::isDigit)
                            || bare.indexOf('@') >= 0
                            || bare.contains("://")
                            || bare.toLowerCase(Locale.ROOT).startsWith("www.");
            if (exact && !text.contains(bare) && !subject.contains(bare)) {
                return false;
            }
        }
        var own = stems(evidence);
        own.addAll(stems(subject));
        return stems(title).stream().anyMatch(own::contains);
    }

    private static List<String> stems(String text) {
        var tokens = new Tokens(text);
        var stems = new ArrayList<String>();
        for (int i = 0; i < tokens.size(); i++) {
            String word = Tokens.fold(tokens.word(i));
            if (word.length() >= STEM) {
                stems.add(word.substring(0, STEM));
            }
        }
        return stems;
    }

    private AssigneeRef assignee(String written) {
        String name = PlainText.squeeze(printable(written));
        boolean known =
                people.isSpecial(name)
                        || people.find(name) != null
                        || new Tokens(name).size() > 0 && words.find(name).isPresent();
        return known ? people.refer(name) : new AssigneeRef.Nobody();
    }

    /** The evidence's own date first; else one that stands anywhere in the mail. */
    private @Nullable Due due(String written, String evidence) {
        LocalDate day;
        try {
            int time = written.indexOf('T');
            day = LocalDate.parse(time < 0 ? written : written.substring(0, time));
        } catch (DateTimeException e) {
            return null;
        }
        if (day.isBefore(today)) {
            return null;
        }
        Due near = due(day, dates.find(evidence, dateContext));
        return near != null ? near : due(day, dates.find(text, dateContext));
    }

    private static @Nullable Due due(LocalDate day, List<FoundDate> found) {
        for (FoundDate date : found) {
            if (date.date().equals(day)) {
                return date.asDue();
            }
        }
        for (FoundDate date : found) {
            if (day.equals(date.from())) {
                return date.asDue();
            }
            if (day.equals(date.other())) {
                return Due.day(day).withWords(date.text());
            }
        }
        return null;
    }
}

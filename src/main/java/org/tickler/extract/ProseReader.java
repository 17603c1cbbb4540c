package org.tickler.extract;

import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.tickler.ask.People;
import org.tickler.ask.Reach;
import org.tickler.ask.ReadingContext;
import org.tickler.ask.Scene;
import org.tickler.ask.Voice;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;
import org.tickler.layout.Attendance;
import org.tickler.layout.Block;
import org.tickler.layout.Layout;
import org.tickler.mail.HtmlText;
import org.tickler.mail.ParsedMail;

/** Reads what people write to each other: requests, promises, delegations, lists, minutes. */
final class ProseReader {
    private static final Pattern FORWARD =
            Pattern.compile(
                    "(?i)^\\s*(?:"
                            + Lexicon.anyOf("forward-prefixes")
                            + "|"
                            + Lexicon.anyOf("reply-prefixes")
                            + ")\\s*:");
    private static final Pattern MARKS = Pattern.compile("[*_#\\s]+");
    private static final int LONGEST_STUB = 400;
    private static final int OPENING = 200;
    private static final int FEWEST_PRESENT = 2;
    private static final int FEW_BLOCKS = 3;
    private static final int TITLE_WORDS = 3;

    private final DateFinder dates;

    ProseReader(DateFinder dates) {
        this.dates = dates;
    }

    record Prose(Voice voice, List<Candidate> tasks) {}

    Prose read(ParsedMail mail, String newText, ReadingContext context, People people) {
        String text = untitled(shown(mail, newText), mail.subject());
        var words = new Tokens(text);
        Lexicon lexicon = Lexicon.of(words, context.locale());
        Voice voice = Voice.of(mail, whole(mail, words), lexicon);
        if (voice.reach() == Reach.BULK) {
            return new Prose(voice, List.of());
        }
        List<Block> blocks = Layout.of(text, lexicon);
        int present = Attendance.of(text, blocks, lexicon, people);
        ZonedDateTime sent =
                mail.date() == null
                        ? context.now().atZone(context.zone())
                        : mail.date().atZoneSameInstant(context.zone());
        var dues = new Dues(dates, new DateContext(sent, context.locale()), lexicon);
        var opening =
                new Tokens(text.strip().substring(0, Math.min(OPENING, text.strip().length())));
        Scene scene = Scene.of(mail, people, lexicon, voice.reach(), opening);
        List<Candidate> found =
                new Walk(scene, dues, lexicon.has("how-to", words), isBetweenThem(mail, people))
                        .minutes(
                                present >= FEWEST_PRESENT
                                        || areMinutes(mail.subject(), blocks, lexicon))
                        .over(blocks);
        List<Candidate> handedOn = Forwarded.read(mail, text, found, scene, dues);
        return new Prose(voice, distinct(handedOn.isEmpty() ? found : handedOn));
    }

    /** Written to the owner in person by somebody who knows the owner. */
    private static boolean isBetweenThem(ParsedMail mail, People people) {
        return Voice.isAmongAcquaintances(mail)
                && mail.to().stream().anyMatch(to -> people.isMine(to.address()));
    }

    /** All words of a mail that answers and forwards none: the small print tells what it is. */
    private static Tokens whole(ParsedMail mail, Tokens words) {
        boolean fresh = mail.inReplyTo() == null && !FORWARD.matcher(mail.subject()).find();
        boolean more = fresh && !mail.text().isBlank() && !mail.text().equals(words.text());
        return more ? new Tokens(mail.text()) : words;
    }

    /** The new text, or the HTML where the plain part only says that there is HTML. */
    private static String shown(ParsedMail mail, String newText) {
        boolean stub =
                newText.length() < LONGEST_STUB
                        && !mail.html().isBlank()
                        && Lexicon.english().has("html-stub", new Tokens(newText));
        return stub ? HtmlText.render(mail.html()) : newText;
    }

    /** A first line that only repeats the subject is no sentence of the text. */
    private static String untitled(String text, String subject) {
        int from = 0;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        int end = text.indexOf('\n', from);
        if (end < 0 || text.indexOf('\n', end + 1) < 0) {
            return text;
        }
        String line = MARKS.matcher(Tokens.fold(text.substring(from, end))).replaceAll("");
        boolean title =
                line.length() > 3
                        && Character.isLetterOrDigit(line.charAt(line.length() - 1))
                        && MARKS.matcher(Tokens.fold(subject)).replaceAll("").endsWith(line);
        return title ? text.substring(0, from) + text.substring(end) : text;
    }

    /** "Draft minutes 12 July" as the subject, no answer to it, or among the first lines. */
    private static boolean areMinutes(String subject, List<Block> blocks, Lexicon lexicon) {
        var words = new Tokens(subject);
        boolean named =
                lexicon.phrases("minutes-titles").within(words, 0, TITLE_WORDS)
                        || lexicon.phrases("minutes-titles").endsAt(words);
        return named && !FORWARD.matcher(subject).find()
                || blocks.stream()
                        .limit(FEW_BLOCKS)
                        .filter(block ->
                                block.is(Block.Kind.HEADING)
                                        || block.text().indexOf('\n') < 0
                                                && !block.text().matches(".*[.?!,]"))
                        .map(block -> new Tokens(block.text()))
                        .anyMatch(line ->
                                lexicon.phrases("minutes-titles").within(line, 0, TITLE_WORDS));
    }

    private static List<Candidate> distinct(List<Candidate> all) {
        var byEvidence = new LinkedHashMap<String, Candidate>();
        all.forEach(
                candidate -> byEvidence.putIfAbsent(Tokens.fold(candidate.evidence()), candidate));
        return List.copyOf(byEvidence.values());
    }
}

package org.tickler.letter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tickler.letter.Page.Answer;
import org.tickler.letter.Page.Answers;
import org.tickler.letter.Page.Block;
import org.tickler.letter.Page.Button;
import org.tickler.letter.Page.Tone;
import org.tickler.people.Person;
import org.tickler.task.TaskId;

/** One reader's language, zone and way to answer, for one mail. */
final class Voice {
    private static final int LONGEST_SUBJECT = 160;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";

    private final Words words;
    private final Moments moments;
    private final Frame frame;

    private Voice(Words words, Moments moments, Frame frame) {
        this.words = words;
        this.moments = moments;
        this.frame = frame;
    }

    static Voice to(Person reader, Instant now, Frame frame) {
        return to(reader.language(), reader.locale(), reader.zone(), now, frame);
    }

    static Voice to(
            String language, @Nullable Locale locale, ZoneId zone, Instant now, Frame frame) {
        Words words = Words.of(language);
        return new Voice(words, new Moments(words, locale, zone, now), frame);
    }

    String say(String key, Object... values) {
        return words.get(key, values);
    }

    String count(String key, int count, Object... values) {
        return words.count(key, count, values);
    }

    Moments moments() {
        return moments;
    }

    /** One line of at most so many code points, without control characters. */
    String subject(String text) {
        String line = oneLine(text);
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)).strip() + "…";
    }

    static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> c != ' ' || !line.isEmpty() && line.charAt(line.length() - 1) != ' ')
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    /** Stable for the life of the task, so that mail programs keep its mails together. */
    String taskSubject(TaskId id, String title) {
        return subject("[" + id + "] " + title);
    }

    String ownSubject(String text) {
        return subject(say("prefix", text));
    }

    Page page(String subject, Tone tone, String kicker, String headline, List<Block> blocks) {
        return page(subject, tone, kicker, headline, blocks, "");
    }

    Page page(
            String subject,
            Tone tone,
            String kicker,
            String headline,
            List<Block> blocks,
            String firstFooter) {
        var footer = new ArrayList<String>();
        if (!firstFooter.isEmpty()) {
            footer.add(firstFooter);
        }
        footer.add(footerZone());
        if (frame.publicUrl() != null) {
            footer.add(say("footer.page", frame.publicUrl()));
        }
        return page(subject, tone, kicker, headline, blocks, footer);
    }

    String footerZone() {
        return say("footer", moments.zone().getId());
    }

    /** With a footer of its own: the page is not for everybody who gets a mail. */
    Page page(
            String subject,
            Tone tone,
            String kicker,
            String headline,
            List<Block> blocks,
            List<String> footer) {
        return new Page(
                words.language().toLanguageTag(),
                subject,
                say("marker", frame.hash()),
                tone,
                kicker,
                headline,
                blocks,
                footer);
    }

    /**
     * How to answer.
     *
     * @param buttons pairs of label and the reply's text; left out where no address tells which
     *     mail is answered
     */
    Answers answers(String lead, String subject, List<Answer> buttons, List<Answer> answers) {
        return new Answers(
                lead,
                buttons.stream()
                        .map(button -> button(subject, button))
                        .flatMap(List::stream)
                        .toList(),
                say("answer.button"),
                answers);
    }

    Answer answer(String typed, String meaningKey, Object... values) {
        return new Answer(typed, say(meaningKey, values));
    }

    Answer button(String labelKey, String reply) {
        return new Answer(reply, say(labelKey));
    }

    private List<Button> button(String subject, Answer answer) {
        if (frame.answerTo() == null) {
            return List.of();
        }
        // RFC 6068
        String href =
                "mailto:"
                        + encode(frame.answerTo().value(), "@+!$*'")
                        + "?subject="
                        + encode(say("re", subject), "")
                        + "&body="
                        + encode(answer.typed(), "");
        return List.of(new Button(answer.meaning(), href));
    }

    private static String encode(String text, String also) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain || also.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }
}

package org.tickler.quote;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tickler.mail.MailPart;
import org.tickler.mail.ParsedMail;

/** Finds the emoji of a mail that is nothing but a reaction to another one. */
public final class Reactions {
    /** Gmail's reaction format, https://developers.google.com/workspace/gmail/reactions/format. */
    private static final String GMAIL = "text/vnd.google.email-reaction+json";

    private static final Pattern EMOJI =
            Pattern.compile("\"emoji\"\\s{0,9}:\\s{0,9}\"([^\"]{1,60})\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private static final Pattern REACTED =
            Pattern.compile(
                    "reacted (?:to your message|via Gmail|to your email)",
                    Pattern.CASE_INSENSITIVE);

    private static final int LONGEST = 2_000;

    private Reactions() {}

    /** The emoji alone, or empty for any other mail. */
    public static Optional<String> of(ParsedMail mail) {
        for (MailPart part : mail.parts()) {
            if (part.type().equals(GMAIL)) {
                Matcher emoji = EMOJI.matcher(part.text());
                return emoji.find() ? Optional.of(unescaped(emoji.group(1))) : Optional.empty();
            }
        }
        String body = mail.bodyText();
        String start = body.length() > LONGEST ? body.substring(0, LONGEST) : body;
        boolean reacted = REACTED.matcher(mail.subject()).find() || isReaction(start);
        return reacted ? firstPicture(start) : Optional.empty();
    }

    /** Whether the first or second line that says anything is the sentence of a reaction. */
    private static boolean isReaction(String body) {
        int seen = 0;
        for (String line : body.split("\n", 20)) {
            if (!line.isBlank()
                    && line.length() < 120
                    && seen++ < 2
                    && REACTED.matcher(line).find()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> firstPicture(String body) {
        return body.codePoints()
                .filter(c -> Character.getType(c) == Character.OTHER_SYMBOL)
                .mapToObj(Character::toString)
                .findFirst();
    }

    private static String unescaped(String json) {
        return ESCAPE.matcher(json)
                .replaceAll(m ->
                        Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    }
}

package org.tickler.understand;

import org.tickler.ask.ReadingContext;
import org.tickler.extract.Extractor;
import org.tickler.extract.Reading;
import org.tickler.mail.ParsedMail;
import org.tickler.reply.ReplyText;

/**
 * What the author of a mail typed and what tasks that holds.
 *
 * @param context for whom and when it was read; in another one it may hold others
 * @param typed the body without quoted history
 */
public record Prose(ReadingContext context, String typed, Reading reading) {
    public static Prose of(ParsedMail mail, Extractor extractor, ReadingContext context) {
        String typed = ReplyText.of(mail, null).text();
        return new Prose(context, typed, extractor.read(mail, typed, context));
    }
}

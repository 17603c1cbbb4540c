package org.tickler.model;

import java.time.Duration;
import org.tickler.ask.ReadingContext;
import org.tickler.mail.ParsedMail;

/**
 * A mail that the model can be asked about, later and outside of any transaction.
 *
 * @param text the words it is asked about: a part of the mail's body
 */
public record ModelQuestion(
        ModelReader reader, ParsedMail mail, String text, ReadingContext context) {
    /** Asks; takes at most {@link #patience}, and never fails. */
    public ModelFinding ask() {
        return reader.answer(this);
    }

    /** How long an answer can take. */
    public Duration patience() {
        return reader.patience();
    }
}

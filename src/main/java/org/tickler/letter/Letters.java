package org.tickler.letter;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.Map;
import org.tickler.people.Person;

/** Puts letters into words, in the reader's language and zone. Safe for use by many threads. */
public final class Letters {
    private static final String TEMPLATE = "mail/letter.jte";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    Letters.class.getClassLoader(),
                    "org.tickler.templates");

    /** The letter as a preview. */
    public Rendered render(Letter letter, Instant now) {
        return render(letter, now, Frame.PREVIEW);
    }

    /** The letter as it leaves at {@code now}. */
    public Rendered render(Letter letter, Instant now, Frame frame) {
        Page page = page(letter, now, frame);
        var html = new StringOutput(16 * 1024);
        engine.render(TEMPLATE, Map.of("page", page), html);
        return new Rendered(page.language(), page.subject(), PlainText.of(page), html.toString());
    }

    private static Page page(Letter letter, Instant now, Frame frame) {
        return switch (letter) {
            case Letter.Proposal proposal ->
                    tasks(proposal.reader(), now, frame).proposal(proposal);
            case Letter.Reminder reminder ->
                    tasks(reminder.reader(), now, frame).reminder(reminder);
            case Letter.Digest digest -> tasks(digest.reader(), now, frame).digest(digest);
            case Letter.Nudge nudge -> tasks(nudge.reader(), now, frame).nudge(nudge);
            case Letter.Receipt receipt -> answers(receipt.reader(), now, frame).receipt(receipt);
            case Letter.Question question ->
                    answers(question.reader(), now, frame).question(question);
            case Letter.Notice notice -> answers(notice.reader(), now, frame).notice(notice);
            case Letter.EventMail event ->
                    new AnswerPages(Voice.to("en", null, event.zone(), now, frame)).event(event);
        };
    }

    private static TaskPages tasks(Person reader, Instant now, Frame frame) {
        return new TaskPages(Voice.to(reader, now, frame));
    }

    private static AnswerPages answers(Person reader, Instant now, Frame frame) {
        return new AnswerPages(Voice.to(reader, now, frame));
    }
}

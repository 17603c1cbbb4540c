package org.tickler.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.tickler.letter.Rendered;
import org.tickler.mail.MessageId;

/** Makes the message as it leaves. */
final class Composer {
    private final MailIdentity identity;

    Composer(MailIdentity identity) {
        this.identity = identity;
    }

    record Composed(MessageId messageId, String envelopeFrom, byte[] raw) {}

    Composed compose(Draft draft, Rendered words, String token, Instant now) {
        var id = new MessageId("<" + token + "@" + identity.domain() + ">");
        return new Composed(
                id,
                identity.address().value(),
                (draft.cause() + now + words.plain()).getBytes(StandardCharsets.UTF_8));
    }
}

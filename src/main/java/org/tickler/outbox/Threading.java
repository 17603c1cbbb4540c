package org.tickler.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.MessageId;
import org.tickler.mail.Sha256;
import org.tickler.task.Task;

/** Keeps the mails of one task together in the clients, whichever way they thread. */
final class Threading {
    private static final Instant FILETIME_EPOCH = Instant.parse("1601-01-01T00:00:00Z");

    private final MailIdentity identity;

    Threading(MailIdentity identity) {
        this.identity = identity;
    }

    /** The task a mail belongs to, or null: a list of proposals or of the day is its own thread. */
    static @Nullable Task task(Draft draft) {
        boolean list = draft.kind() == MailPurpose.PROPOSAL || draft.kind() == MailPurpose.DIGEST;
        return list || draft.numberedTasks().size() != 1 ? null : draft.numberedTasks().getFirst();
    }

    /** {@code <t12.r7.k1.…@domain>}: it carries the token, for answers from anywhere. */
    MessageId messageId(Draft draft, String token) {
        Task task = task(draft);
        String prefix = task == null ? "" : "t" + task.id().value() + ".";
        return new MessageId("<" + prefix + token + "@" + identity.domain() + ">");
    }

    /** What every mail of a task refers to; no mail has this id. */
    MessageId root(Task task) {
        return new MessageId(
                "<t"
                        + task.id().value()
                        + ".root."
                        + identity.instance().toString().substring(0, 8)
                        + "@"
                        + identity.domain()
                        + ">");
    }

    /** The subject without a leading "Re:". */
    static String topic(String subject) {
        return subject.regionMatches(true, 0, "re:", 0, 3) ? subject.substring(3).strip() : subject;
    }

    /**
     * Outlook's own threading (MS-OXOMSG, 2.2.1.3): the high six octets of a FILETIME and a GUID,
     * here those of the task.
     */
    String index(Task task) {
        Duration since = Duration.between(FILETIME_EPOCH, task.createdAt());
        long ticks = since.getSeconds() * 10_000_000 + since.getNano() / 100;
        byte[] header =
                ByteBuffer.allocate(22)
                        .putShort((short) (ticks >>> 48))
                        .putInt((int) (ticks >>> 16))
                        .put(guid(task), 0, 16)
                        .array();
        return Base64.getEncoder().encodeToString(header);
    }

    private byte[] guid(Task task) {
        String name = identity.instance() + "/" + task.id();
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    }
}

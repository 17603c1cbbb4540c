package org.tickler.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored message as it waits to be taken in: its row, where it came from, and its raw bytes. */
public record InboundMessage(
        long id,
        String mailbox,
        @Nullable String messageId,
        byte[] raw,
        byte[] sha256,
        Instant receivedAt,
        int attempts) {}

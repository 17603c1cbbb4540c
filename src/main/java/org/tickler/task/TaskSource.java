package org.tickler.task;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where a task came from, with the exact words.
 *
 * @param kind {@code note}, {@code mail} or {@code manual}
 * @param messageRow the number of the inbound message, or null
 * @param rfcMessageId its Message-ID, or null
 * @param senderDoubt why the sender may be somebody else; empty where nothing speaks for that
 * @param line where the evidence starts in it, 1-based; 0 where unknown
 */
public record TaskSource(
        long sourceId,
        String kind,
        @Nullable Long messageRow,
        @Nullable String rfcMessageId,
        String title,
        String groupKey,
        String account,
        @Nullable String fromAddress,
        String senderDoubt,
        @Nullable LocalDate dated,
        String evidence,
        int line,
        Instant seenAt) {}

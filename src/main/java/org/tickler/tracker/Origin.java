package org.tickler.tracker;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The message or file a reading came from.
 *
 * @param kind {@code note} or {@code mail}
 * @param messageRow the number of the stored message, or null
 * @param rfcMessageId its Message-ID, or null
 * @param from who sent it, for people ("Ana Ruiz"), or the empty string
 * @param fromAddress the sender's address, or null
 * @param senderDoubt why the sender may be somebody else; empty where nothing speaks for that
 */
public record Origin(
        String kind,
        @Nullable Long messageRow,
        @Nullable String rfcMessageId,
        String title,
        String groupKey,
        String account,
        String from,
        @Nullable String fromAddress,
        String senderDoubt,
        @Nullable LocalDate dated) {}

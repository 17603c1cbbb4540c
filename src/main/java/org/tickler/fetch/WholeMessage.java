package org.tickler.fetch;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.tickler.config.MailboxSettings;
import org.tickler.fetch.ImapConnection.Listed;
import org.tickler.mail.Sha256;

/**
 * Fetches a message anew of which only a part is kept, because it was larger than the limit or the
 * server did not give it out. To read that part as if it were the mail would lose the mail.
 */
public final class WholeMessage {
    private WholeMessage() {}

    /**
     * Puts the whole message in the place of its part; one that is whole is left as it is.
     *
     * @param largest in bytes, the limit as it is now
     * @return why the message is still not whole, or empty
     * @throws ImapFailure with the reason and a remedy
     */
    public static Optional<String> fetch(
            Jdbi jdbi, List<MailboxSettings> mailboxes, long message, int largest) {
        return jdbi.withExtension(InboundStore.class, store -> store.partial(message))
                .flatMap(origin ->
                        mailboxes.stream()
                                .filter(mailbox -> mailbox.name().equals(origin.mailbox()))
                                .findFirst()
                                .map(mailbox -> fetch(jdbi, mailbox, origin, message, largest))
                                .orElseGet(() ->
                                        Optional.of(
                                                "only a part of it is kept, and no mailbox is called "
                                                        + origin.mailbox()
                                                        + " any more")));
    }

    private static Optional<String> fetch(
            Jdbi jdbi,
            MailboxSettings mailbox,
            InboundStore.Origin origin,
            long message,
            int largest) {
        try (ImapConnection connection = ImapConnection.open(mailbox)) {
            Optional<Listed> listed =
                    connection.uidValidity() == origin.uidValidity()
                            ? connection.after(origin.uid() - 1).stream()
                                    .filter(one -> one.uid() == origin.uid())
                                    .findFirst()
                            : Optional.empty();
            if (listed.isEmpty()) {
                return Optional.of(
                        "only a part of it is kept, and it is no longer in the mailbox "
                                + mailbox.name());
            }
            if (listed.get().size() > largest) {
                return Optional.of(
                        "it has "
                                + size(listed.get().size())
                                + ", and only its header is kept: set limits.mailSize above that, and"
                                + " try again");
            }
            return connection.fetch(List.of(origin.uid())).stream()
                    .map(ImapConnection.Fetched::raw)
                    .filter(raw -> raw != null && raw.length > 0)
                    .findFirst()
                    .map(raw -> {
                        jdbi.useExtension(
                                InboundStore.class,
                                store -> store.complete(message, raw, Sha256.of(raw)));
                        return Optional.<String>empty();
                    })
                    .orElse(Optional.of("the server lists the message but does not give it out"));
        }
    }

    /** A number of bytes in words. */
    static String size(long bytes) {
        return bytes < 1 << 20 ? (bytes >> 10) + " KB" : (bytes >> 20) + " MB";
    }
}

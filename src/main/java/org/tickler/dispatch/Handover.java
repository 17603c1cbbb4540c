package org.tickler.dispatch;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionException;
import org.tickler.dispatch.ClaimStore.Hold;

/**
 * Notes that one mail has left and begins the next, in one commit: what is asked once for every
 * mail. Asked without the library, which takes longer to put this question than the driver and the
 * server together to answer it.
 */
final class Handover {
    /** As {@link ClaimStore#sent} and {@link ClaimStore#begin}. */
    private static final String SQL =
            """
            with done as (
                update outbox set state = 'sent', sent_at = ?, last_answer = ?, claimed_by = null,
                    claimed_until = null, doubtful_since = null
                where id = ? and claimed_by = ? and attempts = ? and state || '' = 'sending'
                returning id
            ), begun as (
                update outbox set started_at = ?
                where id = ? and claimed_by = ? and attempts = ? and state || '' = 'sending' and claimed_until > ?
                returning id
            )
            select id from done union all select id from begun
            """;

    private Handover() {}

    /**
     * @return which of the two it did; it does neither where the claim is lost
     */
    static List<Long> sentAndBegin(
            Handle handle, Hold sent, String answer, Hold next, Instant moment) {
        OffsetDateTime now = moment.atOffset(ZoneOffset.UTC);
        try (var statement = handle.getConnection().prepareStatement(SQL)) {
            statement.setObject(1, now);
            statement.setString(2, answer);
            statement.setLong(3, sent.id());
            statement.setString(4, sent.node());
            statement.setInt(5, sent.attempts());
            statement.setObject(6, now);
            statement.setLong(7, next.id());
            statement.setString(8, next.node());
            statement.setInt(9, next.attempts());
            statement.setObject(10, now);
            var written = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    written.add(rows.getLong(1));
                }
            }
            return written;
        } catch (SQLException e) {
            throw new TransactionException("It could not be noted that a mail has left", e);
        }
    }
}

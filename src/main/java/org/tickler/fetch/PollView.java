package org.tickler.fetch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;
import org.tickler.login.Login;

/** How far each mailbox has been read, as operators look at it; changes nothing. */
public interface PollView {
    /**
     * A mailbox's last poll by any node.
     *
     * @param polledAt null before the first one
     * @param pollError why the last poll failed or the next sign-in will, or null if all is well
     */
    record Poll(
            String mailbox, long lastUid, @Nullable Instant polledAt, @Nullable String pollError) {
        /** Whether the last poll failed. */
        public boolean isFailing() {
            return pollError != null && !isTokenUnkept();
        }

        /** Whether it went well, but a sign-in after the next stop will not. */
        public boolean isTokenUnkept() {
            return pollError != null && pollError.startsWith(Login.UNKEPT);
        }

        /** Whether the server does not let us in: it will not mend itself. */
        public boolean isRefused() {
            return pollError != null && pollError.startsWith(ImapFailure.SIGN_IN);
        }
    }

    /** By name. */
    @SqlQuery(
            """
            select mailbox, last_uid, polled_at, poll_error from mailbox_cursor order by mailbox
            """)
    @RegisterConstructorMapper(Poll.class)
    List<Poll> polls();
}

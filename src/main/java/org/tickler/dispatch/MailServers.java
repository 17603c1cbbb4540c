package org.tickler.dispatch;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** How it stands with the mail server, as the node that used it last found it. */
public interface MailServers {
    /**
     * The one server that our mail leaves by.
     *
     * @param goodAt when it last took a mail, or null if never
     * @param failingSince since when it cannot be used, or null if it can
     * @param problem why, or why it cannot be used after the next stop, or null
     * @param signInRefused whether it does not know our user and password
     */
    record State(
            @Nullable Instant goodAt,
            @Nullable Instant failingSince,
            @Nullable String problem,
            boolean signInRefused) {}

    @SqlQuery(
            "select good_at, failing_since, problem, sign_in_refused from mail_server where name = 'smtp'")
    @RegisterConstructorMapper(State.class)
    Optional<State> state();

    @SqlUpdate(
            """
            insert into mail_server (name, good_at, problem) values ('smtp', :now, :warning)
            on conflict (name) do update set good_at = :now, failing_since = null, problem = :warning,
                sign_in_refused = false
            """)
    void good(@Bind("now") Instant now, @Bind("warning") @Nullable String warning);

    /** What was warned of has been mended. */
    @SqlUpdate(
            "update mail_server set problem = null where name = 'smtp' and failing_since is null")
    void mended();

    @SqlUpdate(
            """
            insert into mail_server (name, failing_since, problem, sign_in_refused)
            values ('smtp', :now, :problem, :signIn)
            on conflict (name) do update set failing_since = coalesce(mail_server.failing_since, :now),
                problem = :problem, sign_in_refused = :signIn
            """)
    void failing(
            @Bind("now") Instant now,
            @Bind("problem") String problem,
            @Bind("signIn") boolean signIn);
}

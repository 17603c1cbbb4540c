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
     * @param problem why, or null
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
            insert into mail_server (name, good_at) values ('smtp', :now)
            on conflict (name) do update set good_at = :now, failing_since = null, problem = null,
                sign_in_refused = false
            """)
    void good(@Bind("now") Instant now);

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

package org.tickler.model;

import java.time.LocalDate;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What was asked of the models, a row for each mailbox and day. */
public interface ModelUseStore {
    /** Counts a call if it keeps within the limits: 1, else 0. Nodes that come at once wait. */
    @SqlUpdate(
            """
            insert into model_use as used (mailbox, day, calls, characters) values (:mailbox, :day, 1, :sent)
            on conflict (mailbox, day) do update set calls = used.calls + 1, characters = used.characters + :sent
                where used.calls < :calls and used.characters + :sent <= :characters
            """)
    int take(
            @Bind("mailbox") String mailbox,
            @Bind("day") LocalDate day,
            @Bind("sent") int sent,
            @Bind("calls") int calls,
            @Bind("characters") long characters);

    /** Counts an answer, which at midnight may be the first of its day. */
    @SqlUpdate(
            """
            insert into model_use as used (mailbox, day, calls, characters) values (:mailbox, :day, 0, :more)
            on conflict (mailbox, day) do update set characters = used.characters + :more
            """)
    void received(
            @Bind("mailbox") String mailbox, @Bind("day") LocalDate day, @Bind("more") int more);

    /** Returns how many days were forgotten. */
    @SqlUpdate("delete from model_use where day < :before")
    int forget(@Bind("before") LocalDate before);
}

package org.tickler.remind;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.tickler.people.PersonId;
import org.tickler.task.TaskId;

/** Which digest was written for whom: the key keeps a second one away. */
interface DigestStore {
    /** 1 for the first who asks, 0 for everybody after. */
    @SqlUpdate(
            "insert into digest_sent (person_id, digest, at) values (:person, :digest, :now) on conflict do nothing")
    int claim(
            @Bind("person") PersonId person,
            @Bind("digest") String digest,
            @Bind("now") Instant now);

    /** An owner's proposals that stand in no mail, the oldest first. */
    @SqlQuery(
            """
            select id from task where owner_id = :owner and state = 'proposed'
                and not exists (select 1 from outbox_task where task_id = task.id)
            order by id limit :most
            """)
    List<TaskId> unasked(@Bind("owner") PersonId owner, @Bind("most") int most);
}

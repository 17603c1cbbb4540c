package org.tickler.answer;

import java.time.Instant;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** When we answered whom without having changed anything. */
interface AnswerLedger {
    @SqlUpdate(
            "insert into answer_ledger (address, thread, answered_at) values (:address, :thread, :now)")
    void add(
            @Bind("address") String address,
            @Bind("thread") String thread,
            @Bind("now") Instant now);

    @SqlUpdate("delete from answer_ledger where answered_at < :before")
    int forget(@Bind("before") Instant before);

    @SqlQuery(
            "select count(*) from answer_ledger where address = :address and thread = :thread and answered_at > :since")
    int inThread(
            @Bind("address") String address,
            @Bind("thread") String thread,
            @Bind("since") Instant since);

    @SqlQuery(
            "select count(*) from answer_ledger where address = :address and answered_at > :since")
    int since(@Bind("address") String address, @Bind("since") Instant since);
}

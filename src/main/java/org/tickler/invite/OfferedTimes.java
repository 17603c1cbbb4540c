package org.tickler.invite;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tickler.outbox.Added;

/**
 * Remembers the times that a mail of ours numbers, so that a number answers it. Within the caller's
 * transaction.
 */
public final class OfferedTimes {
    private OfferedTimes() {}

    /**
     * @param mail the outbox row of the mail that numbers them
     * @param answers what each stands for, as it might be typed, the first under number 1
     */
    public static void keep(Handle handle, long mail, List<String> answers) {
        for (int i = 0; i < answers.size(); i++) {
            handle.createUpdate(
                            "insert into offered_time (mail, number, answer) values (:mail, :number, :answer)")
                    .bind("mail", mail)
                    .bind("number", i + 1)
                    .bind("answer", answers.get(i))
                    .execute();
        }
    }

    static void keep(Handle handle, Added added, List<String> answers) {
        if (added instanceof Added.Queued(long mail, _)) {
            keep(handle, mail, answers);
        }
    }

    /** The answers that the mail with this outbox row numbers, in their order; often none. */
    public static List<String> of(Handle handle, long mail) {
        return handle.createQuery(
                        "select answer from offered_time where mail = :mail order by number")
                .bind("mail", mail)
                .mapTo(String.class)
                .list();
    }
}

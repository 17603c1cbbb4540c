package org.tickler.dispatch;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.MailPurpose;
import org.tickler.task.TaskId;

/**
 * Who else has to know that a mail will never arrive. Dispatch sends what it finds and knows
 * nothing of what a mail is about; who does is called here, in the transaction that gives it up.
 */
@FunctionalInterface
public interface GivenUp {
    /** Nobody. */
    GivenUp UNHEARD = (_, _, _, _) -> {};

    /**
     * @param tasks those the mail is about
     */
    void lost(Handle handle, MailPurpose purpose, EmailAddress recipient, List<TaskId> tasks);
}

package org.tickler.invite;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.tickler.dispatch.GivenUp;
import org.tickler.mail.EmailAddress;
import org.tickler.outbox.MailPurpose;
import org.tickler.task.TaskId;

/**
 * Guests whom an invitation did not reach, whether a mail server refused it at once or it came back
 * later: the list of guests says so, and changes of the event are not sent there any more.
 */
public final class Unreached implements GivenUp {
    @Override
    public void lost(
            Handle handle, MailPurpose purpose, EmailAddress recipient, List<TaskId> tasks) {
        if (purpose != MailPurpose.INVITATION) {
            return;
        }
        EventStore events = handle.attach(EventStore.class);
        for (TaskId task : tasks) {
            events.active(task).ifPresent(event -> events.bounced(event.id(), recipient));
        }
    }
}

package org.tickler.app;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.config.MailboxSettings;
import org.tickler.dispatch.SentCopies;
import org.tickler.fetch.ImapFailure;
import org.tickler.fetch.MailboxCheck;
import org.tickler.mail.MessageId;

/** Looks for copies of what was sent in the folders of the mailbox that our mails come from. */
final class MailboxCopies implements SentCopies {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxCopies.class);

    private final List<MailboxSettings> folders;

    private MailboxCopies(List<MailboxSettings> folders) {
        this.folders = folders;
    }

    /**
     * @param toSelf whether each mail is copied to the mailbox itself
     */
    static SentCopies in(MailboxSettings mailbox, boolean toSelf) {
        var folders = new ArrayList<MailboxSettings>();
        if (!mailbox.sentFolder().isEmpty()) {
            folders.add(mailbox.inFolder(mailbox.sentFolder()));
        }
        if (toSelf) {
            folders.add(mailbox);
        }
        return folders.isEmpty() ? SentCopies.NONE : new MailboxCopies(folders);
    }

    @Override
    public Found find(MessageId id) {
        try {
            for (MailboxSettings folder : folders) {
                if (MailboxCheck.holds(folder, id.value())) {
                    return Found.YES;
                }
            }
            return Found.NO;
        } catch (ImapFailure e) {
            LOG.atWarn().addKeyValue("problem", e.getMessage()).log("No copy could be looked for");
            return Found.UNKNOWN;
        }
    }
}

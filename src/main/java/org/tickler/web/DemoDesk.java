package org.tickler.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration's mailboxes and clock, as the page needs them to let a newcomer answer mail in
 * the browser. Called by many threads at once. What it is asked to do, it does before it returns:
 * an answer has been sent and read by Tickler when {@link #answer} comes back.
 */
public interface DemoDesk {
    /**
     * A mailbox of the demonstration.
     *
     * @param id names it in web addresses: letters, digits, dots and dashes
     * @param name of the person who reads it
     */
    record Mailbox(String id, String name, String address) {}

    /**
     * A mail in one of the mailboxes.
     *
     * @param id names it in web addresses, as above; unique within its mailbox
     * @param text what a reader without HTML sees
     * @param html the HTML part as it was sent, or null; it is shown in a sandbox
     * @param invitation whether it holds an invitation that can be accepted or declined
     * @param attachments the file names, such as {@code invite.ics}
     */
    record Message(
            String id,
            String from,
            String to,
            String subject,
            Instant date,
            String text,
            @Nullable String html,
            boolean invitation,
            List<String> attachments) {
        public Message {
            attachments = List.copyOf(attachments);
        }
    }

    /** What can be answered to an invitation (RFC 5545, 3.2.12). */
    enum Answer {
        ACCEPTED,
        DECLINED,
        TENTATIVE
    }

    List<Mailbox> mailboxes();

    /** The mails of a mailbox, the newest first; none for a mailbox that does not exist. */
    List<Message> messages(String mailboxId);

    /**
     * Answers a mail as its reader would, quoting it below.
     *
     * @throws IllegalArgumentException if there is no such mailbox or message
     */
    void answer(String mailboxId, String messageId, String text);

    /**
     * Answers the invitation in a mail as a calendar program would (RFC 6047).
     *
     * @throws IllegalArgumentException if there is no such mailbox, message or invitation
     */
    void answerInvitation(String mailboxId, String messageId, Answer answer);

    /** Moves the demonstration's clock forward, and lets happen what is due by then. */
    void moveClock(Duration step);

    Instant now();
}

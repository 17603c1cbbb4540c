package org.tickler.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tickler.support.TestClock;

/** A desk that remembers what it was asked to do. */
final class SampleDesk implements DemoDesk {
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** Runs before an answer comes back. */
    volatile Runnable whileAnswering = () -> {};

    private final TestClock clock;

    SampleDesk(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public List<Mailbox> mailboxes() {
        return List.of(
                new Mailbox("lee", "Lee Park", "lee@example.org"),
                new Mailbox("ana", "Ana Ruiz", "ana@example.org"));
    }

    @Override
    public List<Message> messages(String mailboxId) {
        if (!mailboxId.equals("lee")) {
            return List.of();
        }
        return List.of(
                new Message(
                        "2",
                        "Tickler <tasks@example.org>",
                        "lee@example.org",
                        "[T-4] Ana Ruiz to visit San Francisco",
                        Instant.parse("2026-03-03T15:01:00Z"),
                        "Tuesday 10 March, 14:30 <script>alert(1)</script>\n\nReply: done, friday",
                        "<p style=\"color: red\">Tuesday</p><script>alert(1)</script>",
                        true,
                        List.of("invite.ics")),
                new Message(
                        "1",
                        "Tickler <tasks@example.org>",
                        "lee@example.org",
                        "3 new tasks from “Weekly sync”",
                        Instant.parse("2026-03-02T14:01:00Z"),
                        "1. Send Ana the list of questions\n2. Book the room\n",
                        null,
                        false,
                        List.of()));
    }

    @Override
    public void answer(String mailboxId, String messageId, String text) {
        whileAnswering.run();
        asked.add("answer " + mailboxId + " " + messageId + " " + text);
    }

    @Override
    public void answerInvitation(String mailboxId, String messageId, Answer answer) {
        asked.add("invitation " + mailboxId + " " + messageId + " " + answer);
    }

    @Override
    public void moveClock(Duration step) {
        asked.add("clock " + step);
        clock.advance(step);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}

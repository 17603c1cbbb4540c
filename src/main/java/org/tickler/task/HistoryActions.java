package org.tickler.task;

import java.util.Map;

/**
 * What the actions of a task's history are called where people read them: on the page, on the
 * command line, and in what is said of a mail that caused them.
 */
public final class HistoryActions {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("created", "found"),
                    Map.entry("confirm", "confirmed"),
                    Map.entry("drop", "dropped"),
                    Map.entry("complete", "done"),
                    Map.entry("reopen", "reopened"),
                    Map.entry("snooze", "snoozed"),
                    Map.entry("set-due", "due changed"),
                    Map.entry("assign", "assigned"),
                    Map.entry("set-priority", "priority changed"),
                    Map.entry("set-tags", "tags changed"),
                    Map.entry("rename", "renamed"),
                    Map.entry("set-follow-up", "calendar changed"),
                    Map.entry("mute", "muted"),
                    Map.entry("merge-into", "merged"),
                    Map.entry("undo", "undone"),
                    Map.entry("seen-again", "found again"),
                    Map.entry("attendee-accepted", "a guest accepted"),
                    Map.entry("attendee-tentative", "a guest may come"),
                    Map.entry("attendee-declined", "a guest declined"),
                    Map.entry("attendee-delegated", "a guest sends somebody else"),
                    Map.entry("answered-old-time", "a guest answered an earlier time"),
                    Map.entry("answered-after-the-end", "a guest answered what no longer stands"),
                    Map.entry(
                            "invitation-sent-again",
                            "a guest asked for the invitation and got it again"),
                    Map.entry("calendar-question", "question about the calendar"),
                    Map.entry("suggestion-refused", "the time stays"),
                    Map.entry("ignored-answer", "an answer that does not count"),
                    Map.entry("auto-reply", "automatic answer"),
                    Map.entry("bounced", "a mail came back"),
                    Map.entry("undelivered", "a mail could not be delivered"));

    private HistoryActions() {}

    /**
     * Returns such as "a guest accepted", without a capital; an action that has no words here is
     * told as it is written.
     */
    public static String words(String action) {
        String known = WORDS.get(action);
        if (known != null) {
            return known;
        }
        String plain = action.replace('-', ' ').replace('_', ' ').strip();
        return plain.isEmpty() ? "changed" : plain;
    }
}

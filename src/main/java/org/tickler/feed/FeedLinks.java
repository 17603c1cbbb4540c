package org.tickler.feed;

/**
 * Where a person's calendar program finds the feed: whoever knows these addresses can read it.
 *
 * @param events follow-ups and dues as events, for any calendar
 * @param tasks the same and undated tasks as to-dos, for programs with a task list
 */
public record FeedLinks(String events, String tasks) {
    static FeedLinks of(String publicUrl, String token) {
        String base = publicUrl + "/feed/" + token + "/";
        return new FeedLinks(base + "events.ics", base + "tasks.ics");
    }

    /** As {@link #events}, in the form on which calendar programs offer to subscribe. */
    public String webcal() {
        return events.replaceFirst("^https?:", "webcal:");
    }
}

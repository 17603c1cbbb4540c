package org.tickler.calendar;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.Sha256;

/**
 * Writes a person's private feed: events and tasks as two documents, because Google and Outlook do
 * not show tasks of a subscription. The same entries in any order always give the same bytes, so
 * that an entity tag tells the truth. No people are named: some clients mail them on import.
 * Stateless and safe for use by many threads.
 */
public final class FeedWriter {
    /** The Content-Type to serve a feed with. */
    public static final String CONTENT_TYPE = "text/calendar; charset=utf-8";

    private static final int LONGEST_SUMMARY = 500;
    private static final int LONGEST_DESCRIPTION = 4_000;

    /** The entries that have a time, as VEVENTs. Of two with one UID the later changed counts. */
    public byte[] events(String name, List<FeedEntry> entries) {
        CalendarText out = head(name);
        for (FeedEntry entry : ordered(entries)) {
            EventTime time = entry.time();
            if (time != null) {
                event(out, entry, time);
            }
        }
        return out.line("END", "VCALENDAR").bytes();
    }

    /** All entries as VTODOs. Of two with one UID the later changed counts. */
    public byte[] todos(String name, List<FeedEntry> entries) {
        CalendarText out = head(name);
        for (FeedEntry entry : ordered(entries)) {
            todo(out, entry);
        }
        return out.line("END", "VCALENDAR").bytes();
    }

    /** A strong entity tag (RFC 9110, 8.8.3) of these bytes, with its quotes. */
    public static String entityTag(byte[] feed) {
        return '"' + HexFormat.of().formatHex(Sha256.of(feed), 0, 16) + '"';
    }

    /** Outlook reads X-PUBLISHED-TTL, Apple REFRESH-INTERVAL (RFC 7986, 5.7), Google neither. */
    private static CalendarText head(String name) {
        String title = CalendarText.shorten(CalendarText.oneLine(name), LONGEST_SUMMARY);
        return new CalendarText()
                .line("BEGIN", "VCALENDAR")
                .line("PRODID", CalendarWriter.PRODUCT)
                .line("VERSION", "2.0")
                .line("CALSCALE", "GREGORIAN")
                .line("METHOD", "PUBLISH")
                .text("NAME", title)
                .text("X-WR-CALNAME", title)
                .line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                .line("X-PUBLISHED-TTL", "PT1H");
    }

    private static Iterable<FeedEntry> ordered(List<FeedEntry> entries) {
        var byUid = new TreeMap<String, FeedEntry>();
        for (FeedEntry entry : entries) {
            byUid.merge(entry.uid(), entry, (a, b) -> b.changed().isAfter(a.changed()) ? b : a);
        }
        return byUid.values();
    }

    private static void event(CalendarText out, FeedEntry entry, EventTime time) {
        boolean busy =
                entry.state() == FeedEntry.State.OPEN
                        && entry.busy()
                        && !entry.tentative()
                        && time instanceof EventTime.Timed;
        begin(out, "VEVENT", entry)
                .time(time)
                .line(
                        "STATUS",
                        switch (entry.state()) {
                            case CANCELLED -> "CANCELLED";
                            case OPEN, DONE -> entry.tentative() ? "TENTATIVE" : "CONFIRMED";
                        })
                .line("TRANSP", busy ? "OPAQUE" : "TRANSPARENT")
                .line("END", "VEVENT");
    }

    private static void todo(CalendarText out, FeedEntry entry) {
        begin(out, "VTODO", entry);
        due(out, entry.time());
        switch (entry.state()) {
            case OPEN -> out.line("STATUS", "NEEDS-ACTION");
            case CANCELLED -> out.line("STATUS", "CANCELLED");
            case DONE -> {
                out.line("STATUS", "COMPLETED").line("PERCENT-COMPLETE", "100");
                if (entry.completed() != null) {
                    out.moment("COMPLETED", entry.completed());
                }
            }
        }
        out.line("END", "VTODO");
    }

    /** DUE of whole days is the last day itself; it must be later than DTSTART if both are. */
    private static void due(CalendarText out, @Nullable EventTime time) {
        switch (time) {
            case null -> {
                // A task without a date.
            }
            case EventTime.Timed timed -> out.moment("DUE", timed.end());
            case EventTime.AllDay days -> {
                LocalDate last = days.endExclusive().minusDays(1);
                if (last.isAfter(days.start())) {
                    out.day("DTSTART", days.start());
                }
                out.day("DUE", last);
            }
        }
    }

    private static CalendarText begin(CalendarText out, String component, FeedEntry entry) {
        String summary = CalendarText.oneLine(entry.summary());
        String description = CalendarText.manyLines(entry.description());
        out.line("BEGIN", component)
                .text("UID", uid(entry))
                .moment("DTSTAMP", entry.changed())
                .moment("LAST-MODIFIED", entry.changed())
                .text(
                        "SUMMARY",
                        summary.isEmpty() ? "…" : CalendarText.shorten(summary, LONGEST_SUMMARY))
                .text("DESCRIPTION", CalendarText.shorten(description, LONGEST_DESCRIPTION));
        String url = entry.url();
        return url == null || url.isBlank() ? out : out.line("URL", CalendarText.oneLine(url));
    }

    private static String uid(FeedEntry entry) {
        String uid = entry.uid();
        if (uid.isBlank() || !StandardCharsets.US_ASCII.newEncoder().canEncode(uid)) {
            throw new IllegalArgumentException("a UID is printable ASCII");
        }
        return uid;
    }
}

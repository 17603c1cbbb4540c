package org.tickler.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.tickler.calendar.FeedWriter;
import org.tickler.feed.Feeds;

/**
 * The private calendar feeds. Their addresses are the only key; an unknown one is no page like any
 * other.
 */
final class FeedPages implements HttpService {
    /** Where they are; what follows is secret and must not be logged. */
    static final String PREFIX = "/feed/";

    private final Feeds feeds;
    private final Answers answers;

    FeedPages(Feeds feeds, Answers answers) {
        this.feeds = feeds;
        this.answers = answers;
    }

    @Override
    public void routing(HttpRules rules) {
        serve(rules, "events.ics", Feeds.Part.EVENTS);
        serve(rules, "tasks.ics", Feeds.Part.TASKS);
    }

    private void serve(HttpRules rules, String file, Feeds.Part part) {
        Pages.read(
                rules,
                PREFIX + "{token}/" + file,
                (request, response) -> answer(request, response, part, true),
                (request, response) -> answer(request, response, part, false));
    }

    private void answer(
            ServerRequest request, ServerResponse response, Feeds.Part part, boolean withContent) {
        Optional<Feeds.Reading> feed =
                feeds.read(
                        request.path().pathParameters().get("token"),
                        part,
                        request.headers().contains(HeaderNames.IF_NONE_MATCH)
                                ? tag -> isKnown(request, tag)
                                : null);
        if (feed.isEmpty()) {
            if (withContent) {
                answers.notFound(response);
            } else {
                response.status(Status.NOT_FOUND_404).send();
            }
            return;
        }
        // Kept by the reader, and asked about each time (RFC 9111, 5.2.2.4).
        response.header(HeaderNames.CACHE_CONTROL, "private, no-cache")
                .header(HeaderNames.ETAG, feed.get().tag());
        byte[] content = feed.get().content();
        if (content == null) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, FeedWriter.CONTENT_TYPE);
        if (withContent) {
            response.send(content);
        } else {
            response.send();
        }
    }

    /** Weak comparison, as If-None-Match wants it (RFC 9110, 13.1.2). */
    private static boolean isKnown(ServerRequest request, String tag) {
        for (String field : request.headers().values(HeaderNames.IF_NONE_MATCH)) {
            for (String known : field.split(",", 100)) {
                String word = known.strip();
                if (word.equals("*") || word.equals(tag) || word.equals("W/" + tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}

package org.tickler.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.page.View;

/** Writes pages, friendly ones for failures too: no stack trace, no text of an exception. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final Templates templates = new Templates();
    private final boolean demo;

    /**
     * @param demo whether every page says that it belongs to a demonstration
     */
    Answers(boolean demo) {
        this.demo = demo;
    }

    void page(
            ServerResponse response,
            String section,
            String template,
            Map<String, Object> parameters) {
        page(response, Status.OK_200, section, template, parameters);
    }

    private void page(
            ServerResponse response,
            Status status,
            String section,
            String template,
            Map<String, Object> parameters) {
        var all = new HashMap<>(parameters);
        all.put("chrome", new View.Chrome(section, demo));
        byte[] html = templates.render(template, all).getBytes(StandardCharsets.UTF_8);
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8")
                .send(html);
    }

    void error(ServerResponse response, Status status, String heading, String text) {
        page(response, status, "", "error", Map.of("heading", heading, "text", text));
    }

    void notFound(ServerResponse response) {
        error(
                response,
                Status.NOT_FOUND_404,
                "There is no such page",
                "The address may be mistyped, or what it named is gone.");
    }

    void install(HttpRouting.Builder routing) {
        routing.any((request, response) -> notFound(response))
                .error(HttpException.class, this::refused)
                .error(ConnectionException.class, this::withoutDatabase)
                .error(Exception.class, this::failed);
    }

    private void refused(ServerRequest request, ServerResponse response, HttpException refusal) {
        Status status = refusal.status();
        if (status.equals(Status.NOT_FOUND_404)) {
            notFound(response);
        } else if (status.code() < 500) {
            error(
                    response,
                    status,
                    "That did not work",
                    "The request was refused: " + status.reasonPhrase() + ".");
        } else {
            failed(request, response, refusal);
        }
    }

    private void withoutDatabase(
            ServerRequest request, ServerResponse response, ConnectionException failure) {
        LOG.atWarn()
                .addKeyValue("path", loggable(request))
                .addKeyValue("reason", failure.getMessage())
                .log("A page could not be shown because the database does not answer.");
        error(
                response,
                Status.SERVICE_UNAVAILABLE_503,
                "The database does not answer",
                "Nothing is lost. Try again in a minute; the log has the reason.");
    }

    private static String loggable(ServerRequest request) {
        String path = request.path().rawPath();
        return path.startsWith(FeedPages.PREFIX) ? FeedPages.PREFIX + "…" : path;
    }

    private void failed(ServerRequest request, ServerResponse response, Exception failure) {
        LOG.atError()
                .addKeyValue("path", loggable(request))
                .setCause(failure)
                .log("A page failed.");
        if (!response.isSent()) {
            error(
                    response,
                    Status.INTERNAL_SERVER_ERROR_500,
                    "Something went wrong",
                    "This is a fault of Tickler, not yours. Nothing was changed; the log says"
                            + " more.");
        }
    }
}

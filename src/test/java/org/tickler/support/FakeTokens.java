package org.tickler.support;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.tickler.config.OAuthSettings;
import org.tickler.config.Secret;

/**
 * A token server (RFC 6749) over real HTTP. It takes one refresh token, and gives access tokens
 * {@code access-1}, {@code access-2} and so on, unless it is told what to say. Safe for use by many
 * threads.
 */
public final class FakeTokens implements AutoCloseable {
    private final FakeHttp server;
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> script = new ArrayDeque<>();
    private volatile String takes;
    private volatile Duration lasts = Duration.ofHours(1);
    private volatile boolean rotates;
    private volatile Runnable onCall = () -> {};
    private int given;

    private record Answer(int status, String body) {}

    /**
     * @param takes the refresh token that is good
     */
    public FakeTokens(String takes) {
        this.takes = takes;
        server = new FakeHttp(this::handle);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> form = new HashMap<>();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String field : body.split("&")) {
            String[] pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        requests.add(form);
        onCall.run();
        Answer answer = answer(form);
        FakeHttp.send(exchange, answer.status(), answer.body());
    }

    private synchronized Answer answer(Map<String, String> form) {
        Answer scripted = script.poll();
        if (scripted != null) {
            return scripted;
        }
        if (!takes.equals(form.get("refresh_token"))) {
            return new Answer(
                    400,
                    """
                    {"error": "invalid_grant", "error_description":
                    "AADSTS70008: The token %s has expired. Trace ID: 5f3c Timestamp: now"}
                    """
                            .formatted(form.get("refresh_token")));
        }
        given++;
        if (rotates) {
            takes = takes + "+";
        }
        return new Answer(
                200,
                """
                {"token_type": "Bearer", "access_token": "access-%d", "expires_in": %d%s}
                """
                        .formatted(
                                given,
                                lasts.toSeconds(),
                                rotates ? ", \"refresh_token\": \"" + takes + "\"" : ""));
    }

    /** The next answer, once, before the usual ones; call it again for more. */
    public synchronized FakeTokens says(int status, String body) {
        script.add(new Answer(status, body));
        return this;
    }

    /** The only refresh token that is good from now on. */
    public FakeTokens takes(String token) {
        takes = token;
        return this;
    }

    /** Each answer brings a new refresh token from now on, and ends the old one. */
    public FakeTokens rotates() {
        rotates = true;
        return this;
    }

    /** How long access tokens last from now on. */
    public FakeTokens lasts(Duration duration) {
        lasts = duration;
        return this;
    }

    /** {@code action} runs before a request is answered. */
    public FakeTokens onCall(Runnable action) {
        onCall = action;
        return this;
    }

    /** No request is answered from now on. */
    public FakeTokens hangs() {
        return onCall(server::hang);
    }

    /** The fields of each request so far. */
    public List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    public URI url(String path) {
        return server.url(path);
    }

    /** Settings that lead here, with a file that holds {@code token}, or none if it is null. */
    public OAuthSettings settings(Path file, @Nullable String token) {
        write(file, token);
        return new OAuthSettings(
                url("token"),
                "tickler",
                new Secret("client-secret"),
                file,
                "mail offline",
                url("device"),
                url("authorize"),
                null);
    }

    /** What somebody does who signs in again. */
    public static void write(Path file, @Nullable String token) {
        try {
            if (token != null) {
                Files.writeString(file, token + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

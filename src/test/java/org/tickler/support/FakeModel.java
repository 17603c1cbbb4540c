package org.tickler.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tickler.config.ModelSettings;
import org.tickler.config.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers chat completions over real HTTP as it is told. */
public final class FakeModel implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FakeHttp server = new FakeHttp(this::handle);
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile HttpHandler manner = exchange -> FakeHttp.send(exchange, 404, "");
    private volatile Runnable onCall = () -> {};

    private void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/v1/chat/completions")) {
            FakeHttp.send(exchange, 404, "");
            return;
        }
        requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        onCall.run();
        manner.handle(exchange);
    }

    /** The model says {@code content} from now on. */
    public FakeModel says(String content) {
        var body = JSON.createObjectNode();
        body.put("id", "chat-1").put("object", "chat.completion").put("model", "fake");
        var choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", content);
        return sends(200, body.toString());
    }

    /** The server sends exactly this from now on. */
    public FakeModel sends(int status, String body) {
        manner = exchange -> FakeHttp.send(exchange, status, body);
        return this;
    }

    /** The server sends {@code status} and another address from now on. */
    public FakeModel redirects(URI elsewhere) {
        manner =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", elsewhere.toString());
                    FakeHttp.send(exchange, 307, "");
                };
        return this;
    }

    /** The server begins an answer from now on and never ends it. */
    public FakeModel hangs() {
        manner =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    server.hang();
                };
        return this;
    }

    /** {@code action} runs while a request is being answered. */
    public FakeModel onCall(Runnable action) {
        onCall = action;
        return this;
    }

    /** The requests so far. */
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** The Authorization header of each request. */
    public List<String> keys() {
        return List.copyOf(keys);
    }

    public URI url() {
        return server.url("v1");
    }

    /** Settings that lead here. */
    public ModelSettings settings(Duration timeout, int callsPerDay, int charactersPerDay) {
        return new ModelSettings(
                url(), "fake", new Secret("sesame"), timeout, callsPerDay, charactersPerDay);
    }

    @Override
    public void close() {
        server.close();
    }
}

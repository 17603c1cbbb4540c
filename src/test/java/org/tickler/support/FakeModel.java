package org.tickler.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tickler.config.ModelSettings;
import org.tickler.config.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that answers chat completions over real HTTP as it is told. */
public final class FakeModel implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile Manner manner = exchange -> send(exchange, 404, "");
    private volatile Runnable onCall = () -> {};

    /** How a request is answered. */
    private interface Manner {
        void answer(HttpExchange exchange) throws IOException;
    }

    public FakeModel() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        onCall.run();
        try (exchange) {
            manner.answer(exchange);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
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
        manner = exchange -> send(exchange, status, body);
        return this;
    }

    /** The server sends {@code status} and another address from now on. */
    public FakeModel redirects(URI elsewhere) {
        manner =
                exchange -> {
                    exchange.getResponseHeaders().set("Location", elsewhere.toString());
                    send(exchange, 307, "");
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
                    try {
                        closed.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
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
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Settings that lead here. */
    public ModelSettings settings(Duration timeout, int callsPerDay, int charactersPerDay) {
        return new ModelSettings(
                url(), "fake", new Secret("sesame"), timeout, callsPerDay, charactersPerDay);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

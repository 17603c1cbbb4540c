package org.tickler.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tickler.model.ModelFinding.Reason;

/**
 * HTTP for the library, with bounds that its own client lacks: one time-out over the whole
 * exchange, so that an answer which drips cannot hold us, and a largest answer. Follows no
 * redirects: the key goes to the configured server only. Safe for use by many threads.
 */
final class BoundedHttp implements HttpClient, AutoCloseable {
    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final int largest;

    /**
     * @param largest bytes of an answer
     */
    BoundedHttp(Duration timeout, int largest) {
        this.client =
                java.net.http.HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                        .build();
        this.timeout = timeout;
        this.largest = largest;
    }

    /**
     * @throws EndpointFailure if no good answer comes in time
     */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response = exchange(translate(request));
        if (response.statusCode() / 100 != 2) {
            throw new EndpointFailure(Reason.REFUSED, "HTTP status " + response.statusCode());
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed");
    }

    private static java.net.http.HttpRequest translate(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.method(request.method().name(), BodyPublishers.ofString(request.body()))
                .build();
    }

    private HttpResponse<byte[]> exchange(java.net.http.HttpRequest request) {
        var begun = new AtomicBoolean();
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(
                        request,
                        head -> {
                            begun.set(true);
                            return BodyHandlers.limiting(BodyHandlers.ofByteArray(), largest)
                                    .apply(head);
                        });
        try {
            return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new EndpointFailure(Reason.TIMED_OUT, "no answer within " + timeout);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new EndpointFailure(Reason.UNREACHABLE, "interrupted");
        } catch (ExecutionException e) {
            if (begun.get()) {
                throw new EndpointFailure(Reason.UNUSABLE, "the answer is too long or breaks off");
            }
            if (e.getCause() instanceof HttpTimeoutException) {
                throw new EndpointFailure(Reason.TIMED_OUT, "no connection within " + timeout);
            }
            throw new EndpointFailure(Reason.UNREACHABLE, String.valueOf(e.getCause()));
        }
    }

    /** What is under way fails at once. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Hands this client to the library, whose own time-outs do not count. */
    HttpClientBuilder asBuilder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return timeout;
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration ignored) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return timeout;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration ignored) {
                return this;
            }

            @Override
            public HttpClient build() {
                return BoundedHttp.this;
            }
        };
    }
}

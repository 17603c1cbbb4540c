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
import java.time.Duration;
import org.tickler.http.BoundedExchange;
import org.tickler.http.ExchangeFailure;
import org.tickler.model.ModelFinding.Reason;

/** HTTP for the library, with bounds that its own client lacks. Safe for use by many threads. */
final class BoundedHttp implements HttpClient, AutoCloseable {
    private final BoundedExchange http;
    private final Duration timeout;

    /**
     * @param largest bytes of an answer
     */
    BoundedHttp(Duration timeout, int largest) {
        this.http = new BoundedExchange(timeout, largest, null);
        this.timeout = timeout;
    }

    /**
     * @throws EndpointFailure if no good answer comes in time
     */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        HttpResponse<byte[]> response;
        try {
            response = http.send(translate(request));
        } catch (ExchangeFailure failure) {
            throw new EndpointFailure(
                    switch (failure.kind()) {
                        case TIMED_OUT -> Reason.TIMED_OUT;
                        case UNREACHABLE, INTERRUPTED -> Reason.UNREACHABLE;
                        case BROKEN_OFF -> Reason.UNUSABLE;
                    },
                    String.valueOf(failure.getMessage()));
        }
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

    /** What is under way fails at once. */
    @Override
    public void close() {
        http.close();
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

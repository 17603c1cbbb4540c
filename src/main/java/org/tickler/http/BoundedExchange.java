package org.tickler.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tickler.http.ExchangeFailure.Kind;

/**
 * Requests with the bounds that the JDK's client lacks: one time-out over the whole exchange, so
 * that an answer which drips cannot hold us, and a largest answer. Follows no redirects: what is
 * sent goes to the configured server only. Safe for use by many threads.
 */
public final class BoundedExchange implements AutoCloseable {
    private final HttpClient client;
    private final Duration timeout;
    private final int largest;

    /**
     * @param largest bytes of an answer
     * @param trust whose certificates count, or null for the usual ones
     */
    public BoundedExchange(Duration timeout, int largest, @Nullable SSLContext trust) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER);
        this.client = (trust == null ? builder : builder.sslContext(trust)).build();
        this.timeout = timeout;
        this.largest = largest;
    }

    /** The whole answer, whatever its status. */
    public HttpResponse<byte[]> send(HttpRequest request) throws ExchangeFailure {
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
            throw new ExchangeFailure(Kind.TIMED_OUT, "no answer within " + timeout, e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new ExchangeFailure(Kind.INTERRUPTED, "interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (begun.get()) {
                throw new ExchangeFailure(
                        Kind.BROKEN_OFF, "the answer is too long or breaks off", cause);
            }
            if (cause instanceof HttpTimeoutException) {
                throw new ExchangeFailure(Kind.TIMED_OUT, "no connection within " + timeout, cause);
            }
            throw new ExchangeFailure(Kind.UNREACHABLE, String.valueOf(cause), cause);
        }
    }

    /** What is under way fails at once. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}

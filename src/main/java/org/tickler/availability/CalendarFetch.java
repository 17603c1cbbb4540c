package org.tickler.availability;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches calendars from addresses that somebody else may control. Only http and https; every name
 * is looked up once and the connection goes to what was checked, so that a name cannot turn into an
 * inner address afterwards; redirects are followed by the same rules, five at most and never from
 * https to http; size, headers and time are limited. No cookies, no passwords, no proxy. Safe for
 * use by many threads.
 */
public final class CalendarFetch implements AutoCloseable {
    static final int MOST_BYTES = 10 << 20;
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_TAG = 500;
    private static final int LONGEST_LINE = 16 * 1024;

    /** What came of asking. */
    public sealed interface Answer {
        /** It is new, or nothing was known. */
        record Content(byte[] bytes, @Nullable String etag, @Nullable String lastModified)
                implements Answer {}

        /** It is as it was (RFC 9110, 15.4.5). */
        record Unchanged() implements Answer {}

        /** {@code reason} is a sentence for the operator, without the address. */
        record Failed(String reason) implements Answer {}
    }

    private final CloseableHttpClient client;
    private final Duration deadline;

    /**
     * @param allowPrivate whether addresses of this machine and its network may be asked
     * @param deadline for one fetch with all its redirects
     */
    public CalendarFetch(boolean allowPrivate, Duration deadline) {
        this(allowPrivate ? SystemDefaultDnsResolver.INSTANCE : new PublicResolver(), deadline);
    }

    CalendarFetch(DnsResolver resolver, Duration deadline) {
        this.deadline = deadline;
        Timeout patience = Timeout.ofMilliseconds(Math.min(15_000, deadline.toMillis()));
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(
                                                Http1Config.custom()
                                                        .setMaxHeaderCount(MOST_HEADERS)
                                                        .setMaxLineLength(LONGEST_LINE)
                                                        .build())
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(patience)
                                        .setSocketTimeout(patience)
                                        .build())
                        .build();
        client =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(patience)
                                        .setConnectionRequestTimeout(patience)
                                        .build())
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableAutomaticRetries()
                        .disableContentCompression()
                        .setUserAgent("Tickler")
                        .build();
    }

    /** Refuses a name that leads to any address that is not public. */
    private static final class PublicResolver implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] all = InetAddress.getAllByName(host);
            for (InetAddress address : all) {
                if (!PublicAddresses.contains(address)) {
                    throw new PrivateAddressException(host);
                }
            }
            return all;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class PrivateAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        PrivateAddressException(String host) {
            super(host);
        }
    }

    /**
     * Asks for a calendar.
     *
     * @param etag what the server said the last time, or null
     * @param lastModified as {@code etag}
     */
    public Answer get(URI address, @Nullable String etag, @Nullable String lastModified) {
        long end = System.nanoTime() + deadline.toNanos();
        URI next = address;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            if (!isWeb(next)) {
                return new Answer.Failed("It leads to what is no plain http or https address.");
            }
            Step step = ask(next, etag, lastModified, end);
            if (step.answer() != null) {
                return step.answer();
            }
            URI to = step.location();
            if (to == null || isDowngrade(next, to)) {
                return new Answer.Failed("It redirects to where no calendar is asked for.");
            }
            next = to;
        }
        return new Answer.Failed("It redirects too often.");
    }

    private static boolean isWeb(URI address) {
        String scheme = address.getScheme();
        boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        return web && address.getHost() != null && address.getUserInfo() == null;
    }

    private static boolean isDowngrade(URI from, URI to) {
        return "https".equalsIgnoreCase(from.getScheme())
                && !"https".equalsIgnoreCase(to.getScheme());
    }

    /** One request: an answer, or where to ask next; neither for a redirect that says nothing. */
    private record Step(@Nullable Answer answer, @Nullable URI location) {}

    private Step ask(URI address, @Nullable String etag, @Nullable String lastModified, long end) {
        var request = new HttpGet(address);
        request.setHeader("Accept", "text/calendar, */*;q=0.1");
        if (etag != null) {
            request.setHeader("If-None-Match", etag);
        }
        if (lastModified != null) {
            request.setHeader("If-Modified-Since", lastModified);
        }
        Thread watch = watch(request, end);
        try {
            return client.execute(request, response -> step(address, response));
        } catch (PrivateAddressException inner) {
            return failed(
                    "Its name leads to an address of this machine or its network; calendarAllowPrivate"
                            + " would allow that.");
        } catch (UnknownHostException unknown) {
            return failed("Its name is unknown.");
        } catch (IOException failure) {
            return failed(
                    end - System.nanoTime() <= 0
                            ? "It did not answer in time."
                            : "It cannot be reached (" + failure.getClass().getSimpleName() + ").");
        } finally {
            watch.interrupt();
        }
    }

    private static Step failed(String reason) {
        return new Step(new Answer.Failed(reason), null);
    }

    /** Timeouts of the connection begin anew with every byte; this one does not. */
    private static Thread watch(HttpGet request, long end) {
        return Thread.ofVirtual()
                .name("calendar deadline")
                .start(() -> {
                    try {
                        Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                        request.cancel();
                    } catch (InterruptedException done) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static Step step(URI address, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status == 304) {
            return new Step(new Answer.Unchanged(), null);
        }
        if (status >= 300 && status < 400) {
            return new Step(null, location(address, header(response, "Location")));
        }
        HttpEntity entity = response.getEntity();
        if (status != 200 || entity == null) {
            return failed("The server answers " + status + ".");
        }
        try (InputStream in = entity.getContent()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                // Closing would read the rest, however long it is.
                response.close();
                return failed("It is larger than 10 MB.");
            }
            return new Step(
                    new Answer.Content(
                            bytes, header(response, "ETag"), header(response, "Last-Modified")),
                    null);
        }
    }

    private static @Nullable URI location(URI address, @Nullable String location) {
        try {
            return location == null ? null : address.resolve(location.strip());
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        String value = header == null ? null : header.getValue();
        return value == null || value.isBlank() || value.length() > LONGEST_TAG ? null : value;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

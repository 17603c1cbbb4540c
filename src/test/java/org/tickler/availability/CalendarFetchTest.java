package org.tickler.availability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.availability.CalendarFetch.Answer;

class CalendarFetchTest {
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/plain", exchange -> answer(exchange, 200, "BEGIN:VCALENDAR"));
        server.createContext(
                "/once",
                exchange -> {
                    boolean known =
                            "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
                    exchange.getResponseHeaders().set("ETag", "\"v1\"");
                    if (known) {
                        exchange.sendResponseHeaders(304, -1);
                        exchange.close();
                    } else {
                        answer(exchange, 200, "BEGIN:VCALENDAR");
                    }
                });
        server.createContext("/hop", exchange -> redirect(exchange, "/plain"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/file", exchange -> redirect(exchange, "file:///etc/passwd"));
        server.createContext(
                "/inside", exchange -> redirect(exchange, "http://127.0.0.1:" + port() + "/plain"));
        server.createContext(
                "/huge",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int i = 0; i < 400; i++) {
                            out.write(new byte[1 << 16]);
                        }
                    } catch (IOException hungUp) {
                        // As it should.
                    }
                });
        server.createContext(
                "/slow",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    // Says one byte, and nothing more until the client leaves.
                    exchange.getResponseBody().write('B');
                    exchange.getResponseBody().flush();
                });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void aCalendarShouldBeFetchedOnceAndThenOnlyAskedFor() {
        try (var fetch = new CalendarFetch(true, Duration.ofSeconds(20))) {
            Answer first = fetch.get(uri("/once"), null, null);
            assertThat(first).isInstanceOf(Answer.Content.class);
            String tag = ((Answer.Content) first).etag();

            assertThat(fetch.get(uri("/once"), tag, null)).isEqualTo(new Answer.Unchanged());
            assertThat(fetch.get(uri("/hop"), null, null)).isInstanceOf(Answer.Content.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loop", "/file", "/huge", "/missing"})
    void whatLeadsAstrayShouldFail(String path) {
        try (var fetch = new CalendarFetch(true, Duration.ofSeconds(20))) {
            assertThat(fetch.get(uri(path), null, null)).isInstanceOf(Answer.Failed.class);
        }
    }

    @Test
    void aServerThatDrippsShouldBeLeftAtTheDeadline() {
        try (var fetch = new CalendarFetch(true, Duration.ofMillis(700))) {
            long begin = System.nanoTime();
            assertThat(fetch.get(uri("/slow"), null, null)).isInstanceOf(Answer.Failed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(15));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/plain",
                "http://localhost:%d/plain",
                "http://[::1]:%d/plain",
                "http://2130706433:%d/plain",
                "http://0.0.0.0:%d/plain",
                "http://user:secret@example.org:%d/plain",
                "ftp://example.org:%d/plain"
            })
    void innerAddressesShouldNotBeAsked(String address) {
        try (var fetch = new CalendarFetch(false, Duration.ofSeconds(20))) {
            assertThat(fetch.get(URI.create(address.formatted(port())), null, null))
                    .isInstanceOf(Answer.Failed.class);
        }
    }

    /** The first name leads to the server as a public one would; the redirect names it plainly. */
    @Test
    void aRedirectToAnInnerAddressShouldNotBeFollowed() {
        var outside =
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws java.net.UnknownHostException {
                        if (host.equals("calendar.example")) {
                            return new InetAddress[] {InetAddress.getLoopbackAddress()};
                        }
                        throw new java.net.UnknownHostException(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                };
        try (var fetch = new CalendarFetch(outside, Duration.ofSeconds(20))) {
            assertThat(
                            fetch.get(
                                    URI.create("http://calendar.example:" + port() + "/plain"),
                                    null,
                                    null))
                    .isInstanceOf(Answer.Content.class);
            assertThat(
                            fetch.get(
                                    URI.create("http://calendar.example:" + port() + "/inside"),
                                    null,
                                    null))
                    .isInstanceOf(Answer.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.20.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:0:1::",
                "2001:db8::1"
            })
    void specialAddressesShouldNotBePublic(String address) throws IOException {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450::1", "2606:4700::1"})
    void ordinaryAddressesShouldBePublic(String address) throws IOException {
        assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    private static int port() {
        return server.getAddress().getPort();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }
}

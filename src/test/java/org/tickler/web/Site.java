package org.tickler.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.tickler.config.WebSettings;
import org.tickler.feed.Feeds;
import org.tickler.outbox.Tokens;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;
import org.tickler.task.TaskPlugin;
import org.tickler.watch.HealthRules;

/** A running page over a small office's tasks, and a browser without a screen. */
final class Site implements AutoCloseable {
    static final String NOW = "2026-03-05T02:30:00Z";

    final TestClock clock = TestClock.at(NOW);
    final SampleDesk desk = new SampleDesk(clock);
    final TestDatabase database = TestDatabase.create();
    final Feeds feeds;
    final Web web;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private Site(boolean sample, boolean demo, HealthRules rules) {
        Jdbi jdbi = database.jdbi().installPlugin(new TaskPlugin());
        if (sample) {
            jdbi.useHandle(handle -> handle.createScript(sql()).execute());
        }
        feeds = new Feeds(jdbi, clock, Tokens.open(jdbi, clock), "");
        web =
                new Web(
                        new WebSettings(true, "127.0.0.1", 0),
                        jdbi,
                        clock,
                        rules,
                        feeds,
                        demo ? desk : null);
        web.start();
        address = URI.create(web.address());
    }

    static Site open() {
        return new Site(true, false, HealthRules.usual(List.of("office")));
    }

    static Site demo() {
        return new Site(true, true, HealthRules.usual(List.of("office")));
    }

    static Site empty() {
        return new Site(false, false, HealthRules.usual(List.of()));
    }

    static Site judgedBy(HealthRules rules) {
        return new Site(true, false, rules);
    }

    Document page(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode());
        }
        return Jsoup.parse(response.body(), url(path).toString());
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(url(path)));
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        String body =
                form.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(url(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI url(String path) {
        return address.resolve(path);
    }

    private static String encode(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    private static String sql() {
        try (var stream = Site.class.getResourceAsStream("sample.sql")) {
            if (stream == null) {
                throw new IllegalStateException("sample.sql is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        web.stop();
        client.close();
        database.close();
    }
}

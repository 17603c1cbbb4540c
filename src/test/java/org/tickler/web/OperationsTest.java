package org.tickler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tickler.config.WebSettings;
import org.tickler.feed.Feeds;
import org.tickler.outbox.Tokens;
import org.tickler.watch.HealthRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OperationsTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void healthShouldTellPollsOutboxAndQuarantine() {
        try (Site site = Site.open()) {
            JsonNode health = health(site, 200);

            assertThat(health.path("status").asString()).isEqualTo("up");
            assertThat(health.path("database").asString()).isEqualTo("ok");
            assertThat(health.at("/mailboxes/0/name").asString()).isEqualTo("office");
            assertThat(health.at("/mailboxes/0/lastPollSeconds").asLong()).isEqualTo(60);
            assertThat(health.at("/outbox/depth").asLong()).isEqualTo(1);
            assertThat(health.at("/outbox/oldestSeconds").asLong()).isEqualTo(600);
            assertThat(health.at("/outbox/failed").asLong()).isEqualTo(1);
            assertThat(health.path("quarantine").asLong()).isEqualTo(1);
        }
    }

    @Test
    void aLateMailboxShouldDegradeAndALostOneShouldBeDown() {
        try (Site site = Site.open()) {
            site.clock.advance(Duration.ofMinutes(5));
            JsonNode late = health(site, 200);
            assertThat(late.path("status").asString()).isEqualTo("degraded");
            assertThat(late.path("problems").toString())
                    .contains("office was not polled for 6 minutes");

            site.clock.advance(Duration.ofHours(1));
            assertThat(health(site, 503).path("status").asString()).isEqualTo("down");
        }
    }

    @Test
    void aFailingMailboxShouldDegrade() {
        var rules = new HealthRules(List.of("archive"), LONG, LONG, LONG, LONG, LONG);
        try (Site site = Site.judgedBy(rules)) {
            JsonNode health = health(site, 200);
            assertThat(health.path("status").asString()).isEqualTo("degraded");
            assertThat(health.path("problems").toString())
                    .contains("the last poll of archive failed: the server closed");
            site.clock.advance(LONG);
            assertThat(health(site, 503).path("problems").toString())
                    .contains("archive was not polled for 25 hours: the server closed");
        }
    }

    @Test
    void aMailboxThatWasNeverReadShouldBeAsOldAsTheService() {
        var rules = new HealthRules(List.of("new"), Duration.ofMinutes(5), LONG, LONG, LONG, LONG);
        try (Site site = Site.judgedBy(rules)) {
            assertThat(health(site, 200).path("status").asString()).isEqualTo("up");
            site.clock.advance(Duration.ofMinutes(6));
            assertThat(health(site, 200).path("status").asString()).isEqualTo("degraded");
        }
    }

    @Test
    void aMailThatWaitsTooLongShouldDegrade() {
        var rules = new HealthRules(List.of(), LONG, LONG, Duration.ofMinutes(9), LONG, LONG);
        try (Site site = Site.judgedBy(rules)) {
            assertThat(health(site, 200).path("problems").toString())
                    .contains("waits in the outbox for 10 minutes");
        }
    }

    @Test
    void withoutADatabaseHealthShouldBeDownAndPagesKind() {
        try (Site site = Site.open()) {
            ((HikariDataSource) site.database.dataSource()).close();

            assertThat(health(site, 503).path("database").asString()).isEqualTo("unreachable");
            assertThat(site.get("/metrics").body()).contains("tickler_database_up 0.0");
            var page = site.get("/");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("The database does not answer")
                    .doesNotContain("Exception", "HikariPool");
        }
    }

    @Test
    void aFaultOfOursShouldBeToldWithoutItsTrace() {
        try (Site site = Site.open()) {
            site.database.jdbi().useHandle(handle -> handle.execute("drop table quarantine"));

            var response = site.get("/mail");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(response.body())
                    .contains("Something went wrong")
                    .doesNotContain("quarantine q", "Exception", "at org.");
        }
    }

    @Test
    @Timeout(30)
    void aRequestUnderWayShouldBeFinishedBeforeTheEnd() throws Exception {
        try (Site site = Site.demo()) {
            String nonce = site.page("/demo/lee/2").expectFirst("input[name=nonce]").val();
            var stop = new CompletableFuture<@Nullable Void>();
            site.desk.whileAnswering =
                    () -> {
                        stop.completeAsync(() -> {
                            site.web.stop();
                            return null;
                        });
                        while (isOpen(site)) {
                            Thread.onSpinWait();
                        }
                    };

            var answer = site.post("/demo/lee/2/answer", Map.of("nonce", nonce, "text", "done"));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(site.desk.asked).hasSize(1);
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    private static boolean isOpen(Site site) {
        try (var socket = new Socket("127.0.0.1", site.url("/").getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void metricsShouldTellWhatIsInTheDatabaseAndWhatThisNodeDid() {
        try (Site site = Site.open()) {
            site.get("/");
            var response = site.get("/metrics");

            assertThat(response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/plain; version=0.0.4");
            assertThat(response.body().lines())
                    .contains(
                            "tickler_tasks{state=\"open\"} 3.0",
                            "tickler_tasks{state=\"waiting\"} 2.0",
                            "tickler_messages{state=\"quarantined\"} 1.0",
                            "tickler_outbox_mails{state=\"failed\"} 1.0",
                            "tickler_outbox_mails{state=\"held\"} 0.0",
                            "tickler_outbox_oldest_ready_age_seconds 600.0",
                            "tickler_poll_age_seconds{mailbox=\"office\"} 60.0",
                            "tickler_poll_failing{mailbox=\"office\"} 0.0",
                            "tickler_quarantine_messages 1.0",
                            "tickler_database_up 1.0",
                            "tickler_http_requests_total{status=\"2xx\"} 1.0")
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
                    // a mailbox that is no longer read
                    .noneMatch(line -> line.contains("archive"));
        }
    }

    /** Every day writes a new canary; one alone would never be older than a day. */
    @Test
    void aMailboxThatNeverGotItsCanaryShouldAgeFromTheFirst() {
        try (Site site = Site.open()) {
            site.database
                    .jdbi()
                    .useHandle(handle -> {
                        handle.execute("update outbox set state = 'sent', sent_at = created_at");
                        handle.execute(
                                """
                                insert into canary (outbox_id, mailbox, written_at)
                                select id, 'office', ?::timestamptz - row_number() over () * interval '1 day'
                                from outbox order by id limit 2
                                """,
                                site.clock.instant());
                    });
            assertThat(site.get("/metrics").body().lines())
                    .contains("tickler_canary_age_seconds{mailbox=\"office\"} 172800.0");
        }
    }

    @Test
    void everyFigureOfOursShouldStandInTheGuide() throws IOException {
        String guide = Files.readString(Path.of("docs/operating.md"));
        try (Site site = Site.open()) {
            assertThat(
                            site.get("/metrics")
                                    .body()
                                    .lines()
                                    .filter(line -> line.startsWith("# TYPE "))
                                    .map(line -> line.split(" ")[2]))
                    .hasSizeGreaterThan(12)
                    .allSatisfy(name -> assertThat(guide).contains(name));
        }
    }

    /** A rule over a figure that is not told would never fire. */
    @Test
    void sampleAlertsShouldAskForFiguresThatAreTold() throws IOException {
        try (Site site = Site.open()) {
            site.database
                    .jdbi()
                    .useHandle(handle ->
                            handle.execute(
                                    "insert into canary (outbox_id, mailbox, written_at) select min(id), 'office', now() from outbox"));
            String told = site.get("/metrics").body();
            var asked =
                    Pattern.compile("tickler_\\w+")
                            .matcher(Files.readString(Path.of("config/prometheus-alerts.yaml")))
                            .results()
                            .map(MatchResult::group)
                            .distinct()
                            .toList();
            assertThat(asked).hasSizeGreaterThan(5).contains("tickler_poll_failing");
            assertThat(asked)
                    .allSatisfy(name -> assertThat(told).contains("# TYPE " + name + " gauge"));
        }
    }

    @Test
    void aPortInUseShouldBeToldWithTheKeyToChange() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Site site = Site.empty()) {
            var settings = new WebSettings(true, "127.0.0.1", taken.getLocalPort());
            var second =
                    new Web(
                            settings,
                            site.database.jdbi(),
                            site.clock,
                            HealthRules.usual(List.of()),
                            site.feeds,
                            null);

            assertThatThrownBy(second::start)
                    .isInstanceOf(Web.StartException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("web.port");
        }
    }

    @Test
    void aForeignNameShouldBeRefused() throws IOException {
        try (Site site = Site.open()) {
            String local = raw(site, "Host: localhost:" + site.web.port());
            String foreign = raw(site, "Host: evil.example:" + site.web.port());

            assertThat(local).startsWith("HTTP/1.1 200");
            assertThat(foreign).startsWith("HTTP/1.1 421").doesNotContain("T-1");
        }
    }

    @Test
    void aPageThatOthersReachShouldStillRefuseForeignNames() throws IOException {
        try (Site site = Site.empty()) {
            var settings = new WebSettings(true, "0.0.0.0", 0);
            var feeds =
                    new Feeds(
                            site.database.jdbi(),
                            site.clock,
                            Tokens.open(site.database.jdbi(), site.clock),
                            "https://tasks.example.org");
            try (var open =
                    new Web(
                            settings,
                            site.database.jdbi(),
                            site.clock,
                            HealthRules.usual(List.of()),
                            feeds,
                            null)) {
                open.start();
                for (String name :
                        List.of("localhost", "tickler:8080", "192.0.2.7", "tasks.example.org")) {
                    assertThat(raw(open.port(), "Host: " + name)).startsWith("HTTP/1.1 200");
                }
                assertThat(raw(open.port(), "Host: evil.example")).startsWith("HTTP/1.1 421");
            }
        }
    }

    @Test
    void nonsenseShouldGetAPlainAnswer() throws IOException {
        try (Site site = Site.open()) {
            String answer = raw(site, "Host: a b\u0001c");

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("nosniff")
                    .doesNotContain("Exception");
        }
    }

    /** Requests that a well-behaved client would not send. */
    private static String raw(Site site, String header) throws IOException {
        return raw(site.web.port(), header);
    }

    private static String raw(int port, String header) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            String request = "GET / HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode health(Site site, int status) {
        var response = site.get("/health");
        assertThat(response.statusCode()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }
}

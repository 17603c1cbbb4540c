package org.tickler.web;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tickler.config.WebSettings;
import org.tickler.feed.Feeds;
import org.tickler.guard.Holds;
import org.tickler.guard.OutboxWaiting;
import org.tickler.page.CalendarPage;
import org.tickler.page.PageData;
import org.tickler.remind.DueSlots;
import org.tickler.watch.Health;
import org.tickler.watch.HealthRules;

/**
 * The page in the browser, {@code /health} and {@code /metrics}. There is no sign-in yet, so it
 * belongs behind an address that only this computer can reach. Start and stop it once.
 */
public final class Web implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);

    /** Kept, for the platform forgets levels of loggers that nobody holds. */
    private static final java.util.logging.Logger HELIDON =
            java.util.logging.Logger.getLogger("io.helidon");

    private static final int LONGEST_REQUEST_LINE = 4 * 1024;
    private static final int LARGEST_HEADERS = 16 * 1024;
    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_REQUESTS = 64;

    /** The page could not be served; the message is for the operator and names the key. */
    public static final class StartException extends RuntimeException {
        private static final long serialVersionUID = 1;

        StartException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final WebSettings settings;
    private final WebServer server;

    public Web(
            WebSettings settings,
            Jdbi jdbi,
            InstantSource clock,
            HealthRules rules,
            Feeds feeds,
            @Nullable DemoDesk desk) {
        this(
                settings,
                jdbi,
                clock,
                rules,
                new Metrics(jdbi, clock, rules.mailboxes()),
                feeds,
                desk);
    }

    /**
     * @param metrics shared with the parts that count into it
     * @param desk the demonstration's mailboxes, or null in the service
     */
    public Web(
            WebSettings settings,
            Jdbi jdbi,
            InstantSource clock,
            HealthRules rules,
            Metrics metrics,
            Feeds feeds,
            @Nullable DemoDesk desk) {
        this.settings = settings;
        HELIDON.setLevel(Level.WARNING); // our own line says where the page is
        var answers = new Answers(desk != null);
        var data = new PageData(jdbi, clock);
        var holds = new Holds(jdbi, clock, List.of(new OutboxWaiting(), new DueSlots()));
        HttpRouting.Builder routing =
                HttpRouting.builder()
                        .addFilter(new SafeResponses(settings, feeds.publicUrl(), clock, metrics))
                        .register(
                                new Pages(data, new CalendarPage(jdbi, clock, feeds), answers),
                                new FeedPages(feeds, answers),
                                new Operations(new Health(jdbi, clock, rules), metrics),
                                new HeldPages(jdbi, clock, holds, answers),
                                new Assets());
        if (desk != null) {
            routing.register(new DemoPages(desk, data, answers));
        }
        answers.install(routing);
        this.server = server(settings, routing);
    }

    private static WebServer server(WebSettings settings, HttpRouting.Builder routing) {
        return WebServer.builder()
                .host(settings.bind())
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(5))
                .maxPayloadSize(settings.requestBody())
                .maxTcpConnections(MOST_CONNECTIONS)
                .maxConcurrentRequests(MOST_REQUESTS)
                .idleConnectionTimeout(Duration.ofMinutes(1))
                .idleConnectionPeriod(Duration.ofSeconds(20))
                .addProtocol(
                        Http1Config.builder()
                                .maxPrologueLength(LONGEST_REQUEST_LINE)
                                .maxHeadersSize(LARGEST_HEADERS)
                                .build())
                .directHandlers(SafeResponses.directHandlers())
                .routing(routing)
                .build();
    }

    /**
     * @throws StartException if the address cannot be listened on; its message names the key
     */
    public void start() {
        probe();
        server.start();
        if (!server.isRunning()) {
            throw new StartException("The page cannot be served at " + where() + ".", null);
        }
        LOG.atInfo().addKeyValue("address", address()).log("The page is served.");
    }

    /** Helidon tells a port in use to its log only, so it is tried beforehand. */
    private void probe() {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.bind(), settings.port()));
        } catch (IOException e) {
            throw new StartException(reason(e), e);
        }
    }

    private String reason(IOException failure) {
        String start = "The page cannot be served at " + where() + ": ";
        if (failure instanceof SocketException && settings.port() > 0 && settings.port() < 1024) {
            return start
                    + "another program uses that port, or ports below 1024 need rights this"
                    + " program lacks. Set web.port to a free port above 1023.";
        }
        if (failure instanceof BindException) {
            return start
                    + "another program uses that port, or the address is not this computer's."
                    + " Set web.port to a free port, or correct web.bind.";
        }
        return start
                + "web.bind is not an address of this computer ("
                + failure.getMessage()
                + ").";
    }

    private String where() {
        return settings.bind() + ":" + settings.port();
    }

    /** The port in use; the one that was found free if the settings say 0. */
    public int port() {
        return server.port();
    }

    /** Where a browser on this computer finds the page. */
    public String address() {
        String host = SafeResponses.isLocal(settings) ? settings.bind() : "localhost";
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    /** Lets requests under way finish for a few seconds, then ends. */
    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        stop();
    }
}

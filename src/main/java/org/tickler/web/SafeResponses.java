package org.tickler.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tickler.config.WebSettings;

/**
 * The headers that every answer carries, whatever it is, and the names under which the page may be
 * asked for.
 */
final class SafeResponses implements Filter {
    static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");

    private static final String PAGE_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'";

    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final List<Header> HEADERS =
            List.of(
                    HeaderValues.create(POLICY, PAGE_POLICY),
                    HeaderValues.create("X-Content-Type-Options", "nosniff"),
                    HeaderValues.create("Referrer-Policy", "no-referrer"),
                    HeaderValues.create("Cache-Control", "no-store"),
                    HeaderValues.create("X-Robots-Tag", "noindex, nofollow"),
                    HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
                    HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    private final WebSettings settings;
    private final @Nullable String publicName;
    private final InstantSource clock;
    private final Metrics metrics;

    /**
     * @param publicUrl where people reach the page, or the empty string
     */
    SafeResponses(WebSettings settings, String publicUrl, InstantSource clock, Metrics metrics) {
        this.publicName = URI.create(publicUrl).getHost();
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Whether only this computer can reach the page. */
    static boolean isLocal(WebSettings settings) {
        String bind = settings.bind();
        return bind.startsWith("127.") || bind.equals("::1") || bind.equals("localhost");
    }

    /**
     * A hostile page could read ours through a name of its own that points to us (DNS rebinding).
     * So we answer to the name that people were told, and as long as we listen on this computer
     * only, to this computer's names; where others reach us too (a container's network), also to
     * numeric addresses and to names without a dot, which nobody can own elsewhere.
     */
    private boolean accepts(String authority) {
        int colon = authority.lastIndexOf(':');
        String host =
                colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        String name = host.toLowerCase(Locale.ROOT);
        return LOCAL_NAMES.contains(name)
                || name.equals(settings.bind())
                || name.equals(publicName)
                || !isLocal(settings) && isOurs(name);
    }

    private static boolean isOurs(String name) {
        return name.indexOf('.') < 0 || ADDRESS.matcher(name).matches();
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.beforeSend(() -> {
            HEADERS.forEach(response.headers()::setIfAbsent);
            // Helidon would write the zone of this computer (RFC 9110, 6.6.1 wants GMT).
            response.headers().set(HeaderNames.DATE, date());
        });
        response.whenSent(() -> metrics.answered(response.status().code()));
        if (accepts(request.authority())) {
            chain.proceed();
        } else {
            // RFC 9110, 15.5.20
            response.status(Status.MISDIRECTED_REQUEST_421)
                    .send("This page is not served under that name; it is told by publicUrl.\n");
        }
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            // Helidon 4.5.0 leaves the connection open (its issue 12324).
            throw new CloseConnectionException("as the client asked");
        }
    }

    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    /** Answers to what is no request at all, and so reaches no page. */
    static DirectHandlers directHandlers() {
        DirectHandler plain =
                (request, event, status, headers, message) -> {
                    HEADERS.forEach(headers::set);
                    headers.set(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
                    return DirectHandler.TransportResponse.builder()
                            .status(status)
                            .headers(headers)
                            .keepAlive(event.keepAlive())
                            .entity(status.code() + " " + status.reasonPhrase() + "\n")
                            .build();
                };
        var handlers = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, plain);
        }
        return handlers.build();
    }
}

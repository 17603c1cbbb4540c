package org.tickler.web;

import java.util.Locale;
import java.util.Set;

/**
 * Where the page is served.
 *
 * @param bind the address to listen on; {@code 127.0.0.1} unless there is a reason
 * @param port 0 takes any free one
 * @param hosts names under which the page may be asked for besides those of this computer, lower
 *     case, such as the name a reverse proxy hands on. As long as the page listens on this computer
 *     only, other names are refused: a hostile web page could otherwise read it through a name of
 *     its own that points to 127.0.0.1 (DNS rebinding).
 */
public record WebSettings(String bind, int port, Set<String> hosts) {
    private static final Set<String> THIS_COMPUTER = Set.of("localhost", "127.0.0.1", "[::1]");

    public WebSettings {
        hosts = Set.copyOf(hosts);
        if (bind.isBlank()) {
            throw new IllegalArgumentException("the address to listen on must not be empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535: " + port);
        }
    }

    public WebSettings(String bind, int port) {
        this(bind, port, Set.of());
    }

    /** Whether only this computer can reach the page. */
    public boolean isLocal() {
        return bind.startsWith("127.") || bind.equals("::1") || bind.equals("localhost");
    }

    /**
     * @param authority a Host header, such as {@code localhost:8080}
     */
    boolean accepts(String authority) {
        if (!isLocal()) {
            return true;
        }
        int colon = authority.lastIndexOf(':');
        String host =
                (colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority)
                        .toLowerCase(Locale.ROOT);
        return host.equals(bind) || THIS_COMPUTER.contains(host) || hosts.contains(host);
    }
}

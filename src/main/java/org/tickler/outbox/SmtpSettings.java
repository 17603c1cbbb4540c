package org.tickler.outbox;

import java.time.Duration;
import org.tickler.config.Secret;

/**
 * How to hand mail over.
 *
 * @param user empty: no authentication
 * @param connectTimeout to open a connection
 * @param readTimeout to wait for an answer
 * @param writeTimeout to wait until a write is taken
 * @param connections the most connections of this node, at least 1
 */
public record SmtpSettings(
        String host,
        int port,
        Tls tls,
        String user,
        Secret password,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        int connections) {
    /** How the connection is protected (RFC 8314). */
    public enum Tls {
        /** TLS from the first byte. */
        IMPLICIT,
        /** STARTTLS, and no mail without it. */
        STARTTLS,
        /** Nothing: for servers on this machine. */
        NONE
    }

    public SmtpSettings {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("no such port: " + port);
        }
        if (connections < 1) {
            throw new IllegalArgumentException("one connection at least");
        }
    }

    /** With the usual time-outs (10 s, 60 s, 60 s) and one connection. */
    public static SmtpSettings of(String host, int port, Tls tls, String user, Secret password) {
        return new SmtpSettings(
                host,
                port,
                tls,
                user,
                password,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                1);
    }
}

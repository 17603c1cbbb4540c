package org.tickler.config;

/** How a connection to a mail server is protected (RFC 8314). */
public enum Tls {
    /** TLS from the first byte, as on ports 993 and 465. */
    IMPLICIT,
    /** Starts in the clear and must be upgraded before anything is said. */
    STARTTLS,
    /** No protection: for a server on this machine. */
    NONE
}

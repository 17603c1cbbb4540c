package org.tickler.smtp;

/** What came of handing one mail over. */
public sealed interface Delivery {
    /** The server has taken it and is responsible now (RFC 5321, 6.1). */
    record Accepted(String answer) implements Delivery {}

    /** Not now: a 4xx answer, or the connection broke before the mail was whole. */
    record Deferred(String answer) implements Delivery {}

    /** The connection broke behind the final dot: the server may have taken the mail (RFC 1047). */
    record Doubtful(String reason) implements Delivery {}

    /**
     * Never: a 5xx answer.
     *
     * @param recipient whether the server refused the recipient, not the mail or us
     */
    record Refused(String answer, boolean recipient) implements Delivery {}

    /**
     * Nothing can be sent at present: no connection, no TLS, or the server does not know us.
     *
     * @param signIn the password is wrong or the account closed: trying again soon makes it worse
     */
    record Unavailable(String reason, boolean signIn) implements Delivery {}
}

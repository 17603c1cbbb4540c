package org.tickler.calendar;

/** The iTIP methods (RFC 5546, 1.4). */
public enum Method {
    PUBLISH,
    REQUEST,
    REPLY,
    ADD,
    CANCEL,
    REFRESH,
    COUNTER,
    DECLINECOUNTER
}

package org.tickler.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged; what a service tells would only be noise around a command's answer. */
public final class Logs {
    private Logs() {}

    /** Lets the program tell what it does, unless TICKLER_LOG_LEVEL says how much it shall tell. */
    public static void tell() {
        if (System.getenv("TICKLER_LOG_LEVEL") == null
                && LoggerFactory.getLogger("org.tickler") instanceof Logger logger) {
            logger.setLevel(Level.INFO);
        }
    }
}

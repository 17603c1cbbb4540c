package org.tickler.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * How silence is noticed.
 *
 * @param canary whether each mailbox gets a mail of its own every day, to see that mail arrives
 * @param webhook gets alarms as JSON by POST, or null
 * @param to gets alarms by mail, past the outbox
 * @param smtp the server for those mails; should be another one than the usual
 * @param repeat how often an alarm that lasts is told again
 */
public record WatchSettings(
        boolean canary,
        @Nullable URI webhook,
        List<EmailAddress> to,
        SmtpSettings smtp,
        Duration repeat) {
    /** Nobody is told, nothing is sent. */
    public static final WatchSettings OFF =
            new WatchSettings(false, null, List.of(), SmtpSettings.MISSING, Duration.ofDays(1));

    /** The daily mail to ourselves, and nobody to tell. */
    public static final WatchSettings USUAL =
            new WatchSettings(true, null, List.of(), SmtpSettings.MISSING, Duration.ofDays(1));

    public WatchSettings {
        to = List.copyOf(to);
    }
}

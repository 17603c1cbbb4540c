package org.tickler.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that can be configured, checked as a whole: what {@link SettingsReader} returns can be
 * used as it is.
 */
public record Settings(
        InstanceSettings instance,
        DatabaseSettings database,
        List<MailboxSettings> mailboxes,
        SmtpSettings smtp,
        List<PersonSettings> people,
        WebSettings web,
        Policies policies,
        WatchSettings watch) {
    /** What counts without any configuration: embedded database under {@code data}, no mailbox. */
    public static final Settings NONE =
            new Settings(
                    new InstanceSettings(
                            "Tickler", URI.create("http://127.0.0.1:8080"), "tickler.invalid"),
                    DatabaseSettings.embedded(Path.of("data")),
                    List.of(),
                    SmtpSettings.MISSING,
                    List.of(),
                    WebSettings.USUAL,
                    Policies.USUAL,
                    WatchSettings.USUAL);

    /** Of an installation that nobody watches. */
    public Settings(
            InstanceSettings instance,
            DatabaseSettings database,
            List<MailboxSettings> mailboxes,
            SmtpSettings smtp,
            List<PersonSettings> people,
            WebSettings web,
            Policies policies) {
        this(instance, database, mailboxes, smtp, people, web, policies, WatchSettings.OFF);
    }

    public Settings {
        mailboxes = List.copyOf(mailboxes);
        people = List.copyOf(people);
    }
}

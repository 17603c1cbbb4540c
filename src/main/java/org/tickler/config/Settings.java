package org.tickler.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /**
     * What is signed in to without a password, by name: the mailboxes', {@code smtp} and {@code
     * watch.smtp}.
     */
    public Map<String, OAuthSettings> oauth() {
        var accounts = new LinkedHashMap<String, OAuthSettings>();
        mailboxes.forEach(mailbox -> add(accounts, mailbox.name(), mailbox.oauth()));
        add(accounts, "smtp", smtp.oauth());
        add(accounts, "watch.smtp", watch.smtp().oauth());
        return accounts;
    }

    private static void add(
            Map<String, OAuthSettings> accounts, String name, @Nullable OAuthSettings oauth) {
        if (oauth != null) {
            accounts.putIfAbsent(name, oauth);
        }
    }
}

package org.tickler.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;

/**
 * Reads the configuration file and the environment. Every key can come from the environment too:
 * {@code smtp.password} as {@code TICKLER_SMTP_PASSWORD}, {@code mailboxes[0].host} as {@code
 * TICKLER_MAILBOXES_0__HOST}; the environment wins. Relative paths count from the folder the
 * program was started in.
 */
public final class SettingsReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final URI NO_MODEL = URI.create("http://127.0.0.1:11434/v1");

    private SettingsReader() {}

    /**
     * Reads {@code file}, or nothing but the environment if it is null.
     *
     * @throws ConfigException with every problem, if there is any
     */
    public static Settings read(@Nullable Path file, Map<String, String> environment) {
        if (file == null) {
            return parse("", "", environment);
        }
        try {
            return parse(file.toString(), Files.readString(file), environment);
        } catch (IOException e) {
            throw new ConfigException(
                    List.of(
                            new Problem(
                                    file.toString(),
                                    "",
                                    "the file cannot be read",
                                    "name a file in UTF-8 that is there and that this user may"
                                            + " read")));
        }
    }

    /** The same for a file's content; {@code name} stands in messages. */
    static Settings parse(String name, String text, Map<String, String> environment) {
        var source = new Source(name, text, environment);
        Settings settings = settings(source.root());
        List<Problem> problems = source.problems();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return settings;
    }

    static Settings settings(Section root) {
        List<PersonSettings> people = PeopleReader.people(root);
        List<MailboxSettings> mailboxes = mailboxes(root, people);
        Section limits = root.section("limits");
        WebSettings web = web(root.section("web"), limits);
        return new Settings(
                instance(root.section("instance"), mailboxes, web),
                database(root.section("database")),
                mailboxes,
                smtp(root.section("smtp"), !mailboxes.isEmpty()),
                people,
                web,
                policies(root.section("policies"), limits(limits)),
                watch(root.section("watch")));
    }

    private static InstanceSettings instance(
            Section section, List<MailboxSettings> mailboxes, WebSettings web) {
        String domain =
                mailboxes.isEmpty()
                        ? Settings.NONE.instance().domain()
                        : mailboxes.getFirst().address().domain();
        return new InstanceSettings(
                section.text("name", "Tickler"),
                section.url("publicUrl", URI.create("http://127.0.0.1:" + web.port())),
                section.value("domain", domain, "a domain", SettingsReader::domain),
                section.text("place", ""),
                section.has("seal") ? Path.of(section.text("seal", "")) : null);
    }

    private static String domain(String text) {
        return new EmailAddress("x@" + text).domain();
    }

    private static DatabaseSettings database(Section section) {
        String url =
                section.value(
                        "url",
                        "",
                        "a JDBC address of PostgreSQL such as jdbc:postgresql://host/tickler",
                        text -> {
                            if (!text.startsWith("jdbc:postgresql:")) {
                                throw new IllegalArgumentException(text);
                            }
                            return text;
                        });
        return new DatabaseSettings(
                url,
                section.text("user", ""),
                section.secret("password"),
                Path.of(section.text("folder", "data")),
                section.number("connections", DatabaseSettings.DEFAULT_CONNECTIONS, 4, 200));
    }

    private static List<MailboxSettings> mailboxes(Section root, List<PersonSettings> people) {
        var mailboxes = new ArrayList<MailboxSettings>();
        var names = new HashSet<String>();
        for (Section section : root.sections("mailboxes")) {
            MailboxSettings mailbox = mailbox(section, people);
            mailboxes.add(mailbox);
            if (!names.add(mailbox.name())) {
                section.problem(
                        "name", "'" + mailbox.name() + "' names two mailboxes", "rename one");
            }
        }
        if (!mailboxes.isEmpty() && people.stream().noneMatch(SettingsReader::isOwner)) {
            root.problem(
                    "people",
                    "nobody is the owner",
                    "add the person the mailbox works for, with role: owner");
        }
        return mailboxes;
    }

    private static MailboxSettings mailbox(Section section, List<PersonSettings> people) {
        String host = section.needed("host", "imap.example.org");
        Tls tls = section.word("tls", Tls.IMPLICIT, Tls.class);
        boolean allowPlain = section.flag("allowPlain", false);
        refusePlain(section, host, tls, allowPlain);
        String user = section.needed("user", "tasks@example.org");
        OAuthSettings oauth = OAuthSettings.read(section.section("oauth"));
        EmailAddress address =
                section.value(
                        "address", addressOf(section, user), "a mail address", EmailAddress::new);
        return new MailboxSettings(
                section.text("name", address.value()),
                host,
                section.number("port", tls == Tls.IMPLICIT ? 993 : 143, 1, 65535),
                tls,
                user,
                password(section, oauth == null, oauth),
                section.text("folder", "INBOX"),
                address,
                owner(section, people),
                section.flag("subAddressing", true),
                section.duration("poll", Duration.ofSeconds(60), SECOND.multipliedBy(5), HOUR),
                section.flag("idle", true),
                section.texts("authservIds"),
                allowPlain,
                section.word("accept", MailboxSettings.Accept.KNOWN, MailboxSettings.Accept.class),
                trusted(section),
                section.file("caFile"),
                section.flag("dkim", false),
                section.duration("timeout", Duration.ofSeconds(30), SECOND, HOUR),
                model(section.section("model")),
                section.text("sentFolder", ""),
                oauth);
    }

    /** Instead of a password there may be OAuth, not besides. */
    private static Secret password(Section section, boolean needed, @Nullable OAuthSettings oauth) {
        Secret password = needed ? section.neededSecret("password") : section.secret("password");
        if (oauth != null && !password.isEmpty()) {
            section.problem("password", "is set beside oauth", "keep one of them");
        }
        return password;
    }

    /** Without an address no model is asked, whatever else is set. */
    private static @Nullable ModelSettings model(Section section) {
        URI url = section.url("url", NO_MODEL);
        String name = section.text("name", "");
        Secret key = section.secret("key");
        var settings =
                new ModelSettings(
                        url,
                        name,
                        key,
                        section.duration("timeout", SECOND.multipliedBy(20), SECOND, HOUR),
                        section.number("callsPerDay", 500, 1, 1_000_000),
                        section.number("charactersPerDay", 2_000_000, 1_000, 1_000_000_000));
        if (!section.flag("allowPlain", false)
                && "http".equals(url.getScheme())
                && !isLoopback(url.getHost())) {
            section.problem(
                    "url",
                    "without TLS the mail and the key would travel openly to " + url.getHost(),
                    "use https, or set allowPlain: true if the network is yours");
        }
        if (!section.has("url")) {
            if (!name.isEmpty() || !key.isEmpty()) {
                section.problem(
                        "url",
                        "is missing, so that no model would be asked",
                        "set where the API begins, for example " + NO_MODEL);
            }
            return null;
        }
        if (name.isEmpty()) {
            section.needed("name", "the name that the server gives the model");
        }
        return settings;
    }

    private static EmailAddress addressOf(Section section, String user) {
        try {
            return new EmailAddress(user);
        } catch (IllegalArgumentException e) {
            if (!section.has("address")) {
                section.problem(
                        "address",
                        "is missing, and the user is not a mail address",
                        "set the address whose mail arrives in this mailbox");
            }
            return new EmailAddress("missing@example.org");
        }
    }

    private static List<String> trusted(Section section) {
        var trusted = new ArrayList<String>();
        for (String text : section.texts("trusted")) {
            String small = text.toLowerCase(Locale.ROOT);
            try {
                new EmailAddress(small.startsWith("@") ? "x" + small : small);
                trusted.add(small);
            } catch (IllegalArgumentException e) {
                section.problem(
                        "trusted",
                        "'" + text + "' is neither a mail address nor a domain",
                        "write name@example.org, or @example.org for all of it");
            }
        }
        return trusted;
    }

    private static String owner(Section section, List<PersonSettings> people) {
        List<PersonSettings> owners = people.stream().filter(SettingsReader::isOwner).toList();
        String written = section.text("owner", "");
        for (PersonSettings person : owners) {
            boolean meant =
                    written.isEmpty()
                            || person.name().equalsIgnoreCase(written)
                            || person.addresses().stream()
                                    .anyMatch(address -> address.value().equalsIgnoreCase(written));
            if (meant) {
                return person.name();
            }
        }
        if (!written.isEmpty()) {
            section.problem(
                    "owner",
                    "'" + written + "' is no person with role: owner",
                    "use the name or an address of one of the people");
        }
        return written;
    }

    private static boolean isOwner(PersonSettings person) {
        return person.role() == PersonSettings.Role.OWNER;
    }

    private static SmtpSettings smtp(Section section, boolean needed) {
        String host = section.text("host", "");
        if (host.isEmpty() && needed) {
            section.needed("host", "smtp.example.org");
        }
        Tls tls = section.word("tls", Tls.IMPLICIT, Tls.class);
        boolean allowPlain = section.flag("allowPlain", false);
        refusePlain(section, host.isEmpty() ? "localhost" : host, tls, allowPlain);
        String user = section.text("user", "");
        OAuthSettings oauth = OAuthSettings.read(section.section("oauth"));
        if (oauth != null && user.isEmpty()) {
            section.needed("user", "tasks@example.org");
        }
        return new SmtpSettings(
                host,
                section.number("port", smtpPort(tls), 1, 65535),
                tls,
                user,
                password(section, !user.isEmpty() && oauth == null, oauth),
                section.text("fromName", "Tickler"),
                section.number("connections", 2, 1, 50),
                allowPlain,
                section.file("caFile"),
                section.duration("timeout", Duration.ofSeconds(60), SECOND, HOUR),
                new SmtpSettings.Politeness(
                        section.number("domainConnections", 2, 1, 50),
                        section.number("domainPerMinute", 120, 0, 100_000),
                        section.flag("copyToSelf", false)),
                oauth);
    }

    private static WatchSettings watch(Section section) {
        WatchSettings off = WatchSettings.OFF;
        URI none = URI.create("http://none.invalid");
        URI webhook = section.url("webhook", none);
        List<EmailAddress> to = section.addresses("to");
        SmtpSettings smtp = smtp(section.section("smtp"), !to.isEmpty());
        return new WatchSettings(
                section.flag("canary", true),
                webhook.equals(none) ? null : webhook,
                to,
                smtp,
                section.duration("repeat", off.repeat(), HOUR, Duration.ofDays(30)));
    }

    private static int smtpPort(Tls tls) {
        return switch (tls) {
            case IMPLICIT -> 465;
            case STARTTLS -> 587;
            case NONE -> 25;
        };
    }

    private static void refusePlain(Section section, String host, Tls tls, boolean allowPlain) {
        if (tls == Tls.NONE && !allowPlain && !isLoopback(host)) {
            section.problem(
                    "tls",
                    "without TLS the password and the mail would travel openly to " + host,
                    "use implicit or starttls, or set allowPlain: true if the network is yours");
        }
    }

    /** Literal addresses and localhost only: a name that must be looked up proves nothing. */
    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static WebSettings web(Section section, Section limits) {
        WebSettings usual = WebSettings.USUAL;
        return new WebSettings(
                section.flag("enabled", true),
                section.text("bind", usual.bind()),
                section.number("port", usual.port(), 0, 65535),
                limits.bytes("requestBody", usual.requestBody(), 1 << 10, 16 << 20));
    }

    private static Policies.Limits limits(Section section) {
        Policies.Limits usual = Policies.Limits.USUAL;
        return new Policies.Limits(
                section.bytes("mailSize", usual.mailSize(), 1 << 10, 100 << 20),
                section.number("tasksPerMail", usual.tasksPerMail(), 1, 10_000),
                section.number("tasksPerDay", usual.tasksPerDay(), 1, 100_000),
                section.number("proposalsPerDay", usual.proposalsPerDay(), 1, 10_000),
                section.number("answersPerThread", usual.answersPerThread(), 1, 10_000),
                section.number("answersPerDay", usual.answersPerDay(), 1, 100_000));
    }

    private static Policies policies(Section section, Policies.Limits limits) {
        Policies usual = Policies.USUAL;
        return new Policies(
                section.number("remindAhead", usual.remindAhead(), 0, 30),
                section.numbers("overdueGaps", usual.overdueGaps(), 1, 365),
                section.word("proposals", usual.proposals(), Policies.Proposals.class),
                section.fraction("confidence", usual.confidence()),
                section.number("maxMailsPerRun", usual.maxMailsPerRun(), 1, 100_000),
                section.number("maxMailsPerDay", usual.maxMailsPerDay(), 1, 100_000),
                section.number("holdAbove", usual.holdAbove(), 0, 1_000_000),
                limits);
    }
}

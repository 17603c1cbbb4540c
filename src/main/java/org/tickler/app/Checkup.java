package org.tickler.app;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.tickler.ask.ReadingContext;
import org.tickler.config.MailboxSettings;
import org.tickler.config.ModelSettings;
import org.tickler.config.OAuthSettings;
import org.tickler.config.Settings;
import org.tickler.fetch.ImapFailure;
import org.tickler.fetch.MailboxCheck;
import org.tickler.login.AccessTokens;
import org.tickler.login.TokenFailure;
import org.tickler.mail.MailReader;
import org.tickler.mail.MessageId;
import org.tickler.mail.ParsedMail;
import org.tickler.model.ModelBudget;
import org.tickler.model.ModelFinding;
import org.tickler.model.ModelReader;
import org.tickler.outbox.SelfMail;
import org.tickler.smtp.SmtpSender;
import org.tickler.smtp.SmtpSender.Check;

/**
 * Tries each configured thing: the database, each access token, each mailbox, the SMTP server, and
 * a mail to oneself that must arrive in the mailbox. That mail stays there, and Tickler itself
 * ignores it.
 */
public final class Checkup {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Settings settings;
    private final InstantSource clock;
    private final Consumer<Finding> report;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What came of one trial.
     *
     * @param words what was found, or what is wrong and what helps
     */
    public record Finding(String what, boolean good, String words) {}

    private Checkup(Settings settings, InstantSource clock, Consumer<Finding> report) {
        this.settings = settings;
        this.clock = clock;
        this.report = report;
    }

    /**
     * Tries everything, whatever fails.
     *
     * @param report gets each finding as soon as it is there
     * @return whether all is well
     */
    public static boolean run(Settings settings, InstantSource clock, Consumer<Finding> report) {
        var checkup = new Checkup(settings, clock, report);
        checkup.database();
        checkup.tokens();
        checkup.mail();
        checkup.models();
        return checkup.findings.stream().allMatch(Finding::good);
    }

    private void tell(String what, boolean good, String words) {
        var finding = new Finding(what, good, words);
        findings.add(finding);
        report.accept(finding);
    }

    private void database() {
        try (Database database = Database.open(settings.database())) {
            String version =
                    database.jdbi()
                            .withHandle(handle ->
                                    handle.createQuery("select current_setting('server_version')")
                                            .mapTo(String.class)
                                            .one());
            String place =
                    database.isEmbedded()
                            ? "embedded in "
                                    + settings.database().folder().toAbsolutePath().normalize()
                            : settings.database().url();
            tell("database", true, "PostgreSQL " + version + ", " + place);
        } catch (DatabaseException e) {
            tell("database", false, String.valueOf(e.getMessage()));
        }
    }

    /** Each account once, though mailbox and server may share it. */
    private void tokens() {
        var tried = new HashSet<OAuthSettings>();
        settings.oauth()
                .forEach((name, oauth) -> {
                    if (tried.add(oauth)) {
                        token("token of " + name, oauth);
                    }
                });
    }

    private void token(String what, OAuthSettings oauth) {
        try {
            AccessTokens.of(oauth)
                    .trouble()
                    .ifPresentOrElse(
                            reason -> tell(what, false, "renewed, but " + reason),
                            () ->
                                    tell(
                                            what,
                                            true,
                                            "given by "
                                                    + oauth.tokenUrl().getHost()
                                                    + " for "
                                                    + oauth.refreshTokenFile()));
        } catch (TokenFailure e) {
            tell(what, false, String.valueOf(e.getMessage()));
        }
    }

    private void mail() {
        if (settings.mailboxes().isEmpty()) {
            tell("mailbox", true, "none is configured; see mailboxes in config/tickler.yaml");
        }
        List<MailboxSettings> open = settings.mailboxes().stream().filter(this::open).toList();
        if (!settings.smtp().isConfigured()) {
            tell("smtp", true, "none is configured; see smtp in config/tickler.yaml");
            return;
        }
        SmtpSender sender;
        try {
            sender = Wiring.sender(settings.smtp());
        } catch (UncheckedIOException e) {
            tell("smtp", false, e.getMessage() + "; name a file with certificates in PEM");
            return;
        }
        switch (sender.check()) {
            case Check.Ready(String detail) -> {
                tell("smtp", true, detail);
                open.forEach(mailbox -> roundTrip(sender, mailbox));
            }
            case Check.Failed(String reason) ->
                    tell(
                            "smtp",
                            false,
                            settings.smtp().oauth() == null
                                    ? reason + "; check host, port, tls, user and password of smtp"
                                    : reason + "; check host, port, tls, user and oauth of smtp");
        }
    }

    private boolean open(MailboxSettings mailbox) {
        String what = "mailbox " + mailbox.name();
        try {
            int count = MailboxCheck.open(mailbox);
            tell(what, true, "signed in, " + count + " messages in " + mailbox.folder());
            return true;
        } catch (ImapFailure e) {
            tell(what, false, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void roundTrip(SmtpSender sender, MailboxSettings mailbox) {
        String what = "mail to " + mailbox.address();
        String id = "<check." + UUID.randomUUID() + "@" + settings.instance().domain() + ">";
        switch (sender.send(mailbox.address(), mailbox.address(), letter(mailbox, id))) {
            case Check.Failed(String reason) ->
                    tell(
                            what,
                            false,
                            "not accepted: " + reason + "; may this user send from that address?");
            case Check.Ready(_) -> await(what, mailbox, id);
        }
    }

    private void await(String what, MailboxSettings mailbox, String id) {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < ARRIVAL.toNanos()) {
                if (MailboxCheck.holds(mailbox, id)) {
                    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                    tell(what, true, "sent and found again after " + millis + " ms");
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            tell(
                    what,
                    false,
                    "sent, but not found in "
                            + mailbox.folder()
                            + " within a minute; look into the spam folder and the server's log, and"
                            + " check address");
        } catch (ImapFailure e) {
            tell(what, false, String.valueOf(e.getMessage()));
        }
    }

    private void models() {
        for (MailboxSettings mailbox : settings.mailboxes()) {
            ModelSettings model = mailbox.model();
            if (model != null) {
                try (var reader =
                        new ModelReader(mailbox.name(), model, ModelBudget.UNLIMITED, clock)) {
                    model(mailbox, reader);
                }
            }
        }
    }

    /** With a mail that holds one item for certain. */
    private void model(MailboxSettings mailbox, ModelReader reader) {
        String what = "model of " + mailbox.name();
        String text = "Could you please send the signed contract to Dora today?";
        var context =
                new ReadingContext(
                        Set.of(mailbox.address()),
                        mailbox.owner(),
                        List.of(),
                        ZoneOffset.UTC,
                        null,
                        clock.instant());
        ParsedMail mail =
                MailReader.read(
                        ("From: Dora <dora@example.org>\r\nSubject: Contract\r\n\r\n" + text)
                                .getBytes(StandardCharsets.US_ASCII));
        switch (reader.question(mail, text, context).orElseThrow().ask()) {
            case ModelFinding.Listed(String name, var items) ->
                    tell(
                            what,
                            true,
                            name + " answered, with " + items.size() + " of 1 task in a sample");
            case ModelFinding.Fallback(var reason) ->
                    tell(
                            what,
                            false,
                            reason.words() + "; check url, name, key and timeout of its model");
        }
    }

    private byte[] letter(MailboxSettings mailbox, String id) {
        return SelfMail.write(
                mailbox.address(),
                mailbox.address(),
                new MessageId(id),
                "check",
                clock.instant(),
                "Tickler checks this mailbox",
                "Sent by 'tickler check' to see whether mail arrives here. It can be deleted.");
    }
}

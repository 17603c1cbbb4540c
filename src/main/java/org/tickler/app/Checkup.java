package org.tickler.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tickler.config.MailboxSettings;
import org.tickler.config.Settings;
import org.tickler.fetch.ImapFailure;
import org.tickler.fetch.MailboxCheck;
import org.tickler.outbox.SmtpSender;
import org.tickler.outbox.SmtpSender.Check;

/**
 * Tries each configured thing: the database, each mailbox, the SMTP server, and a mail to oneself
 * that must arrive in the mailbox. That mail stays there, and Tickler itself ignores it.
 */
public final class Checkup {
    private final Settings settings;
    private final Consumer<Finding> report;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What came of one trial.
     *
     * @param words what was found, or what is wrong and what helps
     */
    public record Finding(String what, boolean good, String words) {}

    private Checkup(Settings settings, Consumer<Finding> report) {
        this.settings = settings;
        this.report = report;
    }

    /**
     * Tries everything, whatever fails.
     *
     * @param report gets each finding as soon as it is there
     * @return whether all is well
     */
    public static boolean run(Settings settings, Consumer<Finding> report) {
        var checkup = new Checkup(settings, report);
        checkup.database();
        checkup.mail();
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

    private void mail() {
        if (settings.mailboxes().isEmpty()) {
            tell("mailbox", true, "none is configured; see mailboxes in config/tickler.yaml");
        }
        settings.mailboxes().forEach(this::open);
        if (!settings.smtp().isConfigured()) {
            tell("smtp", true, "none is configured; see smtp in config/tickler.yaml");
            return;
        }
        SmtpSender sender = Wiring.sender(settings.smtp());
        switch (sender.check()) {
            case Check.Ready(String detail) -> {
                tell("smtp", true, detail);
            }
            case Check.Failed(String reason) ->
                    tell(
                            "smtp",
                            false,
                            reason + "; check host, port, tls, user and password of smtp");
        }
    }

    private void open(MailboxSettings mailbox) {
        String what = "mailbox " + mailbox.name();
        try {
            int count = MailboxCheck.open(mailbox);
            tell(what, true, "signed in, " + count + " messages in " + mailbox.folder());
        } catch (ImapFailure e) {
            tell(what, false, String.valueOf(e.getMessage()));
        }
    }
}

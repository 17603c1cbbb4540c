package org.tickler.app;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.tickler.answer.MailboxRules;
import org.tickler.availability.OwnCalendars;
import org.tickler.config.DatabaseSettings;
import org.tickler.config.MailboxSettings;
import org.tickler.config.ModelSettings;
import org.tickler.config.PersonSettings;
import org.tickler.config.Policies;
import org.tickler.config.Settings;
import org.tickler.config.SmtpSettings;
import org.tickler.config.WatchSettings;
import org.tickler.dispatch.DispatchRules;
import org.tickler.dispatch.Dispatcher;
import org.tickler.dispatch.SentCopies;
import org.tickler.guard.Guard;
import org.tickler.guard.Place;
import org.tickler.guard.Uptime;
import org.tickler.invite.Unreached;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.OwnIdentity;
import org.tickler.model.DailyBudget;
import org.tickler.model.ModelReader;
import org.tickler.outbox.Canaries;
import org.tickler.outbox.MailIdentity;
import org.tickler.outbox.Tokens;
import org.tickler.people.People;
import org.tickler.people.PersonStore.Profile;
import org.tickler.remind.MailLimits;
import org.tickler.remind.ReminderPolicy;
import org.tickler.remind.Reminders;
import org.tickler.smtp.SmtpSender;
import org.tickler.trust.DkimCheck;
import org.tickler.watch.AlarmChannel;
import org.tickler.watch.AlarmMail;
import org.tickler.watch.Alarms;
import org.tickler.watch.Health;
import org.tickler.watch.HealthRules;
import org.tickler.watch.Webhook;

/** From settings to the parts that work by them: the only place that knows both. */
public final class Wiring {
    private Wiring() {}

    /**
     * The core over an open database, with the configured people in it. Service and commands share
     * it.
     */
    public static Core core(Settings settings, Jdbi jdbi, InstantSource clock) {
        Tokens tokens = Tokens.open(jdbi, clock);
        MailIdentity identity = identity(settings, tokens);
        ReminderPolicy policy = policy(settings.policies());
        jdbi.useTransaction(handle -> {
            Instant now = clock.instant();
            var reminders = new Reminders(policy);
            new People(handle)
                    .sync(people(settings), now)
                    .forEach(person -> reminders.replanAll(handle, person, now));
        });
        return new Core(
                jdbi,
                clock,
                identity,
                tokens,
                own(settings, identity),
                policy,
                rules(settings, jdbi, clock),
                settings.policies().proposals() == Policies.Proposals.DIGEST,
                new MailLimits(
                        settings.policies().maxMailsPerRun(), settings.policies().maxMailsPerDay()),
                settings.policies().limits());
    }

    /** What is asked before anything leaves. */
    static Guard guard(Settings settings, Core core) {
        DatabaseSettings database = settings.database();
        Path folder = database.folder().toAbsolutePath().normalize();
        Path witness = database.isEmbedded() ? EmbeddedDatabase.witness(folder) : null;
        Path seal = settings.instance().seal();
        var place =
                new Place(
                        settings.instance().place(),
                        witness,
                        seal == null ? folder.resolve("tickler.seal") : seal.toAbsolutePath());
        return new Guard(
                core.jdbi(),
                core.clock(),
                core.outbox().identity().instance(),
                core.holds(),
                place,
                Uptime.ofMachine(),
                settings.policies().holdAbove());
    }

    /** Sends what the outbox holds, as the settings ask for. */
    static Dispatcher dispatcher(Settings settings, Core core, String node) {
        SmtpSettings.Politeness politeness = settings.smtp().politeness();
        @Nullable MailboxSettings mailbox =
                settings.mailboxes().isEmpty() ? null : settings.mailboxes().getFirst();
        boolean toSelf = politeness.copyToSelf();
        var rules =
                new DispatchRules(
                        settings.policies().maxMailsPerRun(),
                        politeness.domainConnections(),
                        politeness.domainPerMinute(),
                        mailbox != null && toSelf ? mailbox.address() : null);
        return new Dispatcher(
                core.jdbi(),
                sender(settings.smtp()),
                core.outbox(),
                core.clock(),
                node,
                rules,
                mailbox == null ? SentCopies.NONE : MailboxCopies.in(mailbox, toSelf),
                new Unreached());
    }

    /** Who is told by another way that something is wrong. */
    static Alarms alarms(Settings settings, Core core) {
        WatchSettings watch = settings.watch();
        var channels = new ArrayList<AlarmChannel>();
        if (watch.webhook() != null) {
            channels.add(new Webhook(watch.webhook()));
        }
        if (!watch.to().isEmpty()) {
            channels.add(
                    new AlarmMail(
                            sender(watch.smtp()),
                            core.outbox().identity().address(),
                            watch.to(),
                            core.clock()));
        }
        return new Alarms(
                core.jdbi(),
                core.clock(),
                new Health(core.jdbi(), core.clock(), health(settings.mailboxes())),
                channels,
                settings.instance().name(),
                watch.repeat());
    }

    static Canaries canaries(Settings settings, Core core) {
        Map<String, EmailAddress> mailboxes = new HashMap<>();
        settings.mailboxes().forEach(mailbox -> mailboxes.put(mailbox.name(), mailbox.address()));
        return new Canaries(
                core.jdbi(),
                core.clock(),
                core.outbox().identity(),
                Tokens.open(core.jdbi(), core.clock()),
                mailboxes);
    }

    /** Our mails come from the first mailbox. */
    private static MailIdentity identity(Settings settings, Tokens tokens) {
        String domain = settings.instance().domain();
        boolean none = settings.mailboxes().isEmpty();
        @Nullable MailboxSettings first = none ? null : settings.mailboxes().getFirst();
        return new MailIdentity(
                first == null ? new EmailAddress("tickler@" + domain) : first.address(),
                settings.smtp().fromName(),
                domain,
                tokens.instance(),
                first != null && first.subAddressing(),
                settings.instance().publicUrl().toString());
    }

    private static OwnIdentity own(Settings settings, MailIdentity identity) {
        Set<EmailAddress> addresses = new HashSet<>();
        settings.mailboxes().forEach(mailbox -> addresses.add(mailbox.address()));
        addresses.add(identity.address());
        return new OwnIdentity(
                addresses,
                identity::ownMessageId,
                address -> !address.subAddress().isEmpty() && addresses.contains(address.base()),
                identity.instance().toString());
    }

    static ReminderPolicy policy(Policies policies) {
        var days = new ArrayList<Integer>();
        int day = 0;
        for (int gap : policies.overdueGaps()) {
            day += gap;
            days.add(day);
        }
        return new ReminderPolicy(policies.remindAhead(), days, policies.overdueGaps().getLast());
    }

    private static Map<String, MailboxRules> rules(
            Settings settings, Jdbi jdbi, InstantSource clock) {
        Map<String, MailboxRules> rules = new HashMap<>();
        for (MailboxSettings mailbox : settings.mailboxes()) {
            ModelSettings model = mailbox.model();
            rules.put(
                    mailbox.name(),
                    new MailboxRules(
                            owner(settings, mailbox),
                            Set.copyOf(mailbox.authservIds()),
                            mailbox.accept() == MailboxSettings.Accept.ANYONE,
                            mailbox::trusts,
                            settings.policies().confidence(),
                            model == null ? null : model(mailbox.name(), model, jdbi, clock),
                            mailbox.dkim() ? DkimCheck.overDns() : null));
        }
        return rules;
    }

    private static ModelReader model(
            String mailbox, ModelSettings model, Jdbi jdbi, InstantSource clock) {
        return new ModelReader(mailbox, model, new DailyBudget(jdbi, mailbox, model, clock), clock);
    }

    private static @Nullable EmailAddress owner(Settings settings, MailboxSettings mailbox) {
        for (PersonSettings person : settings.people()) {
            if (person.name().equals(mailbox.owner()) && !person.addresses().isEmpty()) {
                return person.addresses().getFirst();
            }
        }
        return null;
    }

    /**
     * The sender of the configured server.
     *
     * @throws IllegalArgumentException if none is configured
     * @throws UncheckedIOException if {@code caFile} holds no certificates
     */
    public static SmtpSender sender(SmtpSettings smtp) {
        if (!smtp.isConfigured()) {
            throw new IllegalArgumentException("no SMTP server is configured");
        }
        return new SmtpSender(smtp);
    }

    /** Three polls missed are late, ten are lost; never sooner than the usual limits. */
    static HealthRules health(List<MailboxSettings> mailboxes) {
        HealthRules usual =
                HealthRules.usual(mailboxes.stream().map(MailboxSettings::name).toList());
        Duration slowest =
                mailboxes.stream()
                        .map(MailboxSettings::poll)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        return new HealthRules(
                usual.mailboxes(),
                longer(usual.pollLate(), slowest.multipliedBy(3)),
                longer(usual.pollLost(), slowest.multipliedBy(10)),
                usual.outboxLate(),
                usual.outboxLost(),
                longer(usual.canaryLate(), slowest.multipliedBy(3)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** The calendars that people keep elsewhere. */
    static OwnCalendars calendars(Settings settings, Jdbi jdbi, InstantSource clock) {
        var calendars = new ArrayList<OwnCalendars.Configured>();
        for (PersonSettings person : settings.people()) {
            String location = person.calendar();
            if (location != null && !person.addresses().isEmpty()) {
                calendars.add(
                        new OwnCalendars.Configured(
                                person.addresses().getFirst(),
                                location,
                                person.calendarAllowPrivate()));
            }
        }
        return new OwnCalendars(jdbi, clock, calendars);
    }

    /** The holiday calendars by an address of the person. */
    static Map<EmailAddress, Path> holidays(Settings settings) {
        var files = new HashMap<EmailAddress, Path>();
        for (PersonSettings person : settings.people()) {
            Path file = person.holidays();
            if (file != null && !person.addresses().isEmpty()) {
                files.put(person.addresses().getFirst(), file);
            }
        }
        return files;
    }

    static List<People.Configured> people(Settings settings) {
        return settings.people().stream().map(Wiring::configured).toList();
    }

    private static People.Configured configured(PersonSettings person) {
        return new People.Configured(
                new Profile(
                        person.name(),
                        person.role().name().toLowerCase(Locale.ROOT),
                        person.zone().getId(),
                        person.language(),
                        person.locale().isEmpty() ? null : person.locale(),
                        person.defaultTime(),
                        person.dayStart(),
                        person.dayEnd(),
                        person.workDays().stream().map(day -> day.getValue()).sorted().toList(),
                        person.digest()),
                person.addresses(),
                person.aliases());
    }
}

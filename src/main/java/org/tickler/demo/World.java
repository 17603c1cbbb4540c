package org.tickler.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tickler.app.Core;
import org.tickler.app.Database;
import org.tickler.app.Wiring;
import org.tickler.config.DatabaseSettings;
import org.tickler.config.InstanceSettings;
import org.tickler.config.MailboxSettings;
import org.tickler.config.PersonSettings;
import org.tickler.config.Policies;
import org.tickler.config.Secret;
import org.tickler.config.Settings;
import org.tickler.config.SmtpSettings;
import org.tickler.config.Tls;
import org.tickler.config.WebSettings;
import org.tickler.demo.Cast.Player;
import org.tickler.dispatch.Dispatcher;
import org.tickler.fetch.MailboxPoller;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.mail.ParsedMail;
import org.tickler.people.People;
import org.tickler.remind.SlotStore;

/**
 * A whole small world: database, mail server, people, a tracker between them, and a clock that can
 * be moved. The tracker is the real one; only its bells are rung by hand.
 */
final class World implements AutoCloseable {
    private final Path folder;
    private final DemoClock clock;
    private final MailServer server;
    private final Database database;
    private final Core core;
    private final MailboxPoller poller;
    private final Dispatcher dispatcher;
    private final Letterbox letterbox;
    private final Pen pen = new Pen(Cast.ZONE);
    private long lastSent;

    World(InstantSource real, Instant start, @Nullable Path out, int port) {
        letterbox = new Letterbox(out);
        clock = new DemoClock(real, start);
        folder = temporaryFolder();
        server = new MailServer(Cast.users());
        database = Database.open(DatabaseSettings.embedded(folder.resolve("database")));
        Settings settings = settings(server, port);
        core = Wiring.core(settings, database.jdbi(), clock);
        poller =
                new MailboxPoller(
                        settings.mailboxes().getFirst(), database.jdbi(), clock, "demo", () -> {});
        dispatcher =
                new Dispatcher(
                        database.jdbi(),
                        Wiring.sender(settings.smtp()),
                        core.outbox(),
                        clock,
                        "demo");
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("tickler-demo");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a temporary folder", failure);
        }
    }

    private static Settings settings(MailServer server, int port) {
        MailboxSettings usual =
                MailboxSettings.of(
                        "tasks",
                        server.host(),
                        server.imapPort(),
                        Tls.NONE,
                        Cast.TRACKER.value(),
                        new Secret(MailServer.PASSWORD),
                        Cast.TRACKER,
                        Cast.LEE.name());
        var mailbox =
                new MailboxSettings(
                        usual.name(),
                        usual.host(),
                        usual.port(),
                        usual.tls(),
                        usual.user(),
                        usual.password(),
                        usual.folder(),
                        usual.address(),
                        usual.owner(),
                        // GreenMail does not deliver to sub-addresses: the token in References
                        // serves instead.
                        false,
                        usual.poll(),
                        false,
                        List.of(Cast.DOMAIN),
                        usual.allowPlain(),
                        MailboxSettings.Accept.ANYONE,
                        usual.trusted(),
                        null,
                        usual.dkim(),
                        usual.timeout(),
                        null,
                        "",
                        null);
        SmtpSettings plain =
                SmtpSettings.of(server.host(), server.smtpPort(), Tls.NONE, "", Secret.NONE);
        var smtp =
                new SmtpSettings(
                        plain.host(),
                        plain.port(),
                        plain.tls(),
                        plain.user(),
                        plain.password(),
                        "Tickler for Lee",
                        plain.connections(),
                        false,
                        null,
                        plain.timeout(),
                        plain.politeness(),
                        null);
        return new Settings(
                new InstanceSettings(
                        "Tickler demo", URI.create("http://127.0.0.1:" + port), Cast.DOMAIN),
                DatabaseSettings.embedded(Path.of("unused")),
                List.of(mailbox),
                smtp,
                List.of(
                        PersonSettings.of(
                                Cast.LEE.name(),
                                Cast.LEE.address(),
                                PersonSettings.Role.OWNER,
                                Cast.ZONE)),
                WebSettings.USUAL,
                Policies.USUAL);
    }

    /** Lee's calendar shows what happens here, if Lee's program subscribes. */
    void openFeed() {
        core.jdbi()
                .useTransaction(handle ->
                        new People(handle)
                                .owner()
                                .ifPresent(owner -> core.feeds().open(handle, owner.id())));
    }

    Core core() {
        return core;
    }

    DemoClock clock() {
        return clock;
    }

    Letterbox letterbox() {
        return letterbox;
    }

    Pen pen() {
        return pen;
    }

    /** Somebody sends a mail into the mailbox that the tracker reads. */
    void post(EmailAddress from, EmailAddress to, byte[] raw) {
        letterbox.keep(from, to, raw);
        server.send(from, to, vouched(from, raw));
    }

    /** What a mail server that knows its people writes on top; GreenMail does not. */
    private static byte[] vouched(EmailAddress from, byte[] raw) {
        byte[] line =
                ("Authentication-Results: "
                                + Cast.DOMAIN
                                + "; dmarc=pass header.from="
                                + from.domain()
                                + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(line, line.length + raw.length);
        System.arraycopy(raw, 0, all, line.length, raw.length);
        return all;
    }

    void answer(Player from, ParsedMail mail, String words) {
        post(from.address(), Cast.TRACKER, pen.answer(from, mail, words, clock.instant()));
    }

    void answerInvitation(Player from, ParsedMail mail, String partStat) {
        post(
                from.address(),
                Cast.TRACKER,
                pen.answerInvitation(from, mail, partStat, clock.instant()));
    }

    /** One turn of every loop: fetch, take in, remind, send. */
    void turn() {
        poller.runOnce();
        core.intake().runOnce();
        core.sweeper().runOnce();
        core.digests().runOnce();
        dispatcher.runOnce();
        keepSent();
    }

    private void keepSent() {
        database.jdbi()
                .useHandle(handle ->
                        handle.createQuery(
                                        "select id, recipient, raw from outbox where state = 'sent' and id > :last order by id")
                                .bind("last", lastSent)
                                .map((row, context) -> {
                                    letterbox.keep(
                                            Cast.TRACKER,
                                            new EmailAddress(row.getString("recipient")),
                                            row.getBytes("raw"));
                                    return row.getLong("id");
                                })
                                .forEach(id -> lastSent = id));
    }

    List<ParsedMail> inbox(EmailAddress address) {
        return inbox(address, 0);
    }

    /** What somebody's inbox holds behind the first {@code known} mails. */
    List<ParsedMail> inbox(EmailAddress address, int known) {
        return server.inbox(address, known).stream().map(MailReader::read).toList();
    }

    void pass(Duration time) {
        clock.move(time);
        turn();
    }

    /** When the next reminder is planned. */
    Optional<Instant> nextReminder() {
        return Optional.ofNullable(
                database.jdbi().withExtension(SlotStore.class, SlotStore::nextMoment));
    }

    @Override
    public void close() {
        dispatcher.close();
        poller.stop();
        server.close();
        database.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            throw new UncheckedIOException("cannot empty " + folder, leftBehind);
        }
    }
}

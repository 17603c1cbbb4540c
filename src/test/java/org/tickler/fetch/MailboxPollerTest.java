package org.tickler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tickler.config.MailboxSettings;
import org.tickler.config.Secret;
import org.tickler.config.Tls;
import org.tickler.fetch.PollReport.Status;
import org.tickler.mail.EmailAddress;
import org.tickler.support.TestClock;
import org.tickler.support.TestDatabase;

class MailboxPollerTest {
    @AutoClose private static final TestDatabase DATABASE = TestDatabase.create();

    private final TestClock clock = TestClock.at("2026-03-02T08:00:00Z");
    private final AtomicInteger arrivals = new AtomicInteger();
    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP).dynamicPort());

    @BeforeEach
    void start() {
        server.start();
        server.setUser("tasks@example.org", "tasks", "right");
        DATABASE.jdbi().useHandle(h -> h.execute("truncate message, mailbox_cursor cascade"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void newMessagesShouldBeStoredAsSentAndOnlyOnce() throws MessagingException {
        deliver("one", "First");
        deliver("two", "Zweite mit ümlaut");
        MailboxPoller poller = poller("right", "node-a");
        assertThat(poller.runOnce()).isEqualTo(new PollReport(Status.DONE, 2, 0, ""));
        assertThat(poller.runOnce()).isEqualTo(new PollReport(Status.DONE, 0, 0, ""));
        deliver("three", "Third");
        assertThat(poller("right", "node-b").runOnce().stored()).isEqualTo(1);
        assertThat(strings("select message_id from message order by uid"))
                .containsExactly("<one@example.org>", "<two@example.org>", "<three@example.org>");
        assertThat(strings("select state from message")).containsOnly("stored");
        assertThat(strings("select convert_from(raw, 'UTF8') from message order by uid").get(1))
                .contains("Subject: Zweite mit ümlaut\r\n");
        assertThat(arrivals).hasValue(2);
        assertThat(strings("select held_by from mailbox_cursor")).containsOnlyNulls();
    }

    @Test
    void newMailInPlaceOfAnOldOneShouldBeFound() throws Exception {
        deliver("one", "First");
        MailboxPoller poller = poller("right", "node-a");
        poller.runOnce();
        assertThat(poller.runOnce()).isEqualTo(new PollReport(Status.DONE, 0, 0, ""));
        try (var store = server.getImap().createStore()) {
            store.connect("tasks", "right");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            inbox.close(true);
        }
        deliver("two", "Second");

        assertThat(poller.runOnce().stored()).isEqualTo(1);
        assertThat(poller.runOnce().stored()).isZero();
        deliver("three", "Third");
        assertThat(poller.runOnce().stored()).isEqualTo(1);
    }

    @Test
    void flagsShouldStayAsTheyWere() throws Exception {
        deliver("one", "First");
        poller("right", "node-a").runOnce();
        try (var store = server.getImap().createStore()) {
            store.connect("tasks", "right");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessage(1).isSet(Flags.Flag.SEEN)).isFalse();
        }
    }

    @Test
    void renumberedMailboxShouldBeReadAgainUnderItsNewNumber() throws MessagingException {
        deliver("one", "First");
        MailboxPoller poller = poller("right", "node-a");
        poller.runOnce();
        DATABASE.jdbi()
                .useHandle(h -> {
                    h.execute(
                            "update mailbox_cursor set uid_validity = uid_validity + 1, last_uid = 77");
                    h.execute("update message set uid_validity = uid_validity + 1");
                });
        assertThat(poller.runOnce().stored()).isEqualTo(1);
        assertThat(strings("select distinct encode(sha256, 'hex') from message")).hasSize(1);
        assertThat(strings("select uid from message")).hasSize(2);
        assertThat(poller.runOnce().stored()).isZero();
    }

    @Test
    void mailboxOfAnotherNodeShouldBeLeftAloneUntilItsClaimExpires() throws MessagingException {
        deliver("one", "First");
        MailboxPoller poller = poller("right", "node-a");
        poller.runOnce();
        heldByAnother(Duration.ofSeconds(20));
        deliver("two", "Second");
        assertThat(poller.runOnce().status()).isEqualTo(Status.BUSY);
        clock.advance(Duration.ofSeconds(21));
        assertThat(poller.runOnce().stored()).isEqualTo(1);
    }

    /** Nobody claims for that long: its clock was ahead, and has been set back since. */
    @Test
    void claimThatEndsInAnHourShouldKeepNobodyOut() throws MessagingException {
        deliver("one", "First");
        MailboxPoller poller = poller("right", "node-a");
        poller.runOnce();
        heldByAnother(Duration.ofMinutes(59));
        deliver("two", "Second");
        assertThat(poller.runOnce().stored()).isEqualTo(1);
    }

    private void heldByAnother(Duration time) {
        DATABASE.jdbi()
                .useHandle(h ->
                        h.execute(
                                "update mailbox_cursor set held_by = 'other', held_until = ?",
                                clock.instant().plus(time)));
    }

    @Test
    void wrongPasswordShouldBeReportedAndNotTriedAtOnceAgain() {
        MailboxPoller poller = poller("wrong", "node-a");
        PollReport report = poller.runOnce();
        assertThat(report.status()).isEqualTo(Status.REFUSED);
        assertThat(report.problem()).contains("check user and password").doesNotContain("wrong");
        assertThat(strings("select poll_error from mailbox_cursor"))
                .containsExactly(report.problem());
        clock.advance(Duration.ofMinutes(5));
        assertThat(poller.runOnce().status()).isEqualTo(Status.WAITING);
        clock.advance(Duration.ofHours(1));
        assertThat(poller.runOnce().status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void serverThatIsDownShouldBeReportedAndTriedAgain() throws MessagingException {
        MailboxPoller poller = poller("right", "node-a");
        server.stop();
        PollReport report = poller.runOnce();
        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.problem()).contains("cannot be reached");
        assertThat(strings("select held_by from mailbox_cursor")).containsOnlyNulls();
    }

    @Test
    void ofAMailOverTheLimitOnlyItsHeaderShouldBeKept() throws MessagingException {
        deliver("small", "Small");
        deliver("large", "Large " + "x".repeat(1_000));
        var poller =
                new MailboxPoller(
                        mailbox("right"), DATABASE.jdbi(), clock, "node-a", () -> {}, 1_024);
        assertThat(poller.runOnce()).isEqualTo(new PollReport(Status.DONE, 1, 1, ""));
        assertThat(strings("select outcome from message where message_id = '<large@example.org>'"))
                .singleElement()
                .asString()
                .contains("more than the limit of 1 KB (limits.mailSize)");
        assertThat(strings("select subject from message where state = 'quarantined'"))
                .singleElement()
                .asString()
                .startsWith("Large xxx");
        assertThat(strings("select from_address from message where state = 'quarantined'"))
                .containsExactly("ana@example.org");
    }

    @Test
    void aMailThatWasTooLargeShouldBeFetchedWholeOnceTheLimitAllowsIt() throws Exception {
        deliver("large", "Large " + "x".repeat(1_000));
        new MailboxPoller(mailbox("right"), DATABASE.jdbi(), clock, "node-a", () -> {}, 1_024)
                .runOnce();
        long id = Long.parseLong(strings("select id::text from message").getFirst());

        assertThat(whole(id, 1_024).orElseThrow()).contains("set limits.mailSize above that");
        assertThat(strings("select convert_from(raw, 'UTF8') from message").getFirst())
                .doesNotContain("Please send it.");
        assertThat(whole(id, 10_000)).isEmpty();
        assertThat(strings("select convert_from(raw, 'UTF8') from message").getFirst())
                .contains("Please send it.");

        server.purgeEmailFromAllMailboxes();
        assertThat(whole(id, 10_000).orElseThrow()).contains("no longer in the mailbox");
    }

    private Optional<String> whole(long id, int largest) {
        return WholeMessage.fetch(DATABASE.jdbi(), List.of(mailbox("right")), id, largest);
    }

    @Test
    void stoppedPollerShouldNotStartAgain() {
        MailboxPoller poller = poller("right", "node-a");
        poller.stop();
        assertThat(poller.runOnce().status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void idleWatcherShouldTellOfNewMail() throws Exception {
        var connected = new CountDownLatch(1);
        var told = new CountDownLatch(2);
        try (var watcher =
                IdleWatcher.start(
                        mailbox("right"),
                        () -> {
                            connected.countDown();
                            told.countDown();
                        })) {
            assertThat(watcher).isNotNull();
            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
            // The connection may not be idle yet when the first one comes.
            for (int i = 0; i < 20 && !told.await(500, TimeUnit.MILLISECONDS); i++) {
                deliver("news" + i, "News");
            }
            assertThat(told.getCount()).isZero();
        }
    }

    private MailboxPoller poller(String password, String node) {
        return new MailboxPoller(
                mailbox(password), DATABASE.jdbi(), clock, node, () -> arrivals.incrementAndGet());
    }

    private MailboxSettings mailbox(String password) {
        return MailboxSettings.of(
                "tasks",
                "127.0.0.1",
                server.getImap().getPort(),
                Tls.NONE,
                "tasks",
                new Secret(password),
                new EmailAddress("tasks@example.org"),
                "Lee");
    }

    private void deliver(String id, String subject) throws MessagingException {
        String raw =
                """
                From: Ana <ana@example.org>
                To: tasks@example.org
                Message-ID: <%s@example.org>
                Subject: %s

                Please send it.
                """
                        .formatted(id, subject)
                        .replace("\n", "\r\n");
        GreenMailUser user = server.getUserManager().getUserByEmail("tasks@example.org");
        user.deliver(
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> strings(String sql) {
        return DATABASE.jdbi().withHandle(h -> h.select(sql).mapTo(String.class).list());
    }
}

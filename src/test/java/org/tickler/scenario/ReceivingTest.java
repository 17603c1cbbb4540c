package org.tickler.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.tickler.answer.MailboxRules;
import org.tickler.dispatch.DispatchRules;
import org.tickler.dispatch.Dispatcher;
import org.tickler.dispatch.SentCopies;
import org.tickler.intake.Intake.IntakeReport;
import org.tickler.intake.MessageStore;
import org.tickler.invite.Unreached;
import org.tickler.mail.EmailAddress;
import org.tickler.smtp.SmtpSender;
import org.tickler.support.ScriptedSmtp;
import org.tickler.support.TestDatabase;
import org.tickler.task.TaskState;

/** What becomes of mail that fails, repeats, bounces or is nobody's. */
class ReceivingTest {
    private static final EmailAddress NOTES = new EmailAddress("notes@recorder.example");
    private static final EmailAddress ANA = new EmailAddress("ana@client.example");

    @AutoClose private final Desk desk = new Desk();

    private void noteArrives() {
        desk.receive(desk.mail(NOTES, "Your meeting notes", LoopTest.NOTE));
    }

    @Test
    void failingMessageShouldBeQuarantinedAfterThreeTriesAndTakenInWhenRetried() {
        TestDatabase database = desk.database;
        database.jdbi()
                .useHandle(handle ->
                        handle.execute(
                                "create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk on fire'; end $$;"
                                        + " create trigger broken before insert on source for each row execute function broken()"));
        noteArrives();
        desk.clock.advance(Duration.ofMinutes(1));
        assertThat(desk.core.intake().runOnce()).isEqualTo(new IntakeReport(0, 1, 0));
        desk.clock.advance(Duration.ofMinutes(2));
        assertThat(desk.core.intake().runOnce()).isEqualTo(new IntakeReport(0, 0, 1));
        desk.clock.advance(Duration.ofHours(2));
        assertThat(desk.core.intake().runOnce()).isEqualTo(new IntakeReport(0, 0, 0));
        assertThat(desk.tasks()).isEmpty();

        database.jdbi().useHandle(handle -> handle.execute("drop trigger broken on source"));
        var held = database.jdbi().withExtension(MessageStore.class, MessageStore::quarantined);
        assertThat(held)
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains("disk on fire"));
        database.jdbi()
                .useTransaction(handle ->
                        handle.attach(MessageStore.class)
                                .retry(held.getFirst().id(), desk.clock.instant()));
        assertThat(desk.core.intake().runOnce()).isEqualTo(new IntakeReport(1, 0, 0));
        assertThat(desk.tasks()).hasSize(3);
        assertThat(desk.count("proposal")).isEqualTo(1);
    }

    @Test
    void whatWasInHandWhenTheProgramEndedShouldBeTriedAloneAndCountOnlyThen() {
        noteArrives();
        assertThat(desk.core.intake().runOnce().processed()).isZero();
        var counted = new ArrayList<Integer>();
        var alone =
                new ReentrantLock() {
                    @Override
                    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
                        counted.add(attempts());
                        return super.tryLock(time, unit);
                    }
                };
        desk.database
                .jdbi()
                .useHandle(handle ->
                        handle.execute(
                                "update message set state = 'stored', attempts = 2, next_attempt_at = received_at"));
        assertThat(desk.core.intake().runOnce(alone)).isEqualTo(new IntakeReport(1, 0, 0));
        assertThat(counted).as("tries while the others were waited for").containsExactly(2);
        assertThat(attempts()).isEqualTo(3);
        assertThat(alone.isLocked()).isFalse();
        desk.receive(desk.mail(ANA, "Hello", "Please call me."));
        desk.core.intake().runOnce(alone);
        assertThat(counted).as("a new message waits for nobody").hasSize(1);
    }

    private int attempts() {
        return desk.database
                .jdbi()
                .withHandle(handle ->
                        handle.select("select max(attempts) from message")
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void mailThatRunsInALoopShouldBeQuarantinedAndTheRestGoOn() {
        String hops = "Received: by a.example; Thu, 11 Dec 2025 09:00:00 -0600\n".repeat(101);
        IntakeReport report = desk.receive(hops + desk.mail(ANA, "Hello", "Please call me."));
        assertThat(report).isEqualTo(new IntakeReport(0, 0, 1));
        assertThat(desk.outcome()).startsWith("quarantined: ").contains("loop");

        noteArrives();
        assertThat(desk.tasks()).hasSize(3);
    }

    @Test
    void bytesThatAreNoMailShouldHarmNothing() {
        desk.receive("\u0000\u0001\u0002 no mail at all \u0000");
        desk.receive("");
        noteArrives();

        assertThat(desk.tasks()).hasSize(3);
    }

    @Test
    void sameMailByTwoWaysShouldBeTakenInOnce() {
        String note = desk.mail(NOTES, "Your meeting notes", LoopTest.NOTE);
        desk.receive(note);
        desk.receive("Received: by list.example; Thu, 11 Dec 2025 09:01:00 -0600\n" + note);

        assertThat(desk.outcome()).startsWith("duplicate: ");
        assertThat(desk.count("proposal")).isEqualTo(1);
        assertThat(desk.history(1)).doesNotContain("seen-again");
    }

    @Test
    void listMailShouldMakeNoTasks() {
        desk.receive(
                "List-Id: <news.shop.example>\nList-Unsubscribe: <https://shop.example/u>\n"
                        + desk.mail(ANA, "News", "Please buy our things by Friday."));

        assertThat(desk.tasks()).isEmpty();
        assertThat(desk.sent()).isEmpty();
    }

    @Test
    void mailThatIsSilencedShouldSayWhy() {
        desk.receive(
                desk.mail(
                        new EmailAddress("hello@loop.example"),
                        "Easter",
                        "Dear member,\n\nplease order your buns by Friday, in the app or online.\n\nThe Loop team"));

        assertThat(desk.tasks()).isEmpty();
        assertThat(desk.outcome())
                .contains("no tasks found")
                .contains("taken for bulk mail")
                .contains("\u201cdear member\u201d");
    }

    @Test
    void oldMailShouldNotBeReadForTasks() {
        String old =
                desk.mail(ANA, "Report", "Please send me the report by Friday.")
                        .replaceFirst("Date: .*", "Date: Thu, 2 Oct 2025 09:00:00 -0500");
        desk.receive(old);

        assertThat(desk.tasks()).isEmpty();
        assertThat(desk.outcome()).contains("days old");
    }

    @Test
    void strangersMailShouldBeLeftWhereOnlyKnownPeopleCount() {
        var known =
                new MailboxRules(
                        null,
                        java.util.Set.of(),
                        false,
                        address -> address.domain().equals("friend.example"),
                        0.5);
        try (Desk guarded = new Desk(known, false)) {
            guarded.receive(guarded.mail(ANA, "Report", "Please send me the report by Friday."));
            assertThat(guarded.tasks()).isEmpty();
            assertThat(guarded.outcome()).contains("stranger");

            guarded.receive(
                    guarded.mail(
                            new EmailAddress("kim@friend.example"),
                            "Report",
                            "Please send me the report by Friday."));
            assertThat(guarded.tasks()).hasSize(1);
        }
    }

    private void anaIsInvited() {
        noteArrives();
        desk.answer(desk.last("proposal"), Desk.LEE, "2 yes");
        desk.answer(
                desk.last("invitation"), Desk.LEE, "invite 12 jan 10am with ana@client.example");
    }

    /** What the list of guests knows of Ana's address. */
    private String guest() {
        return desk.database
                .jdbi()
                .withHandle(handle ->
                        handle.createQuery(
                                        "select state || schedule_status from event_attendee where address = 'ana@client.example'")
                                .mapTo(String.class)
                                .one());
    }

    @Test
    void bouncedInvitationShouldMarkTheGuestAndTellTheOwnerOnce() {
        anaIsInvited();
        Desk.Sent lost = desk.last("invitation", ANA);
        desk.receive(bounce(lost, 1));
        desk.receive(bounce(lost, 2));

        assertThat(desk.history(2)).contains("bounced");
        assertThat(desk.count("notice", Desk.LEE)).isEqualTo(1);
        assertThat(guest()).isEqualTo("bounced5.1");
        assertThat(desk.task(2).state()).isEqualTo(TaskState.WAITING);
    }

    @Test
    void invitationRefusedByTheMailServerShouldMarkTheGuestAsABounceDoes() {
        anaIsInvited();
        Desk.Sent lost = desk.last("invitation", ANA);
        desk.deliver();
        desk.database
                .jdbi()
                .useHandle(handle ->
                        handle.execute(
                                "update outbox set state = 'ready', sent_at = null where id = ?",
                                lost.id()));
        try (var server = new ScriptedSmtp();
                var dispatcher =
                        new Dispatcher(
                                desk.database.jdbi(),
                                new SmtpSender(server.settings()),
                                desk.core.outbox(),
                                desk.clock,
                                "a",
                                DispatchRules.UNLIMITED,
                                SentCopies.NONE,
                                new Unreached())) {
            server.answers("RCPT", "550 5.1.1 no such user");
            assertThat(dispatcher.runOnce().failed()).isEqualTo(1);
        }

        assertThat(guest()).isEqualTo("bounced5.1");
        assertThat(desk.history(2)).contains("undelivered");
        assertThat(desk.last("notice", Desk.LEE).mail().bodyText())
                .contains("ana@client.example", "no such user");
        // Another time is not sent to where nothing arrives.
        long before = desk.count("invitation", ANA);
        desk.answer(desk.last("invitation", Desk.LEE), Desk.LEE, "due 13 jan 10am");
        assertThat(desk.count("invitation", ANA)).isEqualTo(before);
    }

    private String bounce(Desk.Sent lost, int number) {
        return """
        From: MAILER-DAEMON@client.example
        To: %s
        Subject: Undelivered Mail Returned to Sender
        Date: %s
        Message-ID: <bounce-%d@client.example>
        Auto-Submitted: auto-replied
        Return-Path: <>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=B

        --B
        Content-Type: text/plain

        ana@client.example: no such user
        --B
        Content-Type: message/delivery-status

        Reporting-MTA: dns; client.example

        Final-Recipient: rfc822; ana@client.example
        Action: failed
        Status: 5.1.1

        --B
        Content-Type: text/rfc822-headers

        Message-ID: %s
        Subject: %s

        --B--
        """
                .formatted(
                        Desk.TRACKER,
                        desk.date(),
                        number,
                        lost.mail().messageId(),
                        lost.mail().subject());
    }
}

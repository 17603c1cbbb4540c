package org.tickler.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailKindDetectorTest {
    private static final OwnIdentity OWN =
            new OwnIdentity(
                    Set.of(new EmailAddress("tasks@tracker.example")),
                    id -> id.value().endsWith("@tracker.example>"),
                    address -> address.value().startsWith("tasks+token"),
                    "instance-1");

    static List<String> files() {
        return Fixture.names("kinds");
    }

    /** The files are named after their kind. */
    @ParameterizedTest
    @MethodSource("files")
    void kindShouldBeThatOfTheFileName(String file) {
        ParsedMail mail = MailReader.read(Fixture.bytes(file));
        String name = file.substring(file.lastIndexOf('/') + 1);
        assertThat(name).startsWith(MailKindDetector.detect(mail, OWN).kind().word() + "-");
    }

    @Test
    void everyKindOfMailShouldHaveAFile() {
        for (MailKind kind : MailKind.values()) {
            if (kind != MailKind.UNREADABLE) {
                assertThat(files()).anyMatch(file -> file.contains("/" + kind.word() + "-"));
            }
        }
    }

    @Test
    void reportShouldGiveRecipientsAndTheMailTheyMissed() {
        var bounce = bounce("bounce-report");
        assertThat(bounce.recipients())
                .containsExactly(
                        recipient("ana.new@example.org", "ana@example.org", "5.1.1", true),
                        recipient("bo@example.com", "bo@example.com", "4.4.1", false));
        assertThat(bounce.original()).contains(new MessageId("<t12.r7.abc@tracker.example>"));
    }

    @Test
    void arrivalShouldNotCountAsFailure() {
        var recipient = bounce("bounce-success").recipients().getFirst();
        assertThat(recipient.delivered()).isTrue();
        assertThat(recipient.permanent()).isFalse();
    }

    @Test
    void qmailTextShouldGiveEachRecipientItsStatus() {
        var bounce = bounce("bounce-qmail");
        assertThat(bounce.recipients())
                .containsExactly(
                        recipient("ana@example.org", "ana@example.org", "5.1.1", true),
                        recipient("bo@example.com", "bo@example.com", "4.2.2", false));
        assertThat(bounce.original()).contains(new MessageId("<t12.r7.abc@tracker.example>"));
    }

    @Test
    void delayShouldNotBePermanentAndForwardsShouldBeSeenThrough() {
        assertThat(bounce("bounce-exim-delay").recipients())
                .containsExactly(recipient("ana@example.org", "team@example.org", "4.4.1", false));
    }

    @ParameterizedTest
    @CsvSource({
        "bounce-german,ana@example.org,5.1.1",
        "bounce-exchange,ana@example.org,5.1.1",
        "bounce-complaint,ana@example.org,5.7.1",
        "bounce-full-german,ana@example.org,5.2.2",
        "bounce-unknown-addresses,ana@example.org,5.1.1",
        "bounce-to-bounce-address,ana@example.org,5.0.0",
        "bounce-nameserver,ana@example.org,5.0.0",
        "bounce-plain-html,ana@example.org,5.0.0",
        "bounce-x400,ana@example.org,5.1.1",
        "bounce-wrapped-report,ana@example.org,5.1.1",
        "bounce-hidden-address,ana@example.org,5.0.0"
    })
    void recipientShouldBeFoundInText(String name, String address, String status) {
        assertThat(bounce(name).recipients())
                .containsExactly(recipient(address, address, status, true));
    }

    @ParameterizedTest
    @CsvSource({
        "auto-reply-exchange,2026-08-21",
        "auto-reply-german,2026-08-24",
        "auto-reply-french,2026-09-01",
        "auto-reply-spanish,2026-08-31",
        "auto-reply-own-subject,2026-11-16",
        "auto-reply-own-subject-german,2026-11-10",
        "auto-reply-declared,2026-11-16",
        "auto-reply-declared-french,2026-11-16",
        "auto-reply-named-subject,2026-11-10"
    })
    void returnDateShouldBeRead(String name, LocalDate returns) {
        assertThat(MailKindDetector.detect(Fixture.kind(name), OWN))
                .isEqualTo(new MailVerdict.AutoReply(returns));
    }

    @ParameterizedTest
    @CsvSource({
        "list-discussion,MAILING_LIST",
        "list-newsletter,NEWSLETTER",
        "list-plain-newsletter,NEWSLETTER",
        "list-notification,NOTIFICATION"
    })
    void sortsOfMailToManyShouldBeToldApart(String name, MailVerdict.Bulk.Sort sort) {
        assertThat(MailKindDetector.detect(Fixture.kind(name), OWN))
                .isEqualTo(new MailVerdict.Bulk(sort));
    }

    /** Its Message-ID looks like ours, for it is of the same domain. */
    @Test
    void mailOfAColleaguesTicklerShouldNotBeTakenForOurOwn() {
        assertThat(kindFrom("X-Tickler-Loop: instance-2\n")).isEqualTo(MailKind.SOURCE);
        assertThat(kindFrom("X-Tickler-Loop: instance-1\n")).isEqualTo(MailKind.OWN);
        assertThat(kindFrom("")).as("the line was taken out").isEqualTo(MailKind.OWN);
    }

    private static MailKind kindFrom(String line) {
        String raw =
                line
                        + """
                        From: Kim <kim-tasks@tracker.example>
                        To: lee@tracker.example
                        Message-ID: <t7.r1@tracker.example>
                        Subject: The list

                        Please send the list.
                        """;
        return MailKindDetector.detect(
                        MailReader.read(raw.getBytes(StandardCharsets.US_ASCII)), OWN)
                .kind();
    }

    @Test
    void strangersShouldSeeNothingOfOurs() {
        assertThat(MailKindDetector.detect(Fixture.kind("reply-by-id"), OwnIdentity.none()).kind())
                .isEqualTo(MailKind.SOURCE);
    }

    private static MailVerdict.Bounce bounce(String name) {
        var verdict = MailKindDetector.detect(Fixture.kind(name), OWN);
        assertThat(verdict).isInstanceOf(MailVerdict.Bounce.class);
        return (MailVerdict.Bounce) verdict;
    }

    private static MailVerdict.Recipient recipient(
            String address, String original, String status, boolean permanent) {
        return new MailVerdict.Recipient(
                new EmailAddress(address), new EmailAddress(original), status, permanent);
    }
}

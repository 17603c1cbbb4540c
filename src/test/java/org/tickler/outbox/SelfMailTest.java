package org.tickler.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;
import org.tickler.mail.MessageId;
import org.tickler.mail.ParsedMail;

class SelfMailTest {
    @Test
    void whatServersSayShouldArriveInAnyScriptAndLength() {
        String said = "Büro: 550 Postfach voll " + "x".repeat(2_000);
        var address = new EmailAddress("alarm@desk.example");
        byte[] raw =
                SelfMail.write(
                        address,
                        address,
                        new MessageId("<alarm.1@desk.example>"),
                        "alarm",
                        Instant.parse("2026-01-12T10:00:00Z"),
                        "Tickler für Lee alarm",
                        said);

        ParsedMail mail = MailReader.read(raw);
        assertThat(mail.subject()).isEqualTo("Tickler für Lee alarm");
        assertThat(mail.text()).isEqualToIgnoringNewLines(said);
        assertThat(new String(raw, StandardCharsets.UTF_8).lines())
                .allSatisfy(line -> assertThat(line).matches("\\p{ASCII}{0,998}"));
    }
}

package org.tickler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.ask.ReadingContext;
import org.tickler.dates.DateFinder;
import org.tickler.mail.MailReader;
import org.tickler.reply.ReplyText;

/** A line of one sign without end is a line, not the end of the reading thread. */
class LongRuleTest {
    private static final int LENGTH = 100_000;

    private final ReadingContext context =
            new ReadingContext(Set.of(), "", List.of(), ZoneOffset.UTC, null, Instant.EPOCH);

    @ParameterizedTest
    @ValueSource(strings = {"*", "_", "-", "=", "~", ".", "#", "* ", "- "})
    void requestBesideALongRuleShouldBeFound(String sign) {
        String body = "Could you please send the report?\n\n" + sign.repeat(LENGTH) + "\n";
        byte[] bytes =
                ("From: Lee <lee@example.org>\nTo: ana@example.org\nSubject: Report\n\n" + body)
                        .getBytes(StandardCharsets.UTF_8);
        var mail = MailReader.read(bytes);
        String typed = ReplyText.of(mail, null).text();

        var found = new Extractor(new DateFinder()).read(mail, typed, context).candidates();

        assertThat(found)
                .singleElement()
                .satisfies(task -> assertThat(task.evidence()).contains("send the report"));
    }
}

package org.tickler.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MboxTest {
    private static List<String> split(String file) {
        return Mbox.split(file.getBytes(StandardCharsets.UTF_8)).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void messagesShouldBeCutAtSeparatorsBehindABlankLineOnly() {
        assertThat(
                        split(
                                """
                                From lee@desk.example Thu Dec 11 09:00:00 2025
                                Subject: One

                                Dear Ana,
                                From Monday on it is open. Grüße

                                From ana@client.example Thu Dec 11 10:00:00 2025
                                Subject: Two

                                >From the start
                                >>From further back
                                """))
                .containsExactly(
                        "Subject: One\n\nDear Ana,\nFrom Monday on it is open. Grüße\n\n",
                        "Subject: Two\n\nFrom the start\n>From further back\n");
    }

    @Test
    void fileWithoutSeparatorShouldBeOneMessage() {
        assertThat(split("Subject: One\n\nText\n")).containsExactly("Subject: One\n\nText\n");
        assertThat(split("")).isEmpty();
        assertThat(split("From x\n")).containsExactly("");
    }

    @Test
    void linesThatEndWithCarriageReturnsShouldBeCutTheSame() {
        assertThat(split("From a\r\nSubject: 1\r\n\r\nx\r\n\r\nFrom b\r\nSubject: 2\r\n"))
                .containsExactly("Subject: 1\r\n\r\nx\r\n\r\n", "Subject: 2\r\n");
    }
}

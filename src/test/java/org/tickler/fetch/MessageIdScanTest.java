package org.tickler.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageIdScanTest {
    @Test
    void idShouldBeFoundWhateverItsSpelling() {
        assertThat(id("Subject: x\r\nMESSAGE-id : <a@b>\r\n\r\n")).isEqualTo("<a@b>");
        assertThat(id("Message-ID:\r\n <a@b>\r\nSubject: x\r\n\r\n")).isEqualTo("<a@b>");
        assertThat(id("Message-ID: <a@b> (comment)\n\n")).isEqualTo("<a@b>");
    }

    @Test
    void unusableIdShouldBeLeftOut() {
        assertThat(id("Subject: x\r\n\r\nMessage-ID: <body@b>\r\n")).isNull();
        assertThat(id("Message-ID: <a\0@b>\r\n\r\n")).isNull();
        assertThat(id("Message-ID: none\r\n\r\n")).isNull();
        assertThat(id("Message-ID-Old: <a@b>\r\n\r\n")).isNull();
        assertThat(id("Message-ID: <" + "a".repeat(2000) + "@b>\r\n\r\n")).isNull();
        assertThat(id("")).isNull();
    }

    private static @Nullable String id(String raw) {
        return MessageIdScan.of(raw.getBytes(StandardCharsets.ISO_8859_1));
    }
}

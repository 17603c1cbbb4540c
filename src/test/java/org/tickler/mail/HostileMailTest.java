package org.tickler.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tickler.support.Effort;

/** Damaged and hostile mail: any answer is right, but there must be one, and soon. */
class HostileMailTest {
    private static final int MUTATIONS = 60;
    private static final Duration SOON = Duration.ofSeconds(5);

    static List<String> files() {
        return Stream.concat(Fixture.names("mail").stream(), Fixture.names("kinds").stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void damageShouldNeverBreakTheReader(String file) {
        byte[] whole = Fixture.bytes(file);
        var random = new Random(file.hashCode());
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damage(whole, random);
            Effort.within(SOON, () -> examine(damaged));
        }
    }

    private static void examine(byte[] raw) {
        try {
            ParsedMail mail = MailReader.read(raw);
            assertThat(mail.bodyText()).doesNotContain("\0");
            assertThat(MailKindDetector.detect(mail, OwnIdentity.none())).isNotNull();
            assertThat(AuthenticationResults.of(mail, java.util.Set.of("mx.example"))).isNotNull();
        } catch (UnreadableMailException e) {
            assertThat(e).hasMessageContaining(" ");
        }
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = 0; i < 10; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
            }
            case 1 -> damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            case 2 -> {
                int from = random.nextInt(whole.length);
                damaged = Arrays.copyOf(whole, whole.length * 2 - from);
                System.arraycopy(whole, from, damaged, whole.length, whole.length - from);
            }
            default -> {
                int from = random.nextInt(whole.length);
                int to = from + random.nextInt(whole.length - from);
                damaged = Arrays.copyOf(whole, whole.length - (to - from));
                System.arraycopy(whole, to, damaged, from, whole.length - to);
            }
        }
        return damaged;
    }

    static List<String> bombs() {
        String head = "From: a@example.org\nReturn-Path: <>\nSubject: undeliverable: ";
        return List.of(
                head + "x".repeat(2_000_000) + "\n\nbody",
                head + "=?utf-8?q?" + "=41=?utf-8?b?".repeat(100_000) + "\n\nbody",
                "From: " + "(".repeat(300_000) + "\n\nbody",
                "From: " + "\"<".repeat(300_000) + "\n\nbody",
                "To: " + "a@b.example, ".repeat(50_000) + "\n\nbody",
                "References: " + "<a@b>".repeat(200_000) + "\n\nbody",
                "Content-Type: " + "a/b; x=".repeat(200_000) + "\n\nbody",
                head + "x\n\n" + "a@example.org ".repeat(200_000),
                head + "x\n\n" + "a".repeat(2_000_000) + "@",
                head + "x\n\n" + "-".repeat(2_000_000),
                head + "x\n\n" + "to: \n".repeat(300_000),
                head + "x\n\nout of office until " + "monday 1. ".repeat(200_000),
                head + "x\nContent-Type: text/html\n\n" + "<div style='x'>".repeat(30_000),
                head + "x\nContent-Type: text/html\n\n" + "<table><tr><td>".repeat(10_000) + "x",
                head + "x\nContent-Type: text/plain; format=flowed\n\n" + ">".repeat(1_000_000),
                head + "x\n\n" + "begin 644 x\n".repeat(200_000) + "end\n",
                head + "x\n\n" + "\"notificationType\" ".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void bombsShouldBeReadSoon(String bomb) {
        byte[] raw = bomb.getBytes(StandardCharsets.UTF_8);
        Effort.within(SOON, () -> examine(raw));
    }

    @Test
    void noiseShouldBeReadSoon() {
        var random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[20_000];
            random.nextBytes(noise);
            Effort.within(SOON, () -> examine(noise));
        }
    }
}

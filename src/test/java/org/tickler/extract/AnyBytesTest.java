package org.tickler.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.ask.ReadingContext;
import org.tickler.dates.DateFinder;
import org.tickler.mail.MailKindDetector;
import org.tickler.mail.MailReader;
import org.tickler.mail.OwnIdentity;
import org.tickler.mail.ParsedMail;
import org.tickler.mail.UnreadableMailException;
import org.tickler.reply.ReplyText;
import org.tickler.support.Effort;

/** The whole reading of a mail, from its bytes to its tasks, ends soon whatever the bytes are. */
class AnyBytesTest {
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final int MUTATIONS = 12;
    private static final int LENGTH = 100_000;
    private static final String HEAD = "From: a@example.org\nTo: b@example.org\nSubject: Re: x\n";

    private final Extractor extractor = new Extractor(new DateFinder());
    private final ReadingContext context =
            new ReadingContext(Set.of(), "", List.of(), ZoneOffset.UTC, null, Instant.EPOCH);

    /**
     * What it makes of the bytes, each title and evidence checked; a message nobody could read says
     * why.
     */
    private List<Candidate> read(byte[] raw) {
        try {
            ParsedMail mail = MailReader.read(raw);
            MailKindDetector.detect(mail, OwnIdentity.none());
            String typed = ReplyText.of(mail, null).text();
            List<Candidate> found = extractor.read(mail, typed, context).candidates();
            assertThat(found)
                    .allSatisfy(task -> {
                        assertThat(task.title()).isNotBlank().hasSizeLessThan(250);
                        assertThat(task.confidence()).isBetween(0.0, 1.0);
                        assertThat(task.line()).isNotNegative();
                    });
            return found;
        } catch (UnreadableMailException e) {
            assertThat(e).hasMessageContaining(" ");
            return List.of();
        }
    }

    @Test
    void damagedMailsShouldBeReadOrRefused() throws IOException {
        var all = new ArrayList<byte[]>();
        for (String folder : List.of("mail", "kinds", "extract")) {
            try (Stream<Path> files = Files.walk(Path.of("src/test/resources", folder))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".eml")).sorted().toList()) {
                    all.add(Files.readAllBytes(file));
                }
            }
        }
        assertThat(all.size()).isGreaterThan(70);
        var random = new Random(20_260_302);
        int tasks = 0;
        for (byte[] whole : all) {
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] damaged = damaged(whole, all.get(random.nextInt(all.size())), random);
                tasks += Effort.within(SOON, () -> read(damaged)).size();
            }
        }
        assertThat(tasks).as("most damage leaves the words readable").isGreaterThan(all.size());
    }

    /** Bytes changed, cut off, taken out, repeated, or another mail within. */
    private static byte[] damaged(byte[] whole, byte[] other, Random random) {
        int from = random.nextInt(whole.length);
        int to = from + random.nextInt(whole.length - from);
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] changed = whole.clone();
                for (int i = 0; i < 10; i++) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                yield changed;
            }
            case 1 -> Arrays.copyOf(whole, to);
            case 2 -> joined(Arrays.copyOf(whole, from), slice(whole, to, whole.length));
            case 3 -> joined(Arrays.copyOf(whole, to), slice(whole, from, whole.length));
            default -> joined(Arrays.copyOf(whole, from), other, slice(whole, from, whole.length));
        };
    }

    private static byte[] slice(byte[] whole, int from, int to) {
        return Arrays.copyOfRange(whole, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<br>",
                "<div>",
                "<blockquote>",
                "<table><tr><td>",
                "<hr><div>",
                "<div style='border-top:solid'>",
                "<div class=gmail_signature>a</div>",
                "<div id=AppleMailSignature></div><br>",
                "<p>a:</p><blockquote>b</blockquote>"
            })
    void pageOfOneElementShouldBeReadSoon(String element) {
        String page = element.repeat(LENGTH / element.length());

        Effort.within(
                SOON,
                () ->
                        read(
                                (HEAD + "Content-Type: text/html\n\n" + page)
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 ", "- [ ] a\n", "| a | b |\n", "a | b | c\n", "by Friday "})
    void textOfOnePieceShouldBeReadSoon(String piece) {
        String text = piece.repeat(LENGTH / piece.length());

        Effort.within(SOON, () -> read((HEAD + "\n" + text).getBytes(StandardCharsets.UTF_8)));
    }
}

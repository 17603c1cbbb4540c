package org.tickler.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Mails of many kinds and clients. In {@code unquoted.txt} everything was typed; in {@code
 * replies.txt} the first character of a line says whether it was typed ({@code +}), belongs to a
 * signature ({@code ~}) or is quoted ({@code .}); in {@code html.txt} the mail itself is marked
 * {@code @}.
 */
class WholeMailsTest {
    @TestFactory
    List<DynamicTest> nothingOfAnUnquotedMailShouldBeLost() {
        return tests(
                "unquoted.txt",
                mail -> {
                    ReplyText read = ReplyText.ofPlain(mail, null);
                    assertThat(lines(read.text() + "\n" + read.signature()))
                            .containsExactlyInAnyOrderElementsOf(lines(mail));
                });
    }

    @TestFactory
    List<DynamicTest> onlyTheTypedLinesOfAReplyShouldBeKept() {
        return tests(
                "replies.txt",
                mail -> {
                    List<String> marked = mail.lines().toList();
                    ReplyText read =
                            ReplyText.ofPlain(
                                    String.join(
                                            "\n",
                                            marked.stream().map(l -> l.substring(1)).toList()),
                                    null);
                    assertThat(lines(read.text() + "\n" + read.signature()))
                            .isEqualTo(
                                    lines(
                                            String.join(
                                                    "\n",
                                                    marked.stream()
                                                            .filter(l -> !l.startsWith("."))
                                                            .map(l -> l.substring(1))
                                                            .toList())));
                });
    }

    @TestFactory
    List<DynamicTest> onlyTheTypedLinesOfAnHtmlMailShouldBeKept() {
        return tests(
                "html.txt",
                mail -> {
                    ReplyText read = ReplyText.ofHtml(of(mail, '@'), null);
                    assertThat(words(read.text())).isEqualTo(words(of(mail, '+')));
                    assertThat(words(read.signature())).isEqualTo(words(of(mail, '~')));
                });
    }

    private static String of(String mail, char kind) {
        return String.join(
                "\n",
                mail.lines()
                        .filter(l -> !l.isEmpty() && l.charAt(0) == kind)
                        .map(l -> l.substring(1))
                        .toList());
    }

    /** Without the signs that lists are drawn with. */
    private static List<String> words(String text) {
        return lines(text).stream().map(l -> l.replaceFirst("^[*•-] ", "")).toList();
    }

    private interface Check {
        void of(String mail);
    }

    private static List<DynamicTest> tests(String resource, Check check) {
        var tests = new ArrayList<DynamicTest>();
        for (String mail : read(resource).split("\n%%%%\n", -1)) {
            String name = mail.lines().filter(l -> l.length() > 1).findFirst().orElse("");
            tests.add(DynamicTest.dynamicTest(name, () -> check.of(mail)));
        }
        return tests;
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(l -> l.replaceAll("\\s+", " ").strip())
                .filter(l -> !l.isEmpty())
                .toList();
    }

    private static String read(String resource) {
        try (InputStream in =
                WholeMailsTest.class.getResourceAsStream("/org/tickler/quote/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.tickler.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LettersTest {
    /** With {@code -Dgolden.write=true} the files are written anew, to be read and committed. */
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private static final Path GOLDEN = Path.of("src/test/resources/letter");

    private final Letters letters = new Letters();

    @TestFactory
    List<DynamicTest> everyLetterShouldReadAsAgreed() {
        return Samples.all().entrySet().stream()
                .map(sample ->
                        DynamicTest.dynamicTest(
                                sample.getKey(), () -> compare(sample.getKey(), sample.getValue())))
                .toList();
    }

    private void compare(String name, Letter letter) throws IOException {
        Rendered words = letters.render(letter, Samples.NOW, Samples.FRAME);
        if (WRITE) {
            Path shown = Files.createDirectories(Path.of("target/letters"));
            Files.writeString(shown.resolve(name + ".html"), words.html());
        }
        golden(name + ".txt", "Subject: " + words.subject() + "\n\n" + words.plain());
        if (name.equals("reminder") || name.equals("proposal")) {
            golden(name + ".html", words.html());
        }
    }

    private static void golden(String file, String actual) throws IOException {
        Path path = GOLDEN.resolve(file);
        if (WRITE) {
            Files.writeString(path, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(path));
    }

    @Test
    void bothFormsShouldSayTheSame() {
        Samples.all()
                .forEach((name, letter) -> {
                    Rendered words = letters.render(letter, Samples.NOW, Samples.FRAME);
                    String html = org.jsoup.Jsoup.parse(words.html()).body().text();
                    for (String line : words.plain().split("\n")) {
                        String said = line.strip().replaceFirst("^-+$", "");
                        for (String word : said.split("\\s+")) {
                            assertThat(html)
                                    .as(name)
                                    .contains(word.replaceAll("^\\[|[\\].:]+$|^\\d+\\.$", ""));
                        }
                    }
                });
    }

    @Test
    void htmlShouldLoadNothingAndRunNothing() {
        Samples.all()
                .values()
                .forEach(letter -> {
                    var page =
                            org.jsoup.Jsoup.parse(
                                    letters.render(letter, Samples.NOW, Samples.FRAME).html());
                    assertThat(page.select("img, script, link, iframe, form, object")).isEmpty();
                    assertThat(page.select("[src], [background]")).isEmpty();
                    assertThat(page.select("a[href]").eachAttr("href"))
                            .allMatch(href -> href.startsWith("mailto:"));
                });
    }

    @Test
    void writtenReplyShouldGoToTheMailsOwnAddress() {
        var reminder = Samples.all().get("reminder");
        assertThat(reminder).isNotNull();
        assertThat(letters.render(reminder, Samples.NOW, Samples.FRAME).html())
                .contains(
                        "mailto:tasks+r7.k1.abcdefghijklmnopqrstuvwxyz@lee.example"
                                + "?subject=Re%3A%20%5BT-12%5D%20Send%20Ana%20Ruiz")
                .contains("&amp;body=next%20week");
        assertThat(letters.render(reminder, Samples.NOW).html()).doesNotContain("mailto:");
    }

    @Test
    void subjectShouldBeOneShortLine() {
        String hostile = "Pay\r\nBcc: everybody@elsewhere.example\n" + "very ".repeat(100) + "soon";
        var task = Samples.task(9, hostile, org.tickler.task.TaskState.OPEN, null, Samples.LEE);
        var line = new TaskLine(1, task, Samples.BERLIN, "Lee", List.of());
        Rendered words =
                letters.render(
                        new Letter.Reminder(Samples.LEE, line, Letter.Reason.SNOOZE, false),
                        Samples.NOW);
        assertThat(words.subject())
                .startsWith("[T-9] Pay Bcc: everybody@elsewhere.example very")
                .hasSizeLessThanOrEqualTo(160)
                .doesNotContain("\n", "\r");
    }

    @Test
    void languageWithoutAPackShouldBeEnglish() {
        assertThat(Words.of("xx").get("today")).isEqualTo("today");
        assertThat(Words.of("../../etc").get("today")).isEqualTo("today");
    }

    @Test
    void filledInTextShouldNotBeFilledInAgain() {
        assertThat(Words.of("en").get("footer.page", "{0} {1}")).isEqualTo("Everything at {0} {1}");
    }
}

package org.tickler.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tickler.quote.PhraseBook;
import org.tickler.support.Effort;

class ReplyGrammarTest {
    @TestFactory
    List<DynamicTest> everyLineOfTheTableShouldBeUnderstood() {
        var tests = new ArrayList<DynamicTest>();
        for (String line : Client.resource("grammar.tsv").lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            tests.add(
                    DynamicTest.dynamicTest(
                            String.join(" | ", cells), () -> check(cells[0], cells[1], cells[2])));
        }
        return tests;
    }

    /** The first cell is such as {@code reminder}, {@code digest}, {@code reminder de}. */
    private static void check(String asked, String typed, String expected) {
        String[] words = asked.split(" ", -1);
        Asked kind = Asked.valueOf(words[0].toUpperCase(Locale.ROOT));
        Locale language = words.length > 1 ? Locale.forLanguageTag(words[1]) : null;
        int tasks = kind == Asked.DIGEST ? 5 : 1;
        ParsedReply parsed = Shown.parse(typed.replace("⏎", "\n"), kind, tasks, language);
        assertThat(Shown.show(parsed)).isEqualTo(expected);
    }

    @Test
    void aProposalOfSeveralTasksShouldNeedNumbers() {
        assertThat(Shown.parse("yes", Asked.PROPOSAL, 3, null).unclear()).contains("\"1 yes\"");
        assertThat(Shown.parse("yes", Asked.PROPOSAL, 1, null).commands()).hasSize(1);
    }

    @Test
    void twoPacksShouldNotDefineOneWordDifferently() {
        Map<String, String> known = new HashMap<>();
        for (String language : Vocabulary.LANGUAGES) {
            PhraseBook pack = PhraseBook.load(Vocabulary.class, "commands-" + language + ".txt");
            for (Word word : Word.values()) {
                for (String phrase : pack.all(word.key())) {
                    String before = known.putIfAbsent(phrase, word.key());
                    assertThat(before == null ? word.key() : before)
                            .as("%s in %s", phrase, language)
                            .isEqualTo(word.key());
                }
            }
        }
        assertThat(known).hasSizeGreaterThan(700);
    }

    @Test
    void anUnknownLanguageShouldFallBackToEnglish() {
        ParsedReply parsed = Shown.parse("done", Asked.REMINDER, 1, Locale.forLanguageTag("is"));
        assertThat(Shown.show(parsed)).isEqualTo("done");
    }

    @Test
    void anAmbiguousDateShouldBeAskedAbout() {
        ParsedReply parsed = Shown.parse("due 12/01", Asked.REMINDER, 1, null);
        assertThat(parsed.unclear()).contains("2026-12-01", "2026-01-12");
    }

    @Test
    void theDetailsOfAnInvitationShouldBeReadable() {
        ParsedReply parsed =
                Shown.parse(
                        "invite thursday 3pm for 1h30 with Ana Ruiz, tom@x.example and @li at Room 5",
                        Asked.REMINDER,
                        1,
                        null);
        InviteDetails details = InviteDetails.of(parsed.commands().getFirst().text());
        assertThat(details.duration()).hasToString("PT1H30M");
        assertThat(details.persons()).containsExactly("Ana Ruiz", "tom@x.example", "li");
        assertThat(details.place()).isEqualTo("Room 5");
    }

    @Test
    void aLongTextShouldBeReadInLinearTime() {
        String hostile =
                "1,2,3,".repeat(20_000)
                        + "\n"
                        + "done, ".repeat(20_000)
                        + "\n"
                        + "/done and ".repeat(50)
                        + "\n"
                        + "@ana ".repeat(100_000);
        Effort.within(Duration.ofSeconds(5), () -> Shown.parse(hostile, Asked.DIGEST, 5, null));
    }
}

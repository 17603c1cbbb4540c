package org.tickler.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1",
                "2.|2",
                "3)|3",
                "#2|2",
                "2 please|2",
                "Option 3, thanks!|3",
                "２|2",
                "no. 2|2",
                "the second|2",
                "the first one|1",
                "I'd take 3|3",
                "2, 2|2",
                "2nd|2",
                "Number two please|2",
                "bitte die zweite|2",
                "Nummer 3, danke|3",
                "le premier|1",
                "la deuxième, merci|2",
                "el tercero|3",
                "2 works for me|2"
            })
    void numberAloneShouldBeAChoice(String words, int number) {
        assertThat(Choice.of(words, 3)).isEqualTo(new Choice.One(number, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "4",
                "12",
                "1 or 2",
                "1, 3",
                "2 and 3",
                "100",
                "the first or the second"
            })
    void otherNumbersShouldBeUnclear(String words) {
        assertThat(Choice.of(words, 3)).isEqualTo(new Choice.Unclear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "1 yes",
                "1 done",
                "done 1",
                "2 days",
                "3 friday",
                "12 jan",
                "12:30",
                "1-3",
                "10am",
                "1/2",
                "12.1.",
                "2?",
                "2026",
                "T-2",
                "in 2 weeks",
                "due 3 jan",
                "1 @ana",
                "please",
                "not 2",
                "2 but later",
                "3d",
                "p1",
                "one",
                "a second"
            })
    void anythingElseShouldBeSomethingElse(String words) {
        assertThat(Choice.of(words, 3)).isEqualTo(new Choice.Other());
    }

    @Test
    void wordsBelowShouldBeKept() {
        assertThat(Choice.of("\n2\n\nSee you, Lee", 3))
                .isEqualTo(new Choice.One(2, "\nSee you, Lee"));
    }

    @Test
    void nothingOfferedShouldMeanNoChoice() {
        assertThat(Choice.of("1", 0)).isEqualTo(new Choice.Other());
    }
}

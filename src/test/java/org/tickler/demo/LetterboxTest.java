package org.tickler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterboxTest {
    @ParameterizedTest
    @CsvSource({
        "[Tickler] 5 proposals,tickler-5-proposals",
        "Re: [T-2] Call Jean-Luc Dupré about the forklift and about the roof,re-t-2-call-jean-luc-dupré-about-the-forklift-and-about-the",
        "Accepted: Invitation: Ana Ruiz to visit San Francisco early (or late) in the year,accepted-invitation-ana-ruiz-to-visit-san-francisco-early-or",
        "...,none"
    })
    void fileNameShouldBePlainAndEndWithAWord(String subject, String name) {
        assertThat(Letterbox.plain(subject)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"\uD842\uDFB7,30", "x,60"})
    void longNameWithoutSpacesShouldBeCutBetweenCharacters(String one, int letters) {
        String name = Letterbox.plain(one.repeat(200));

        assertThat(name.codePoints().filter(Character::isLetter)).hasSize(letters);
        assertThat(name).doesNotMatch(".*[\uD800-\uDBFF]$");
    }
}

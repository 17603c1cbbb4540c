package org.tickler.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.dates.DateContext;
import org.tickler.dates.DateFinder;
import org.tickler.language.Lexicon;
import org.tickler.language.Tokens;

/** None of these sentences is among those the model learned from. */
class SecondOpinionTest {
    private static final DateContext WEDNESDAY =
            new DateContext(ZonedDateTime.of(2026, 3, 4, 9, 0, 0, 0, ZoneOffset.UTC), null);

    private static SecondOpinion on(String sentence) {
        return Objects.requireNonNull(
                SecondOpinion.on(
                        new Tokens(sentence),
                        Lexicon.english(),
                        new DateFinder().find(sentence, WEDNESDAY)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The floor plan you promised is still missing.",
                "The last slide is missing a source, please add one.",
                "The tax office would like to see the receipts for the boiler.",
                "I'd be glad of a short answer before the choir meets on Tuesday.",
                "Your half of the deposit hasn't reached us yet.",
                "Somebody has to tell the caterer by Thursday.",
            })
    void whatNoPhraseTellsShouldBeFoundAllTheSame(String sentence) {
        assertThat(on(sentence).affirms()).isTrue();
        assertThat(on(sentence).denies(0.75)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The choir met on Tuesday and sang until midnight.",
                "Thanks for the floor plan, it is just what we needed.",
                "The deposit has reached us, so all is well.",
                "We had asked for receipts, and they were sent the same day.",
                "Hope you had a good trip.",
                "The caterer told us about his goat.",
            })
    void whatIsOverOrOnlyToldShouldBeDenied(String sentence) {
        assertThat(on(sentence).denies(0.75)).isTrue();
        assertThat(on(sentence).affirms()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Could you send us the floor plan by Friday? | REQUEST",
                "I'll bring the floor plan on Friday. | COMMITMENT",
                "Nadia will bring the floor plan on Friday. | DELEGATION",
                "Our next rehearsal is on Friday at seven. | EVENT",
            })
    void whoActsShouldBeTold(String sentence, Ask.Sort sort) {
        assertThat(on(sentence).sort()).isEqualTo(sort);
    }

    @Test
    void wordsOfOthersShouldNotBeTakenForTheWriters() {
        assertThat(on("\"Could you send us the floor plan by Friday?\" he asked.").affirms())
                .isFalse();
    }

    @Test
    void sameFrameShouldShareMostFeatures() {
        int[] first = features("Ana still owes us the slides.");
        int[] second = features("Marek still owes us the keys.");

        assertThat(first).doesNotHaveDuplicates();
        Arrays.sort(second);
        long shared = Arrays.stream(first).filter(f -> Arrays.binarySearch(second, f) >= 0).count();
        assertThat(shared).isGreaterThan(first.length / 3);
    }

    private static int[] features(String sentence) {
        return ClauseFeatures.of(new Tokens(sentence), List.of(), Lexicon.english());
    }
}

package org.tickler.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookalikeTest {
    @ParameterizedTest
    @CsvSource({
        "1ee@desk.example, lee@desk.example",
        "lee@desk.exarnple, lee@desk.example",
        "l\u0435\u0435@d\u0435sk.\u0435x\u0430mpl\u0435, lee@desk.example",
        "\uff4c\uff45\uff45@desk.example, lee@desk.example",
        "l\u00e9e@desk.example, lee@desk.example",
        "LEE@DESK.EXAMPLE, lee@desk.example",
        "an.a@desk.example, ana@desk.example",
        "b0b@vvork.example, bob@work.example",
    })
    void shapesShouldBeTheSame(String one, String other) {
        assertThat(Lookalike.shape(one)).isEqualTo(Lookalike.shape(other));
    }

    @ParameterizedTest
    @CsvSource({"lee@desk.example, leo@desk.example", "ana@desk.example, ana@disk.example"})
    void othersShouldStayApart(String one, String other) {
        assertThat(Lookalike.shape(one)).isNotEqualTo(Lookalike.shape(other));
    }
}

package org.tickler.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCodeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    550 5.1.1 <ana@example.org>: unknown | 5.1.1
                    host 192.0.2.5 said: 5.2.2 full | 5.2.2
                    5.0.0 (550 mailbox full) | 5.2.2
                    452 mailbox full | 4.2.2
                    no such user here | 5.1.1
                    host 5.1.1.7 refused | 5.0.0
                    451 something | 4.0.0
                    """)
    void bestCodeShouldBeFound(String text, String code) {
        assertThat(StatusCode.of(text)).isEqualTo(code);
    }
}

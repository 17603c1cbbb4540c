package org.tickler.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnDateTest {
    /** All written on Monday, 10 August 2026. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    I am away until 8 September. | 2026-09-08
                    I will be back on Monday, September 7th, 2026. | 2026-09-07
                    Out of office from August 10 to August 21, returning August 24. | 2026-08-24
                    I'm traveling through 08/28 with limited access. | 2026-08-28
                    I will return next Wednesday | 2026-08-12
                    Back in the office: 2026-08-17 | 2026-08-17
                    I left on 3 August and will be back on 5 January. | 2027-01-05
                    I am away. Call me at 555-1234. | none
                    Ich bin bis einschließlich 21.08.2026 im Urlaub. | 2026-08-21
                    Ich bin vom 3. bis 14. August nicht da und am 17. August wieder im Büro. | 2026-08-17
                    Ab Montag, dem 17.8., bin ich zurück. | 2026-08-17
                    Je suis absente jusqu'au 28 août inclus. | 2026-08-28
                    Je serai de retour le lundi 31 août. | 2026-08-31
                    Estoy de vacaciones del 3 al 21 de agosto. | 2026-08-21
                    Vuelvo el 1 de septiembre. | 2026-09-01
                    Sono assente fino al 23 agosto. | 2026-08-23
                    Notre accueil est ouvert du lundi au vendredi, de 9 h à 12 h. | none
                    I have been away since 3 August. | none
                    I am on annual leave until the 20th. | 2026-08-20
                    Back on the 3rd | 2026-09-03
                    Our office is closed on 24 August and reopens on 26 August. | 2026-08-26
                    """)
    void dayOfReturnShouldBeRead(String text, @Nullable LocalDate returns) {
        assertThat(ReturnDate.find(text, LocalDate.of(2026, 8, 10)).orElse(null))
                .isEqualTo(returns);
    }
}

package org.tickler.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderSyntaxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    =?utf-8?q?caf=C3=A9?= | café
                    =?utf-8?b?Y2Fm?= =?utf-8?b?w6k=?= | café
                    =?iso-8859-1?q?caf=E9_au_lait?= here | café au lait here
                    =?utf-8?q?two words?= | two words
                    =?UTF-8?Q?cut off | cut off
                    a =?b c | a =?b c
                    =?x-nowhere?q?abc?= | abc
                    =?utf-8*en?q?hi?= | hi
                    """)
    void encodedWordsShouldBeDecoded(String written, String read) {
        assertThat(EncodedWords.decode(written)).isEqualTo(read);
    }

    @Test
    void encodedTextShouldComeBack() {
        String text = "Prüfung für Zoë – 数据 " + "ä".repeat(60);
        assertThat(EncodedWords.decode(EncodedWords.encode(text))).isEqualTo(text);
        assertThat(EncodedWords.encode("plain")).isEqualTo("plain");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Mon, 12 Jan 2026 09:30:00 +0100 | 2026-01-12T09:30:00+01:00
                    Mon, 12 Jan 26 9:30 EST (winter) | 2026-01-12T09:30:00-05:00
                    Mon Jan 12 09:30:00 2026 | 2026-01-12T09:30:00Z
                    12 Jan 2026 09:30:60 GMT+02:00 | 2026-01-12T09:30:59+02:00
                    2026-01-12T09:30:00Z | 2026-01-12T09:30:00Z
                    Thursday, January 12, 2026 9:30 PM | 2026-01-12T21:30:00Z
                    """)
    void datesShouldBeReadInManyForms(String written, OffsetDateTime read) {
        assertThat(MailDate.parse(written)).contains(read);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "32 Jan 2026 10:00", "''"})
    void whatIsNoDateShouldBeNone(String written) {
        assertThat(MailDate.parse(written)).isEmpty();
    }

    @Test
    void parametersShouldBeJoinedAndForgiven() {
        var type =
                HeaderParameters.parse(
                        "Text/Plain (comment); CHARSET=utf-8; name=\"a;b\\\"c\"; format=flowed;;");
        assertThat(type.value()).isEqualTo("text/plain");
        assertThat(type.parameter("charset")).contains("utf-8");
        assertThat(type.parameter("name")).contains("a;b\"c");
        assertThat(HeaderParameters.parse("a/b; name=\"open; x=1").parameter("x")).contains("1");
        assertThat(HeaderParameters.parse("a/b; f*0*=iso-8859-1''%E9; f*1=x").parameter("f"))
                .contains("éx");
    }

    @Test
    void addressListsShouldBeForgiven() {
        assertThat(
                        names(
                                "Team: \"Ruiz, Ana\" <ana@example.org>, bo@example.com (Bo);, <c@example.net>"))
                .isEqualTo(
                        List.of(
                                "Ruiz, Ana <ana@example.org>",
                                "Bo <bo@example.com>",
                                " <c@example.net>"));
        assertThat(names("Ruiz, Ana <ana@example.org>; Bo <bo@example.com"))
                .isEqualTo(List.of("Ruiz, Ana <ana@example.org>", "Bo <bo@example.com>"));
        assertThat(names("undisclosed-recipients:;")).isEmpty();
        assertThat(names("\"ceo@example.org\" <evil@example.com>"))
                .isEqualTo(List.of("ceo@example.org <evil@example.com>"));
    }

    private static List<String> names(String text) {
        return AddressList.parse(text).stream()
                .map(m -> m.name() + " <" + m.address() + ">")
                .toList();
    }
}

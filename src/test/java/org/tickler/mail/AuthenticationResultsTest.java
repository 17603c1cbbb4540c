package org.tickler.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationResultsTest {
    private static final Set<String> TRUSTED = Set.of("mx.tracker.example");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mx.tracker.example; dmarc=pass header.from=example.org | PASS
                    MX.tracker.example 1; dmarc=pass (p=reject; dis=none) header.from=example.org | PASS
                    mx.tracker.example; dkim=pass header.d=example.org header.s=a | PASS
                    mx.tracker.example; dkim = pass (good; really) reason="a; dkim=fail" header.i=@example.org | PASS
                    mx.tracker.example; spf=pass smtp.mailfrom=bounce@example.org | PASS
                    mx.tracker.example; spf=pass smtp.mailfrom=example.com; dkim=none | UNKNOWN
                    mx.tracker.example; dkim=pass header.d=evil.example.org | UNKNOWN
                    mx.tracker.example; dkim=pass header.d=org | UNKNOWN
                    mx.tracker.example; dkim=pass header.d=ample.org | UNKNOWN
                    mx.tracker.example; dmarc=pass header.from=example.com | UNKNOWN
                    mx.tracker.example; dmarc=fail header.from=example.org; spf=pass smtp.mailfrom=example.com | FAIL
                    mx.tracker.example; spf=softfail smtp.mailfrom=example.org | FAIL
                    mx.tracker.example; none | UNKNOWN
                    mx.other.example; dmarc=pass header.from=example.org | UNKNOWN
                    (mx.tracker.example) mx.other.example; dmarc=pass header.from=example.org | UNKNOWN
                    mx.tracker.example; x="; dmarc=pass header.from=example.org" | UNKNOWN
                    """)
    void resultsShouldSpeakForTheFromAddressOnly(
            String header, AuthenticationResults.Verdict verdict) {
        assertThat(of("Authentication-Results: " + header + "\nFrom: ana@example.org\n").verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"fail,FAIL", "pass,PASS"})
    void onlyTheTopmostTrustedHeaderShouldCount(
            String first, AuthenticationResults.Verdict verdict) {
        String headers =
                "Authentication-Results: mx.other.example; dmarc=pass header.from=example.org\n"
                        + "Authentication-Results: mx.tracker.example; dmarc="
                        + first
                        + " header.from=example.org\n"
                        + "Authentication-Results: mx.tracker.example; dmarc=pass header.from=example.org\n";
        assertThat(of(headers + "From: ana@example.org\n").verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    From: ana@example.org, bo@example.org | FAIL
                    X: 1 | UNKNOWN
                    """)
    void fromShouldBeOneAddress(String from, AuthenticationResults.Verdict verdict) {
        String headers =
                "Authentication-Results: mx.tracker.example; dmarc=pass header.from=example.org\n";
        assertThat(of(headers + from + "\n").verdict()).isEqualTo(verdict);
    }

    private static AuthenticationResults of(String headers) {
        byte[] raw = (headers + "\nbody\n").getBytes(StandardCharsets.UTF_8);
        return AuthenticationResults.of(MailReader.read(raw), TRUSTED);
    }
}

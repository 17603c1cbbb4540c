package org.tickler.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tickler.mail.AuthenticationResults;
import org.tickler.mail.AuthenticationResults.Verdict;
import org.tickler.mail.MailReader;

class DkimCheckTest {
    private static final String USUAL = "a=rsa-sha256; h=from:to:subject:date;";
    private static final String MAIL =
            """
            From: Lee Mercer <lee@desk.example>
            To: tasks@desk.example
            Subject: T-1 done
            Date: Thu, 11 Dec 2025 09:00:00 -0600

            Thanks
            """
                    .replace("\n", "\r\n");

    private static final KeyPair KEYS = pair(2048);
    private static final KeyPair WEAK = pair(768);

    private final List<String> asked = new ArrayList<>();
    private String flags = "";
    private KeyPair published = KEYS;

    private static KeyPair pair(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private PublicKeyRecordRetriever dns() {
        return (method, selector, domain) -> {
            asked.add(selector + "._domainkey." + domain);
            String key = Base64.getEncoder().encodeToString(published.getPublic().getEncoded());
            return List.of("v=DKIM1; k=rsa; " + flags + "p=" + key);
        };
    }

    private static String sign(String mail, String domain, String tags, KeyPair by)
            throws Exception {
        var signer =
                new DKIMSigner(
                        "v=1; c=relaxed/relaxed; s=s1; d=" + domain + "; " + tags + " bh=; b=;",
                        by.getPrivate());
        byte[] raw = mail.getBytes(StandardCharsets.UTF_8);
        return signer.sign(new ByteArrayInputStream(raw)) + "\r\n" + mail;
    }

    private AuthenticationResults check(String mail) {
        byte[] raw = mail.getBytes(StandardCharsets.UTF_8);
        return new Credentials(
                        MailReader.read(raw), raw, Set.of("mx.desk.example"), new DkimCheck(dns()))
                .results();
    }

    private void assertUnproven(String mail) {
        assertThat(check(mail).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void signatureOfTheFromDomainShouldProveIt() throws Exception {
        AuthenticationResults results = check(sign(MAIL, "desk.example", USUAL, KEYS));

        assertThat(results.isStrong()).isTrue();
        assertThat(results.method()).isEqualTo("dkim");
        assertThat(asked).containsExactly("s1._domainkey.desk.example");
    }

    @Test
    void signatureOfTheParentDomainShouldProveIt() throws Exception {
        String mail = MAIL.replace("lee@desk.example", "lee@mail.desk.example");
        assertThat(check(sign(mail, "desk.example", USUAL, KEYS)).isStrong()).isTrue();
    }

    @Test
    void changedMailShouldProveNothing() throws Exception {
        String signed = sign(MAIL, "desk.example", USUAL, KEYS);
        assertUnproven(signed.replace("Thanks", "Thanks!"));
        assertUnproven(signed.replace("T-1 done", "T-2 done"));
        assertUnproven(signed.replace("From: Lee", "From: Lea"));
    }

    @Test
    void secondSubjectOnTopShouldVoidTheProof() throws Exception {
        assertUnproven("Subject: T-2 done\r\n" + sign(MAIL, "desk.example", USUAL, KEYS));
    }

    @Test
    void strangersSignatureShouldNotEvenBeLookedUp() throws Exception {
        assertUnproven(sign(MAIL, "evil.example", USUAL, KEYS));
        assertUnproven(sign(MAIL, "mail.desk.example", USUAL, KEYS));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=rsa-sha256; h=from:to:subject:date; l=4;",
                "a=rsa-sha256; h=from:to:date;",
                "a=rsa-sha256; h=from:subject;",
                "a=rsa-sha1; h=from:to:subject:date;",
            })
    void weakSignatureShouldProveNothing(String tags) throws Exception {
        assertUnproven(sign(MAIL, "desk.example", tags, KEYS));
        assertThat(asked).isEmpty();
    }

    @Test
    void keyInTestingOrTooShortShouldProveNothing() throws Exception {
        flags = "t=y; ";
        assertUnproven(sign(MAIL, "desk.example", USUAL, KEYS));
        flags = "";
        published = WEAK;
        assertUnproven(sign(MAIL, "desk.example", USUAL, WEAK));
        assertThat(asked).hasSize(2);
    }

    @Test
    void manySignaturesShouldCauseFewLookUps() throws Exception {
        String signed = sign(MAIL, "desk.example", USUAL, WEAK);
        String header = signed.substring(0, signed.indexOf("\r\nFrom:") + 2);
        var many = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            many.append(header.replace("s=s1", "s=s" + i));
        }
        assertUnproven(many + MAIL);
        assertThat(asked).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void refusalOfTheServerShouldNotBeOverruled() throws Exception {
        String mail =
                "Authentication-Results: mx.desk.example; dmarc=fail header.from=desk.example\r\n"
                        + sign(MAIL, "desk.example", USUAL, KEYS);
        assertThat(check(mail).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void garbageShouldProveNothing() {
        for (String garbage :
                List.of("", "v=1", "v=1; a=;;;=", "\u0000", "v=1; b=" + "A".repeat(9_000))) {
            assertUnproven("DKIM-Signature: " + garbage + "\r\n" + MAIL);
        }
    }
}

package org.tickler.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecord;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.apache.james.jdkim.exceptions.TempFailException;
import org.apache.james.jdkim.impl.DNSPublicKeyRecordRetriever;
import org.tickler.mail.AuthenticationResults;
import org.tickler.mail.ParsedMail;
import org.xbill.DNS.ExtendedResolver;

/**
 * Checks DKIM signatures (RFC 6376) where no mail server does it for us. Only a signature of the
 * From domain or a parent of it is looked at, so that a stranger's mail causes no look-up; one that
 * covers only a part of the body ({@code l=}), leaves the From or the Subject unsigned, or uses
 * SHA-1 (RFC 8301, 3.1) counts as none. Safe for use by many threads.
 */
public final class DkimCheck {
    /** Signatures beyond these are not looked at. */
    private static final int MOST_SIGNATURES = 3;

    /** Longer mails are not checked. */
    private static final int LARGEST = 10 * 1024 * 1024;

    private static final List<String> NEEDED = List.of("from", "subject", "date");

    /** RFC 8301, 3.2. */
    private static final int SHORTEST_KEY = 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PublicKeyRecordRetriever keys;

    /**
     * @param keys where the signers' keys are found; must answer within seconds
     */
    public DkimCheck(PublicKeyRecordRetriever keys) {
        this.keys = keys;
    }

    /** With the keys in the DNS, asked of the name servers of this machine. */
    public static DkimCheck overDns() {
        var resolver = new ExtendedResolver();
        resolver.setTimeout(PATIENCE);
        resolver.setRetries(1);
        return new DkimCheck(new DNSPublicKeyRecordRetriever(resolver));
    }

    /** The domain that signed the mail and speaks for {@code domain}, if there is one. */
    Optional<String> signer(ParsedMail mail, byte[] raw, String domain) {
        int signatures = mail.headers().all("DKIM-Signature").size();
        if (signatures == 0 || raw.length > LARGEST) {
            return Optional.empty();
        }
        try {
            List<SignatureRecord> valid =
                    new Verifier(keys, domain).verify(new ByteArrayInputStream(raw));
            return valid == null
                    ? Optional.empty()
                    : valid.stream().map(signature -> signature.getDToken().toString()).findFirst();
        } catch (FailException | IOException | RuntimeException notProven) {
            // Whatever is wrong with a signature or its key, the mail is one without (6376, 6.1).
            return Optional.empty();
        }
    }

    /** Refuses what we do not rely on before any key is looked up. */
    private static final class Verifier extends DKIMVerifier {
        private final String domain;
        private int seen;

        Verifier(PublicKeyRecordRetriever keys, String domain) {
            super(keys);
            this.domain = domain;
        }

        @Override
        public SignatureRecord newSignatureRecord(String text) {
            if (++seen > MOST_SIGNATURES) {
                throw new IllegalStateException("too many signatures");
            }
            SignatureRecord record = super.newSignatureRecord(text);
            record.validate();
            String signer = record.getDToken().toString().toLowerCase(Locale.ROOT);
            List<String> signed =
                    record.getHeaders().stream()
                            .map(name -> name.toString().strip().toLowerCase(Locale.ROOT))
                            .toList();
            boolean reliable =
                    AuthenticationResults.isSameOrParent(signer, domain)
                            && record.getBodyHashLimit() < 0
                            && signed.containsAll(NEEDED)
                            && record.getHashMethod().toString().equalsIgnoreCase("sha256");
            if (!reliable) {
                throw new IllegalStateException("not a signature to rely on");
            }
            return record;
        }

        /** A key in testing promises nothing (RFC 6376, 3.6.1). */
        @Override
        public PublicKeyRecord publicRecordLookup(SignatureRecord sign)
                throws TempFailException, PermFailException {
            PublicKeyRecord record = super.publicRecordLookup(sign);
            boolean weak =
                    record.getPublicKey() instanceof RSAPublicKey rsa
                            && rsa.getModulus().bitLength() < SHORTEST_KEY;
            if (weak || record.isTesting()) {
                throw new PermFailException("not a key to rely on");
            }
            return record;
        }
    }
}

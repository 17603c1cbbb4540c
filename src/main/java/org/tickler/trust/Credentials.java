package org.tickler.trust;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.AuthenticationResults;
import org.tickler.mail.AuthenticationResults.Verdict;
import org.tickler.mail.ParsedMail;

/**
 * What vouches for the From address of one mail: our mail server's word, else its DKIM signature
 * where that is checked. Found out when first asked for, as it may need DNS. For one thread.
 */
public final class Credentials {
    /**
     * What was signed is the lower of two fields (RFC 6376, 5.4.2), and what is read the upper one:
     * of these there must be one only (RFC 5322, 3.6).
     */
    private static final List<String> SINGLE =
            List.of(
                    "Subject",
                    "Date",
                    "Message-ID",
                    "In-Reply-To",
                    "References",
                    "Content-Type",
                    "Content-Transfer-Encoding");

    private final ParsedMail mail;
    private final byte[] raw;
    private final Set<String> authservIds;
    private final @Nullable DkimCheck dkim;
    private @Nullable AuthenticationResults found;

    /**
     * @param authservIds whose Authentication-Results count (RFC 8601, 5)
     * @param dkim checks signatures where no such result speaks, or null
     */
    public Credentials(
            ParsedMail mail, byte[] raw, Set<String> authservIds, @Nullable DkimCheck dkim) {
        this.mail = mail;
        this.raw = raw;
        this.authservIds = Set.copyOf(authservIds);
        this.dkim = dkim;
    }

    /** Takes seconds at most. */
    public AuthenticationResults results() {
        if (found == null) {
            found = find();
        }
        return found;
    }

    /** A server that has judged is not overruled: it saw the mail before anybody changed it. */
    private AuthenticationResults find() {
        AuthenticationResults told = AuthenticationResults.of(mail, authservIds);
        Optional<String> doubled =
                SINGLE.stream().filter(name -> mail.headers().all(name).size() > 1).findFirst();
        if (told.verdict() != Verdict.FAIL && doubled.isPresent()) {
            return new AuthenticationResults(
                    Verdict.UNKNOWN, "", "there is more than one " + doubled.get());
        }
        if (told.verdict() != Verdict.UNKNOWN || dkim == null || mail.from().size() != 1) {
            return told;
        }
        String domain = mail.from().getFirst().address().domain();
        return dkim.signer(mail, raw, domain)
                .map(signer ->
                        new AuthenticationResults(
                                Verdict.PASS, "dkim", "dkim of " + signer + " for " + domain))
                .orElse(told);
    }
}

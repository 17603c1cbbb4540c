package org.tickler.mail;

import java.util.Locale;

/**
 * An addr-spec (RFC 5322, 3.4.1), lower-cased as a whole: mailboxes that differ by case only are
 * the same person to us. Always holds one {@code @} with something on both sides, and neither white
 * space, control characters nor angle brackets.
 */
public record EmailAddress(String value) implements Comparable<EmailAddress> {
    public EmailAddress {
        value = value.strip().toLowerCase(Locale.ROOT);
        int at = value.lastIndexOf('@');
        if (at <= 0 || at == value.length() - 1 || value.length() > 320) {
            throw new IllegalArgumentException("not a mail address: '" + value + "'");
        }
        if (value.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || c == 127)) {
            throw new IllegalArgumentException("not a mail address: '" + value + "'");
        }
    }

    public String localPart() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /** The local part's tag after the first {@code +} (RFC 5233), or the empty string. */
    public String subAddress() {
        int plus = localPart().indexOf('+');
        return plus < 0 ? "" : localPart().substring(plus + 1);
    }

    /** The same mailbox without its sub-address. */
    public EmailAddress base() {
        int plus = localPart().indexOf('+');
        return plus <= 0 ? this : new EmailAddress(localPart().substring(0, plus) + "@" + domain());
    }

    /** The same mailbox with {@code tag} as its sub-address. */
    public EmailAddress withSubAddress(String tag) {
        return new EmailAddress(base().localPart() + "+" + tag + "@" + domain());
    }

    @Override
    public int compareTo(EmailAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

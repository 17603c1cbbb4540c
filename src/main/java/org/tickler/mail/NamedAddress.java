package org.tickler.mail;

/**
 * A mailbox as a header shows it (RFC 5322, 3.4): a decoded display name, possibly empty, and the
 * address.
 */
public record NamedAddress(String name, EmailAddress address) {
    public NamedAddress {
        name = name.strip();
    }

    /** The display name, or the address where there is none. */
    public String display() {
        return name.isEmpty() ? address.value() : name;
    }
}

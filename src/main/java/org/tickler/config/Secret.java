package org.tickler.config;

/**
 * A password or key. Never shows itself: {@code toString} is masked, only {@link #reveal} tells.
 */
public record Secret(String reveal) {
    /** No secret at all. */
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() {
        return reveal.isEmpty();
    }

    @Override
    public String toString() {
        return isEmpty() ? "(none)" : "(secret)";
    }
}

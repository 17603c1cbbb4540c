package org.tickler.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the full key, such as {@code mailboxes[0].host}, or an environment variable
 * @param place {@code file:line}, or empty
 * @param fault what is wrong with the value
 * @param remedy what to do
 */
public record Problem(String key, String place, String fault, String remedy) {
    @Override
    public String toString() {
        return (place.isEmpty() ? "" : place + ": ") + key + ": " + fault + "; " + remedy;
    }
}

package org.tickler.notice;

/**
 * A recipient that a notice names.
 *
 * @param address the address as written, unchecked
 * @param original the address the mail was sent to, as written, or the empty string
 * @param status the enhanced status code
 * @param late whether delivery is still tried
 */
public record FailedRecipient(String address, String original, String status, boolean late) {}

package org.tickler.mail;

/** Reads raw messages. Stateless and safe for use by many threads. */
public final class MailReader {
    private MailReader() {}

    /**
     * Reads any bytes at all: what cannot be understood is left out, never thrown at the caller.
     *
     * @throws UnreadableMailException if there is nothing of a message in the bytes, or a limit of
     *     size or depth is passed
     */
    public static ParsedMail read(byte[] raw) {
        throw new UnreadableMailException("not built yet: " + raw.length);
    }
}

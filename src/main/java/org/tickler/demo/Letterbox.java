package org.tickler.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tickler.mail.EmailAddress;
import org.tickler.mail.MailReader;

/** Keeps every message sent as {@code NNN-from-to-subject.eml}, if a folder was asked for. */
final class Letterbox {
    private static final int LONGEST_SUBJECT = 60;

    private final @Nullable Path folder;
    private int count;

    Letterbox(@Nullable Path folder) {
        this.folder = folder;
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot make the folder " + folder, failure);
            }
        }
    }

    void keep(EmailAddress from, EmailAddress to, byte[] raw) {
        count++;
        if (folder == null) {
            return;
        }
        String subject = plain(MailReader.read(raw).subject());
        String name =
                "%03d-%s-%s-%s.eml"
                        .formatted(
                                count,
                                plain(from.base().localPart()),
                                plain(to.base().localPart()),
                                subject);
        try {
            Files.write(folder.resolve(name), raw);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name), failure);
        }
    }

    int count() {
        return count;
    }

    /** Letters and digits with single dashes between them; long texts end at a whole word. */
    static String plain(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-");
        if (plain.length() > LONGEST_SUBJECT) {
            int dash = plain.lastIndexOf('-', LONGEST_SUBJECT);
            int end = plain.offsetByCodePoints(0, plain.codePointCount(0, LONGEST_SUBJECT));
            plain = plain.substring(0, dash > LONGEST_SUBJECT / 2 ? dash : end);
        }
        plain = plain.replaceAll("^-|-$", "");
        return plain.isEmpty() ? "none" : plain;
    }
}

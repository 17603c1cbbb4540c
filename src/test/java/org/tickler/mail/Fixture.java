package org.tickler.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The raw messages of this package's tests. */
final class Fixture {
    private static final Path ROOT = Path.of("src/test/resources");

    private Fixture() {}

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ParsedMail mail(String name) {
        return MailReader.read(bytes("mail/" + name + "/in.eml"));
    }

    static ParsedMail kind(String name) {
        return MailReader.read(bytes("kinds/" + name + ".eml"));
    }

    /** The names of all files below a folder, in order. */
    static List<String> names(String folder) {
        try (var files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ROOT.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

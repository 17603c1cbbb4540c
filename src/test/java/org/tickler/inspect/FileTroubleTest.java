package org.tickler.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says of files that cannot be used. */
class FileTroubleTest {
    @Test
    void missingFileShouldBeNamedAndSaid(@TempDir Path folder) {
        Path gone = folder.resolve("gone.eml");
        IOException failure =
                catchThrowableOfType(IOException.class, () -> Files.readAllBytes(gone));

        assertThat(FileTrouble.named(failure))
                .isEqualTo(gone + ": there is no such file or folder");
        assertThat(FileTrouble.words(failure)).isEqualTo("there is no such file or folder");
    }

    @Test
    void bytesThatAreNoTextShouldBeSaid(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("odd.jsonl"), new byte[] {(byte) 0xff, 0x0a});
        IOException failure = catchThrowableOfType(IOException.class, () -> Files.readString(file));

        assertThat(FileTrouble.words(new UncheckedIOException(failure)))
                .isEqualTo("it is not text in UTF-8");
    }

    @Test
    void otherFailuresShouldKeepTheirWords() {
        assertThat(FileTrouble.named(new IllegalStateException("no owner"))).isEqualTo("no owner");
        assertThat(FileTrouble.named(new IllegalStateException()))
                .isEqualTo("IllegalStateException");
    }
}

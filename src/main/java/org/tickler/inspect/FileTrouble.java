package org.tickler.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words: many exceptions of files say no more than its name. */
public final class FileTrouble {
    private FileTrouble() {}

    /** Without the file's name: such as {@code there is no such file}. */
    public static String words(IOException failure) {
        String message = failure.getMessage();
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "this user may not read or write it";
            case NotDirectoryException _ -> "it is no folder";
            case DirectoryNotEmptyException _ -> "the folder is not empty";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            case CharacterCodingException _ -> "it is not text in UTF-8";
            case IOException _ when message == null || message.isBlank() ->
                    failure.getClass().getSimpleName();
            case IOException _ -> message;
        };
    }

    /** The same of a failure that came wrapped. */
    public static String words(UncheckedIOException failure) {
        return failure.getCause() instanceof IOException cause
                ? words(cause)
                : failure.getClass().getSimpleName();
    }

    /** With the file's name where the failure has it; another failure's own message. */
    public static String named(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException io ? io.getCause() : failure;
        if (cause instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + ": " + words(file);
        }
        if (cause instanceof CharacterCodingException coding) {
            return "the file cannot be read: " + words(coding);
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}

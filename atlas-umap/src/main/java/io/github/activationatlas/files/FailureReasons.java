package io.github.activationatlas.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Says in words why a file could not be read or written; some of Java's exceptions hold the file's name alone. */
public final class FailureReasons {
    private FailureReasons() {}

    /**
     * Says why, without the file's name.
     *
     * @param e any failure of reading or writing
     * @return part of a sentence
     */
    public static String of(IOException e) {
        if (e instanceof CannotWriteException wrapped) {
            return wrapped.getReason();
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException taken) {
            return taken.getFile() + " is there already, and is not a folder";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (reason == null || reason.isEmpty()) {
            return e.getClass().getSimpleName();
        }
        // As part of a sentence; but not a word such as "I/O".
        boolean word = reason.length() > 1 && Character.isLowerCase(reason.charAt(1));
        return word ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1) : reason;
    }
}

package io.github.activationatlas.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** A file or folder cannot be written; the message names it, as its writer was asked for it, and the reason. */
public final class CannotWriteException extends FileSystemException {
    private static final long serialVersionUID = 1;

    CannotWriteException(Path file, String reason) {
        super(file.toString(), null, reason);
    }

    private CannotWriteException(Path file, IOException cause) {
        this(file, reason(cause));
        initCause(cause);
    }

    /**
     * Tells of a failure.
     *
     * @param file what was to be written
     * @param cause why it was not
     * @return the cause itself if it says so already, else a new exception
     */
    public static CannotWriteException of(Path file, IOException cause) {
        return cause instanceof CannotWriteException told ? told : new CannotWriteException(file, cause);
    }

    /**
     * Says why, without the file's name.
     *
     * @param e any failure of reading or writing
     * @return part of a sentence
     */
    public static String reason(IOException e) {
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
        return reason == null || reason.isEmpty()
                ? e.getClass().getSimpleName()
                : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }

    @Override
    public String getMessage() {
        return "cannot write " + getFile() + ": " + getReason();
    }
}

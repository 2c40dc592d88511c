package io.github.activationatlas.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file or folder cannot be written; the message names it, as its writer was asked for it, and the reason. */
public final class CannotWriteException extends FileSystemException {
    private static final long serialVersionUID = 1;

    CannotWriteException(Path file, String reason) {
        super(file.toString(), null, reason);
    }

    private CannotWriteException(Path file, IOException cause) {
        this(file, FailureReasons.of(cause));
        initCause(cause);
    }

    /**
     * Wraps a failure.
     *
     * @param file what was to be written
     * @param cause why it was not
     * @return the cause itself if it says so already, else a new exception
     */
    public static CannotWriteException of(Path file, IOException cause) {
        return cause instanceof CannotWriteException wrapped ? wrapped : new CannotWriteException(file, cause);
    }

    @Override
    public String getMessage() {
        return "cannot write " + getFile() + ": " + getReason();
    }
}

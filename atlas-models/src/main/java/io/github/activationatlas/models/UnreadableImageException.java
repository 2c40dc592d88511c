package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An image file is there but does not give an image: it is truncated, damaged, of a format without a reader, larger than the limit, or
 * needs more memory than there is. A file that is missing or that the system does not let be read is an {@link java.io.IOException}
 * instead.
 */
public final class UnreadableImageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Path file;
    /** What is wrong, without the file. */
    private final String reason;

    /**
     * Names the fault. The message is the file followed by the reason.
     *
     * @param file the file
     * @param reason what is wrong, as it goes on after the file's name: "is empty"
     * @param cause what was thrown while it was decoded; null if nothing was
     */
    public UnreadableImageException(Path file, String reason, @Nullable Throwable cause) {
        super(
                checkNotNull(file, "file must not be null") + " " + checkNotNull(reason, "reason must not be null"),
                cause);
        this.file = file;
        this.reason = reason;
    }

    /**
     * Returns the file.
     *
     * @return the file; null after deserialization only
     */
    public @Nullable Path file() {
        return file;
    }

    /**
     * Returns what is wrong.
     *
     * @return the message without the file
     */
    public String reason() {
        return reason;
    }
}

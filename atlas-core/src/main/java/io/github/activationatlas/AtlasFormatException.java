package io.github.activationatlas;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A saved atlas, or set of activations, that is damaged, incomplete or of another format. */
public final class AtlasFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Path file;
    /** What is wrong with the file. */
    private final String reason;

    /**
     * Names the file and what is wrong with it.
     *
     * @param file the file at fault
     * @param reason what is wrong with it, as the rest of a sentence, such as "is damaged: it is empty"
     */
    public AtlasFormatException(Path file, String reason) {
        this(file, reason, null);
    }

    /**
     * Names the file and what is wrong with it.
     *
     * @param file the file at fault
     * @param reason what is wrong with it, as the rest of a sentence, such as "is damaged: it is empty"
     * @param cause how that was found, or null
     */
    public AtlasFormatException(Path file, String reason, @Nullable Throwable cause) {
        super(file + " " + reason, cause);
        this.file = file;
        this.reason = reason;
    }

    /**
     * Returns the file at fault.
     *
     * @return the file
     */
    public Path file() {
        return file;
    }

    /**
     * Returns what is wrong with it.
     *
     * @return the rest of a sentence, such as "is damaged: it is empty"
     */
    public String reason() {
        return reason;
    }
}

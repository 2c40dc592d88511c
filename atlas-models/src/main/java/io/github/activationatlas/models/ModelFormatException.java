package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model, or the labels that belong to it, cannot be used as it is: the file is truncated, damaged or of another format, or the graph has
 * operators, weights or inputs that are not supported. A file that is missing or that the system does not let be read is an
 * {@link java.io.IOException} instead; an option that does not fit the model is an {@link IllegalArgumentException}.
 */
public final class ModelFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Path file;
    /** What is wrong, without the file. */
    private final String reason;
    /** The operators at fault. */
    private final String[] operators;

    /**
     * Names the fault. The message is the file, or "the graph" without one, followed by the reason.
     *
     * @param file the file; null for a graph in memory
     * @param reason what is wrong, as it goes on after the file's name: "is truncated"
     * @param operators the operators at fault, by the names of the file's format; empty if it is not an operator
     * @param cause what was thrown while it was read; null if nothing was
     */
    public ModelFormatException(@Nullable Path file, String reason, List<String> operators, @Nullable Throwable cause) {
        super((file == null ? "the graph" : file) + " " + checkNotNull(reason, "reason must not be null"), cause);
        this.file = file;
        this.reason = reason;
        this.operators = operators.toArray(String[]::new);
    }

    /**
     * Returns the file at fault.
     *
     * @return the file; null for a graph in memory, and after deserialization
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

    /**
     * Returns the operators that are not supported.
     *
     * @return their names in the file's format, such as {@code Einsum}; empty if it is not an operator
     */
    public List<String> operators() {
        return List.of(operators);
    }
}

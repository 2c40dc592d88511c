package io.github.activationatlas.examples.cli.options;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the inputs of a command, before a network is loaded or anything is written. */
public final class Inputs {
    private Inputs() {}

    /** Checks a file; null if the option was not given. */
    public static void file(@Nullable Path file) throws IOException {
        if (file == null) {
            return;
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        checkArgument(!Files.isDirectory(file), "%s is a folder, not a file", file);
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
    }

    /** A folder with a finished atlas. */
    public static void atlas(Path folder) throws IOException {
        checkArgument(
                Files.isRegularFile(folder.resolve("atlas.json")),
                "%s holds no atlas.json, so it is not a saved atlas",
                folder);
        Inputs.file(folder.resolve("atlas.json"));
    }

    /** A folder with activations: those of an atlas, finished or not, or a set that was saved. */
    public static void activations(Path folder) throws IOException {
        checkArgument(
                Stream.of("atlas.json", "unfinished", "activations.json")
                        .map(folder::resolve)
                        .anyMatch(Files::isRegularFile),
                "%s holds neither an atlas nor activations.json",
                folder);
    }

    /** Refuses an output that is also an input. */
    public static void keep(@Nullable Path out, @Nullable Path... read) throws IOException {
        for (Path file : read) {
            checkArgument(
                    out == null || file == null || !Files.exists(out) || !Files.isSameFile(out, file),
                    "output %s would overwrite an input; choose another file",
                    out);
        }
    }
}

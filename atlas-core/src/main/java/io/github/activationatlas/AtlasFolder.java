package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Makes sure that a folder may be written to before any work is done, and says so in it until the work is finished. */
final class AtlasFolder {
    static final String ATLAS = "atlas.json";
    static final String UNFINISHED = "unfinished";

    private AtlasFolder() {}

    /**
     * Takes a folder into use.
     *
     * @throws IllegalArgumentException if it is a file, or not empty and holds neither an atlas nor an unfinished one
     * @throws UncheckedIOException if it cannot be written to
     */
    static Path claim(Path folder) {
        checkArgument(!Files.exists(folder) || Files.isDirectory(folder), "%s is not a folder", folder);
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                boolean ours = Files.exists(folder.resolve(ATLAS)) || Files.exists(folder.resolve(UNFINISHED));
                checkArgument(
                        ours || files.findAny().isEmpty(),
                        "%s is not empty and holds no atlas; name another folder",
                        folder);
            }
            if (!Files.exists(folder.resolve(UNFINISHED))) {
                Files.writeString(folder.resolve(UNFINISHED), "");
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written to: " + e.getMessage(), e);
        }
    }

    static void finish(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(UNFINISHED));
    }
}

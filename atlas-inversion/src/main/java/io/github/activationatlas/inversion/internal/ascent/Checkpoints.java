package io.github.activationatlas.inversion.internal.ascent;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The checkpoints of a run.
 *
 * @param folder for one file for each group of images that a thread does together, and start
 * @param every after how many steps
 */
public record Checkpoints(Path folder, int every) {
    private static final String SUFFIX = ".checkpoint";
    private static final Pattern NAME = Pattern.compile("images-\\d+-\\d+-start-\\d+\\" + SUFFIX);

    /** The file of images from a first one to before an end. */
    Path file(int first, int end, int start) {
        return folder.resolve("images-" + first + "-" + end + "-start-" + start + SUFFIX);
    }

    /**
     * Makes the folder.
     *
     * @param files of this run; those of a run that was divided otherwise would be passed over in silence
     * @throws IllegalArgumentException if there are others
     */
    void open(Set<Path> files) {
        try {
            // Java 17's createDirectories refuses a link to a folder that is there.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " for checkpoints cannot be made: " + e, e);
        }
        for (Path file : files()) {
            checkArgument(
                    files.contains(file),
                    "the checkpoint %s is of a run with another batch, other starts or another number of threads or images",
                    file);
        }
    }

    /** Deletes the files of a run that is done. */
    void delete(Set<Path> files) {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoints in " + folder + " could not be deleted", e);
        }
    }

    private Set<Path> files() {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        // Others' files may end so too.
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                folder, file -> NAME.matcher(file.getFileName().toString()).matches())) {
            return ImmutableSet.copyOf(found);
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoints in " + folder + " could not be listed", e);
        }
    }
}

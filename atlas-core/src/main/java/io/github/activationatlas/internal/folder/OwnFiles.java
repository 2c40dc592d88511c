package io.github.activationatlas.internal.folder;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what builders wrote. */
final class OwnFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OwnFiles.class);

    /** The files of a part of the activations. */
    private static final Pattern OF_A_FOLDER =
            Pattern.compile("(activations\\.json|layer-\\d+-\\w+\\.npy)(\\.part\\d*)?");

    private OwnFiles() {}

    /** Deletes a file or folder that a builder wrote, and halves of it; links are not followed, and what others put into a folder stays. */
    static void delete(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Path around = file.getParent();
        if (around == null || !Files.isDirectory(around)) {
            return;
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(file)) {
                for (Path inside : files.toList()) {
                    if (OF_A_FOLDER.matcher(inside.getFileName().toString()).matches()
                            && Files.isRegularFile(inside, LinkOption.NOFOLLOW_LINKS)) {
                        Files.delete(inside);
                    }
                }
            }
            deleteEmpty(file);
            return;
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        }
        deleteHalves(folder, name);
        if (!around.equals(folder)) {
            deleteEmpty(around);
        }
    }

    /** Deletes what is left of writing a file that was killed. */
    static void deleteHalves(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        Pattern halves = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.part\\d*");
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path half : files.filter(
                            f -> halves.matcher(f.getFileName().toString()).matches())
                    .toList()) {
                Files.delete(half);
            }
        }
    }

    private static void deleteEmpty(Path emptied) throws IOException {
        try {
            Files.delete(emptied);
        } catch (DirectoryNotEmptyException e) {
            LOG.warn("Kept {}, which holds something that is not of an atlas", emptied);
        }
    }
}

package io.github.activationatlas.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a folder of a few files whole or not at all: under a name beside it that nobody uses, then moved to its place. An earlier one is
 * replaced only if it holds these files and nothing else. Thread-safe, for different folders.
 */
public final class AtomicFolder {
    private static final Logger LOG = LoggerFactory.getLogger(AtomicFolder.class);

    private AtomicFolder() {}

    /** What a folder is to hold. */
    public interface Content {
        /**
         * Writes it.
         *
         * @param part the folder for now, empty
         * @throws IOException if it cannot be written
         */
        void writeTo(Path part) throws IOException;
    }

    /**
     * Writes a folder. Those around it are made if they do not exist.
     *
     * @param folder a folder that does not exist or was written before; a symbolic link to one stays a link
     * @param what what it is, such as "model"
     * @param names the files that are written
     * @param written says whether a folder that holds some of these files and nothing else was written before
     * @param content writes them
     * @throws FileAlreadyExistsException if something else is there; the message names it
     * @throws IOException if it cannot be written; what was there before is still there
     */
    public static void write(Path folder, String what, Set<String> names, PathMatcher written, Content content)
            throws IOException {
        Optional<Path> foreign = foreign(folder, names);
        if (foreign.isPresent() || Files.exists(folder) && !written.matches(folder)) {
            throw new FileAlreadyExistsException(
                    folder.toString(),
                    null,
                    "it is there already and "
                            + foreign.filter(file -> !file.equals(folder))
                                    .map(file -> "holds " + file.getFileName() + ", which is not of a " + what)
                                    .orElse("is not a " + what)
                            + "; name another folder");
        }
        Path place = Files.exists(folder)
                ? folder.toRealPath()
                : folder.toAbsolutePath().normalize();
        Path around = place.getParent();
        if (around == null) {
            throw new CannotWriteException(folder, "it is the root folder");
        }
        try {
            Folders.make(around);
            Path part = AtomicFile.beside(place, Files::createDirectory);
            try {
                content.writeTo(part);
                replace(place, part, names);
            } finally {
                delete(part, names);
            }
        } catch (CannotWriteException e) {
            // Not by the name that it has for now.
            throw new CannotWriteException(folder, e.getReason());
        } catch (IOException e) {
            throw CannotWriteException.of(folder, e);
        }
    }

    private static void replace(Path place, Path part, Set<String> names) throws IOException {
        if (!Files.exists(place)) {
            Files.move(part, place);
            return;
        }
        Path old = AtomicFile.beside(place, name -> Files.move(place, name));
        try {
            Files.move(part, place);
        } catch (IOException e) {
            Files.move(old, place);
            throw e;
        }
        delete(old, names);
    }

    /** Deletes a folder of ours; what others have put into it meanwhile stays. */
    private static void delete(Path folder, Set<String> names) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        for (String name : names) {
            Files.deleteIfExists(folder.resolve(name));
        }
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            LOG.warn("Kept {}: something else was put into it", folder);
        }
    }

    /** Something that is there and is not one of the files; the path itself if it is no folder. */
    private static Optional<Path> foreign(Path folder, Set<String> names) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !names.contains(file.getFileName().toString())
                            || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .findFirst();
        }
    }
}

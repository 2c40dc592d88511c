package io.github.activationatlas.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders, through symbolic links too. Thread-safe. */
public final class Folders {
    private Folders() {}

    /**
     * Makes a folder and those around it, unless it is there.
     *
     * @param folder the folder, or a symbolic link to one
     * @throws CannotWriteException if it cannot be made
     */
    public static void make(Path folder) throws CannotWriteException {
        // Java 17's createDirectories refuses a link to a folder that is there.
        if (!Files.isDirectory(folder)) {
            check(folder);
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw CannotWriteException.of(folder, e);
            }
        }
    }

    /**
     * Makes sure, as far as that can be known without writing anything, that a folder is there and may be written to, or can be made.
     *
     * @param folder the folder
     * @throws CannotWriteException if a file has its name or stands where a folder around it should be, or writing is not permitted
     */
    public static void check(Path folder) throws CannotWriteException {
        check(folder, folder.toAbsolutePath());
    }

    static void check(Path asked, Path folder) throws CannotWriteException {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (Files.exists(there) && !Files.isDirectory(there)) {
            throw new CannotWriteException(asked, there + " is not a folder");
        }
        if (!Files.isWritable(there)) {
            throw new CannotWriteException(asked, "permission denied");
        }
    }
}

package io.github.activationatlas.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file whole or not at all: under a name beside it that nobody uses, then moved to its place. A symbolic link is replaced by the
 * file, and what it led to stays as it is. Thread-safe, for different files.
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_NAMES = 1000;

    /** What is put behind a file's name while it is written. */
    static final String PART = ".part";

    private AtomicFile() {}

    /** What a file is to hold. */
    public interface Content {
        /**
         * Writes it.
         *
         * @param out buffered; closed by the caller
         * @throws IOException if it cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file. Its folder is made if it does not exist.
     *
     * @param file the file, replaced if it is there
     * @param content what it holds
     * @throws CannotWriteException if it cannot be written; what was there before is still there
     */
    public static void write(Path file, Content content) throws CannotWriteException {
        write(file, content, false);
    }

    /** The same; a durable file is on the disk before it is moved to its place. */
    private static void write(Path file, Content content, boolean durable) throws CannotWriteException {
        check(file);
        try {
            Folders.make(folder(file));
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A terminal, a pipe or a device such as /dev/stdout: there is nothing to be replaced.
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
                    content.writeTo(out);
                }
                return;
            }
            Path part = beside(file, Files::createFile);
            try {
                try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(part, StandardOpenOption.TRUNCATE_EXISTING), BUFFER)) {
                    content.writeTo(out);
                }
                if (durable) {
                    DurableFile.sync(part);
                }
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw CannotWriteException.of(file, e);
        }
    }

    /**
     * Writes a text file in UTF-8, as {@link #write(Path, Content)} does.
     *
     * @param file the file, replaced if it is there
     * @param text what it holds
     * @throws CannotWriteException if it cannot be written
     */
    public static void write(Path file, CharSequence text) throws CannotWriteException {
        write(file, text, false);
    }

    static void write(Path file, CharSequence text, boolean durable) throws CannotWriteException {
        write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)), durable);
    }

    /**
     * Makes sure, as far as that can be known without writing anything, that a file can be written: before long work is begun.
     *
     * @param file the file; neither it nor its folder need exist
     * @throws CannotWriteException if a folder has its name, a file stands where its folder should be, or a folder may not be written to
     */
    public static void check(Path file) throws CannotWriteException {
        if (Files.isDirectory(file)) {
            throw new CannotWriteException(file, "it is a folder");
        }
        if (Files.isRegularFile(file) && !Files.isWritable(file)) {
            throw new CannotWriteException(file, "permission denied");
        }
        Folders.check(file, folder(file));
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    /** Makes a file or a folder. */
    interface Maker {
        void make(Path path) throws IOException;
    }

    /** Makes a file or folder under the first name that is free beside another: {@code NAME.part}, {@code NAME.part2} and so on. */
    static Path beside(Path file, Maker maker) throws IOException {
        @Nullable IOException taken = null;
        for (int i = 1; i <= MOST_NAMES; i++) {
            Path part = file.resolveSibling(file.getFileName() + PART + (i == 1 ? "" : i));
            try {
                maker.make(part);
                return part;
            } catch (FileAlreadyExistsException e) {
                taken = e;
            }
        }
        throw new IOException("all names beside it are taken", taken);
    }
}

package io.github.activationatlas.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that are on the disk, and not only in the system's memory, when they are said to be: a power cut leaves them whole. Thread-safe. */
public final class DurableFile {
    private DurableFile() {}

    /**
     * Writes a text file in UTF-8, whole or not at all even if the power fails.
     *
     * @param file the file, replaced if it is there
     * @param text what it holds
     * @throws CannotWriteException if it cannot be written; what was there before is still there
     */
    public static void write(Path file, CharSequence text) throws CannotWriteException {
        AtomicFile.write(file, text, true);
        sync(folder(file));
    }

    /**
     * Makes sure that a file that was written, or a folder's list of its files, is on the disk.
     *
     * @param path the file or folder
     * @throws CannotWriteException if the disk refuses it
     */
    public static void sync(Path path) throws CannotWriteException {
        boolean folder = Files.isDirectory(path);
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel =
                        FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    // A channel is closed by an interrupt; what is written is still to be kept.
                    interrupted |= Thread.interrupted();
                }
            }
        } catch (IOException e) {
            // Windows keeps folders itself, and opens none.
            if (!folder) {
                throw CannotWriteException.of(path, e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}

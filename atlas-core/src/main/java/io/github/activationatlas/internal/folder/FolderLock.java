package io.github.activationatlas.internal.folder;

import io.github.activationatlas.files.CannotWriteException;
import io.github.activationatlas.files.FailureReasons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a folder for one build at a time, by a lock of the operating system's on a file in it. The lock ends with the process, however that
 * ends; the file says who holds it, and is deleted with it.
 */
final class FolderLock implements AutoCloseable {
    static final String NAME = "build.lock";
    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws CannotWriteException if another build holds it; the message says which
     */
    static FolderLock take(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        while (true) {
            FileChannel channel = open(file);
            if (!lock(channel, file)) {
                String holder = holder(file);
                channel.close();
                throw CannotWriteException.of(
                        folder,
                        new IOException(
                                "it is in use by another build" + holder + "; wait for it, or name another folder"));
            }
            byte[] own = ("process " + ProcessHandle.current().pid() + " on " + host() + " since "
                            + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " (" + Long.toHexString(System.nanoTime())
                            + ")")
                    .getBytes(StandardCharsets.UTF_8);
            try {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(own), 0);
            } catch (IOException e) {
                Files.deleteIfExists(file);
                channel.close();
                throw e instanceof ClosedByInterruptException ? e : CannotWriteException.of(file, e);
            }
            if (holds(file, own)) {
                return new FolderLock(file, channel);
            }
            // The file was deleted by the build that held it before: this lock is on nothing.
            channel.close();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw CannotWriteException.of(file, e);
        }
    }

    /** Whether no other build holds the lock; it ends when the channel is closed. */
    private static boolean lock(FileChannel channel, Path file) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be locked ({}): make sure that no other build uses its folder",
                    file,
                    FailureReasons.of(e));
            return true;
        }
    }

    private static boolean holds(Path file, byte[] own) throws IOException {
        try {
            return java.util.Arrays.equals(Files.readAllBytes(file), own);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static String holder(Path file) {
        try {
            String holder = Files.readString(file);
            return holder.isBlank() ? "" : ": " + holder.replaceFirst(" \\([0-9a-f]+\\)$", "");
        } catch (IOException e) {
            return "";
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }
}

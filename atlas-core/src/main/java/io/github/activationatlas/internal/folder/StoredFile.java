package io.github.activationatlas.internal.folder;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.activationatlas.AtlasFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file of an atlas as it was written.
 *
 * @param path relative to the atlas's folder, with slashes
 * @param bytes its length
 * @param sha256 of its contents
 */
public record StoredFile(String path, long bytes, String sha256) {
    private static final long LARGE = 64L << 20;

    static StoredFile of(Path folder, Path file) throws IOException {
        String path =
                folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        return new StoredFile(path, Files.size(file), sha256(file));
    }

    private static String sha256(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    }

    /** Whether a regular file with these contents is there. */
    boolean isThere(Path folder) throws IOException {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) == bytes
                && sha256(file).equals(sha256);
    }

    /**
     * Reads the file once and compares it with what was written.
     *
     * @param folder the atlas's folder
     * @return the file
     * @throws AtlasFormatException if it is missing or was changed
     * @throws IOException if it cannot be read
     */
    public Path verified(Path folder) throws IOException {
        Path file = sized(folder);
        if (!sha256(file).equals(sha256)) {
            throw new AtlasFormatException(file, "is damaged: its checksum is not that of what was written");
        }
        return file;
    }

    /** Whether reading it takes so long that it is better compared when it is first used. */
    public boolean isLarge() {
        return bytes > LARGE;
    }

    /**
     * Compares the file's length with what was written.
     *
     * @param folder the atlas's folder
     * @return the file
     * @throws AtlasFormatException if it is missing or of another length
     * @throws IOException if it cannot be read
     */
    public Path sized(Path folder) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new AtlasFormatException(file, "is missing");
        }
        if (Files.size(file) != bytes) {
            throw new AtlasFormatException(
                    file, "is damaged: it has " + Files.size(file) + " bytes, but " + bytes + " were written");
        }
        return file;
    }
}

package io.github.activationatlas.internal.folder;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import io.github.activationatlas.files.FailureReasons;
import io.github.activationatlas.files.Folders;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Makes sure before any work is done that a folder may be built or saved into. */
public final class FolderCheck {
    private FolderCheck() {}

    /**
     * Checks a folder, and writes nothing.
     *
     * @param folder where an atlas is to be
     * @return the folder
     * @throws IllegalArgumentException if it is a file, or not empty and holds neither an atlas nor an unfinished one
     * @throws UncheckedIOException if it cannot be written to
     */
    public static Path check(Path folder) {
        checkArgument(!Files.exists(folder) || Files.isDirectory(folder), "%s is not a folder", folder);
        try {
            checkArgument(isOurs(folder), "%s is not empty and holds no atlas; name another folder", folder);
            Folders.check(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written to: " + FailureReasons.of(e), e);
        }
    }

    /**
     * Checks a folder that a set of activations is to be written into.
     *
     * @param folder the folder
     * @throws IllegalArgumentException if it holds an atlas, or an unfinished one, whose activations would be other ones then
     * @throws UncheckedIOException if it cannot be written to
     */
    public static void checkHoldsNoAtlas(Path folder) {
        check(folder);
        checkArgument(
                !Files.exists(folder.resolve(AtlasFolder.ATLAS))
                        && !Files.exists(folder.resolve(AtlasFolder.UNFINISHED)),
                "%s holds an atlas, which is of its own activations; name another folder",
                folder);
    }

    /** Whether there is nothing in a folder, or an atlas or what an unfinished one has left: not just files of these names. */
    private static boolean isOurs(Path folder) throws IOException {
        if (!Files.exists(folder)
                || starts(folder.resolve(AtlasFolder.ATLAS), "format", "title")
                || starts(folder.resolve(AtlasFolder.ACTIVATIONS), "format", "images")
                || starts(folder.resolve(AtlasFolder.UNFINISHED), "format", "reserved")) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .allMatch(name -> name.equals(FolderLock.NAME) || name.equals(AtlasFolder.UNFINISHED + ".part"));
        }
    }

    /** Whether a file is a JSON object whose members begin with these; no more of it is read. */
    private static boolean starts(Path file, String... members) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (JsonReader json = new JsonReader(Files.newBufferedReader(file))) {
            json.beginObject();
            for (String member : members) {
                if (!json.nextName().equals(member)) {
                    return false;
                }
                json.skipValue();
            }
            return true;
        } catch (IllegalStateException | MalformedJsonException | EOFException | CharacterCodingException e) {
            return false;
        }
    }
}

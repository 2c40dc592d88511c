package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import io.github.activationatlas.files.Folders;
import io.github.activationatlas.files.Reasons;
import io.github.activationatlas.files.WholeFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes sure that a folder may be written to before any work is done, and says so in it until the work is finished. */
final class AtlasFolder {
    static final String ATLAS = "atlas.json";
    static final String UNFINISHED = "unfinished";

    private AtlasFolder() {}

    /**
     * Checks a folder, and writes nothing.
     *
     * @throws IllegalArgumentException if it is a file, or not empty and holds neither an atlas nor an unfinished one
     * @throws UncheckedIOException if it cannot be written to
     */
    static Path check(Path folder) {
        checkArgument(!Files.exists(folder) || Files.isDirectory(folder), "%s is not a folder", folder);
        try {
            checkArgument(isOurs(folder), "%s is not empty and holds no atlas; name another folder", folder);
            Folders.check(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written to: " + Reasons.of(e), e);
        }
    }

    /** Checks a folder, and takes it into use. */
    static void claim(Path folder) {
        check(folder);
        try {
            Folders.make(folder);
            if (!Files.exists(folder.resolve(UNFINISHED))) {
                WholeFile.write(folder.resolve(UNFINISHED), "");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written to: " + Reasons.of(e), e);
        }
    }

    static void finish(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(UNFINISHED));
    }

    /** Whether there is nothing in a folder, or an atlas or what an unfinished one has left: not just files of these names. */
    private static boolean isOurs(Path folder) throws IOException {
        if (!Files.exists(folder)
                || starts(folder.resolve(ATLAS), "format", "title")
                || starts(folder.resolve(AtlasFiles.ACTIVATIONS), "format", "images")
                || starts(folder.resolve(UNFINISHED), "collect")) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.limit(2).toList();
            return all.isEmpty() || all.size() == 1 && all.get(0).endsWith(UNFINISHED) && Files.size(all.get(0)) == 0;
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

package io.github.activationatlas.internal.folder;

import io.github.activationatlas.AtlasFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what a folder lists: of a finished atlas, or of an unfinished one. */
public final class SavedFolder {
    private SavedFolder() {}

    /** The text of the file {@code unfinished}. */
    record Unfinished(List<String> reserved, List<Artifact> artifacts) {}

    /** What any {@code atlas.json} lists. */
    record Listed(List<Artifact> artifacts) {}

    /**
     * What a folder holds.
     *
     * @param folder the folder
     * @param text what {@code atlas.json} says of the atlas
     * @param artifacts its files
     * @param <T> the type of the text
     */
    public record Saved<T extends Record>(Path folder, T text, List<Artifact> artifacts) {
        /**
         * Finds an artifact.
         *
         * @param name what it is
         * @return the artifact
         * @throws AtlasFormatException if there is none
         */
        public Artifact artifact(String name) {
            return artifacts.stream()
                    .filter(artifact -> artifact.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AtlasFormatException(
                            folder.resolve(AtlasFolder.ATLAS), "is damaged: it lists no " + name));
        }
    }

    /**
     * Reads {@code atlas.json}.
     *
     * @param folder the folder
     * @param type a record whose first member is named title
     * @param <T> the type
     * @return what it says
     * @throws AtlasFormatException if the folder holds no atlas, or one that is damaged or of another format
     * @throws IOException if it cannot be read
     */
    public static <T extends Record> Saved<T> read(Path folder, Class<T> type) throws IOException {
        Path file = folder.resolve(AtlasFolder.ATLAS);
        if (!Files.isRegularFile(file)) {
            throw new AtlasFormatException(
                    folder,
                    "holds no " + AtlasFolder.ATLAS
                            + (Files.exists(folder.resolve(AtlasFolder.UNFINISHED))
                                    ? ", only an unfinished atlas"
                                    : ", so it is not a saved atlas"));
        }
        return new Saved<>(
                folder,
                CheckedJson.read(file, AtlasFolder.FORMAT, type),
                List.copyOf(
                        CheckedJson.read(file, AtlasFolder.FORMAT, Listed.class).artifacts()));
    }

    /**
     * Lists the artifacts of the atlas in a folder, or of the unfinished one where there is none.
     *
     * @param folder the folder
     * @return the artifacts; none if the folder holds neither
     * @throws AtlasFormatException if what it holds is damaged or of another format
     * @throws IOException if it cannot be read
     */
    public static List<Artifact> list(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(AtlasFolder.ATLAS))) {
            return CheckedJson.read(folder.resolve(AtlasFolder.ATLAS), AtlasFolder.FORMAT, Listed.class)
                    .artifacts();
        }
        return Files.isRegularFile(folder.resolve(AtlasFolder.UNFINISHED))
                ? CheckedJson.read(folder.resolve(AtlasFolder.UNFINISHED), AtlasFolder.FORMAT, Unfinished.class)
                        .artifacts()
                : List.of();
    }
}

package io.github.activationatlas;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an interrupted build left in its folder, and what of it the next build may take up: a stage's files are good as long as everything
 * that they depend on is the same. While an atlas is unfinished, a file says what that was.
 */
final class StageFolder {
    private static final Pattern COLLECTED = Pattern.compile("activations\\.json|collected-\\d+");
    private static final Pattern LAYOUTS = Pattern.compile("layer-\\d+-layout\\.npy");
    private static final Pattern ICONS = Pattern.compile("layer-\\d+-icons-\\d+-part-\\d+\\.png");
    private final @Nullable Path folder;

    private StageFolder(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * What the stages depend on, each including the one before.
     *
     * @param collect all that activations depend on
     * @param layout and layouts
     * @param icons and icons
     */
    record Keys(String collect, String layout, String icons) {}

    /** Takes a folder into use for a build; what the build cannot take up is deleted. */
    static StageFolder begin(@Nullable Path folder, Keys keys) throws IOException {
        if (folder == null) {
            return new StageFolder(null);
        }
        Path note = folder.resolve(AtlasFolder.UNFINISHED);
        Keys before = read(note);
        delete(folder, before == null || !before.collect().equals(keys.collect()), COLLECTED);
        delete(folder, before == null || !before.layout().equals(keys.layout()), LAYOUTS);
        delete(folder, before == null || !before.icons().equals(keys.icons()), ICONS);
        Files.deleteIfExists(folder.resolve(AtlasFolder.ATLAS));
        Files.writeString(note, new Gson().toJson(keys));
        return new StageFolder(folder);
    }

    private static @Nullable Keys read(Path note) throws IOException {
        try {
            Keys keys = Files.exists(note) ? new Gson().fromJson(Files.readString(note), Keys.class) : null;
            return keys == null || keys.collect() == null || keys.layout() == null || keys.icons() == null
                    ? null
                    : keys;
        } catch (JsonParseException e) {
            return null;
        }
    }

    private static void delete(Path folder, boolean stale, Pattern names) throws IOException {
        if (!stale) {
            return;
        }
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.filter(
                            file -> names.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
        for (Path file : found) {
            deleteAll(file);
        }
    }

    private static void deleteAll(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            try (Stream<Path> inside = Files.list(file)) {
                for (Path each : inside.toList()) {
                    deleteAll(each);
                }
            }
        }
        Files.deleteIfExists(file);
    }

    /** Whether anything is saved at all. */
    boolean saves() {
        return folder != null;
    }

    /** Whether a stage's file is there to be taken up. */
    boolean has(String name) {
        return folder != null && Files.exists(folder.resolve(name));
    }

    /** A file or folder of a stage. */
    Path resolve(String name) {
        if (folder == null) {
            throw new IllegalStateException("nothing is saved");
        }
        return folder.resolve(name);
    }

    AtlasFiles files() {
        return AtlasFiles.of(resolve(""));
    }

    void removeParts() throws IOException {
        if (folder != null) {
            delete(folder, true, ICONS);
            delete(folder, true, Pattern.compile("collected-\\d+"));
        }
    }
}

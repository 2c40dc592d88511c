package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.activationatlas.files.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an interrupted build left in its folder, and what of it the next build may take up: a stage's files are good as long as everything
 * that they depend on is the same. While an atlas is unfinished, a file says what that was.
 */
final class StageFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StageFolder.class);
    private static final Pattern PARTS = Pattern.compile("collected-\\d+");
    private static final Pattern OF_A_PART = Pattern.compile("activations\\.json|unfinished|layer-\\d+-\\w+\\.npy");

    /** What a writer left that was killed amid a file. */
    private static final Pattern HALF_WRITTEN =
            Pattern.compile("(atlas\\.json|activations\\.json|unfinished|layer-\\d+-[\\w-]+\\.(npy|png))\\.part\\d*");

    private static final Pattern COLLECTED = Pattern.compile("activations\\.json|" + PARTS);
    private static final Pattern LAYOUTS = Pattern.compile("layer-\\d+-layout\\.npy");
    private static final Pattern ICONS = Pattern.compile("layer-\\d+-icons-\\d+-part-\\d+\\.png");
    private final @Nullable Path folder;
    private final List<Path> made;

    private StageFolder(@Nullable Path folder, List<Path> made) {
        this.folder = folder;
        this.made = made;
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
            return new StageFolder(null, List.of());
        }
        Path note = folder.resolve(AtlasFolder.UNFINISHED);
        StageFolder stages = new StageFolder(folder, missing(note));
        AtlasFolder.claim(folder);
        for (Path part : find(folder, PARTS)) {
            checkArgument(
                    !Files.isSymbolicLink(part), "%s is a link, into which nothing is written; move it away", part);
        }
        Keys before = read(note);
        delete(folder, before == null || !before.collect().equals(keys.collect()), COLLECTED);
        delete(folder, before == null || !before.layout().equals(keys.layout()), LAYOUTS);
        delete(folder, before == null || !before.icons().equals(keys.icons()), ICONS);
        delete(folder, true, HALF_WRITTEN);
        Files.deleteIfExists(folder.resolve(AtlasFolder.ATLAS));
        WholeFile.write(note, new Gson().toJson(keys));
        return stages;
    }

    /** A file that does not exist, and the folders around it that do not either, from the inside out. */
    private static List<Path> missing(Path file) {
        List<Path> missing = new ArrayList<>();
        for (Path p = file.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
            missing.add(p);
        }
        return missing;
    }

    /** After a build that failed: what it made is deleted if it has left nothing to go on from. */
    void leaveAsItWas() throws IOException {
        if (folder == null || made.isEmpty()) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (!files.allMatch(file -> file.endsWith(AtlasFolder.UNFINISHED))) {
                return;
            }
        }
        for (Path path : made) {
            Files.delete(path);
        }
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
        if (stale) {
            for (Path file : find(folder, names)) {
                deleteOurs(file);
            }
        }
    }

    private static List<Path> find(Path folder, Pattern names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> names.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    /** Deletes a file, or a part's files and its folder. What is not of a build stays, and the folder with it; links are not followed. */
    private static void deleteOurs(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            delete(file, true, OF_A_PART);
            try {
                Files.delete(file);
            } catch (DirectoryNotEmptyException e) {
                LOG.warn("Kept {}, which holds something that is not of an atlas", file);
            }
        }
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

    /** Tells of a build that is stopped now what the next one takes up. */
    CancellationException stopped(CancellationException cause) {
        CancellationException stopped;
        if (folder == null) {
            stopped = new CancellationException("the build was stopped; without saveTo, nothing of it is kept");
        } else {
            try {
                stopped = new CancellationException("the build was stopped; " + folder + " keeps "
                        + String.join(", ", kept(folder)) + ", and the same build goes on from there");
            } catch (IOException e) {
                stopped = new CancellationException(
                        "the build was stopped; what " + folder + " keeps of it cannot be read: " + e.getMessage());
                stopped.addSuppressed(e);
            }
        }
        stopped.initCause(cause);
        return stopped;
    }

    private List<String> kept(Path folder) throws IOException {
        List<String> kept = new ArrayList<>();
        if (has(AtlasFiles.ACTIVATIONS)) {
            kept.add("all activations");
        } else {
            int pictures = 0;
            for (Path part : find(folder, PARTS)) {
                pictures += AtlasFiles.of(part).countImages();
            }
            kept.add("the activations of " + pictures + " pictures");
        }
        int layouts = find(folder, LAYOUTS).size();
        if (layouts > 0) {
            kept.add(layouts + (layouts == 1 ? " layout" : " layouts"));
        }
        int sheets = find(folder, ICONS).size();
        if (sheets > 0) {
            kept.add(sheets + (sheets == 1 ? " sheet" : " sheets") + " of icons");
        }
        return kept;
    }

    AtlasFiles files() {
        return AtlasFiles.of(resolve(""));
    }

    void removeParts() throws IOException {
        if (folder != null) {
            delete(folder, true, ICONS);
            delete(folder, true, PARTS);
        }
    }
}

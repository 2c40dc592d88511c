package io.github.activationatlas.internal.folder;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.files.DurableFile;
import io.github.activationatlas.files.Folders;
import io.github.activationatlas.files.Reasons;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that an atlas is built or saved into, held for one builder at a time. Each step's files are written beside those of a finished atlas,
 * under names that nothing else has, and are on the disk with their checksums before the file {@code unfinished} lists them. At the end
 * {@code atlas.json} is replaced, which lists all files of the atlas, and only then are files deleted that it no longer lists. So the folder
 * holds a whole atlas, the old one or the new one, at every moment. Files that no builder wrote are neither replaced nor deleted. Not thread-safe.
 */
public final class AtlasFolder implements AutoCloseable {
    /** The file that lists a finished atlas. */
    public static final String ATLAS = "atlas.json";

    /** The file that lists what of the next one is finished. */
    public static final String UNFINISHED = "unfinished";

    /** The file of a set of activations that was saved by itself. */
    public static final String ACTIVATIONS = "activations.json";

    /** The file that lists what was drawn from the finished atlas. */
    private static final String OUTPUTS = "outputs.json";

    static final int FORMAT = 2;
    private static final Logger LOG = LoggerFactory.getLogger(AtlasFolder.class);
    private final Path folder;
    private final List<Path> made;
    private final FolderLock lock;
    private final String library;
    private final String instructionSet;
    private Contents finished;
    private Contents next;
    private final Set<String> reserved = new LinkedHashSet<>();

    private AtlasFolder(Path folder, List<Path> made, FolderLock lock, String library, String instructionSet)
            throws IOException {
        this.folder = folder;
        this.made = made;
        this.lock = lock;
        this.library = library;
        this.instructionSet = instructionSet;
        this.finished = readFinished();
        Unfinished unfinished = readUnfinished();
        this.next = Contents.of(unfinished.artifacts());
        this.reserved.addAll(unfinished.reserved());
    }

    /** The text of the file {@code unfinished}. */
    private record Unfinished(List<String> reserved, List<Artifact> artifacts) {}

    /** What any {@code atlas.json} lists. */
    private record Listed(List<Artifact> artifacts) {}

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
                    .orElseThrow(
                            () -> new AtlasFormatException(folder.resolve(ATLAS), "is damaged: it lists no " + name));
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
        Path file = folder.resolve(ATLAS);
        if (!Files.isRegularFile(file)) {
            throw new AtlasFormatException(
                    folder,
                    "holds no " + ATLAS
                            + (Files.exists(folder.resolve(UNFINISHED))
                                    ? ", only an unfinished atlas"
                                    : ", so it is not a saved atlas"));
        }
        return new Saved<>(
                folder,
                CheckedJson.read(file, FORMAT, type),
                List.copyOf(CheckedJson.read(file, FORMAT, Listed.class).artifacts()));
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
        if (Files.isRegularFile(folder.resolve(ATLAS))) {
            return CheckedJson.read(folder.resolve(ATLAS), FORMAT, Listed.class).artifacts();
        }
        return Files.isRegularFile(folder.resolve(UNFINISHED))
                ? CheckedJson.read(folder.resolve(UNFINISHED), FORMAT, Unfinished.class)
                        .artifacts()
                : List.of();
    }

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
            throw new UncheckedIOException(folder + " cannot be written to: " + Reasons.of(e), e);
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
                !Files.exists(folder.resolve(ATLAS)) && !Files.exists(folder.resolve(UNFINISHED)),
                "%s holds an atlas, which is of its own activations; name another folder",
                folder);
    }

    /**
     * Takes a folder into use; it is made if it does not exist.
     *
     * @param folder the folder
     * @param library this library's version
     * @param instructionSet what this build computes on
     * @return the folder, to be closed
     * @throws IllegalArgumentException if it holds something else
     * @throws IOException if it cannot be read or written, or another build holds it
     */
    public static AtlasFolder open(Path folder, String library, String instructionSet) throws IOException {
        check(folder);
        List<Path> made = missing(folder);
        Folders.make(folder);
        FolderLock lock = FolderLock.take(folder);
        try {
            AtlasFolder open = new AtlasFolder(folder, made, lock, library, instructionSet);
            open.deleteUnlisted();
            return open;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The folder, and those around it, as far as they do not exist, from the inside out. */
    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path p = folder.toAbsolutePath(); p != null && !Files.exists(p); p = p.getParent()) {
            missing.add(p);
        }
        return missing;
    }

    private Contents readFinished() throws IOException {
        if (!Files.exists(folder.resolve(ATLAS), LinkOption.NOFOLLOW_LINKS)) {
            return Contents.NONE;
        }
        try {
            return Contents.of(CheckedJson.read(folder.resolve(ATLAS), FORMAT, Listed.class)
                    .artifacts());
        } catch (AtlasFormatException e) {
            LOG.warn("{}; a new atlas replaces it, and keeps none of its files", e.getMessage());
            return Contents.NONE;
        }
    }

    private Unfinished readUnfinished() throws IOException {
        Path note = folder.resolve(UNFINISHED);
        if (!Files.exists(note)) {
            return new Unfinished(List.of(), List.of());
        }
        try {
            return CheckedJson.read(note, FORMAT, Unfinished.class);
        } catch (AtlasFormatException e) {
            LOG.warn("{}; what was finished before is made again", e.getMessage());
            return new Unfinished(List.of(), List.of());
        }
    }

    /**
     * Finds what was made before, by a finished build or an unfinished one.
     *
     * @param name what it is
     * @param key the hash of everything that it depends on now
     * @return the artifact, whose files are there; nothing if it has to be made
     * @throws IOException if the folder cannot be read
     */
    public Optional<Artifact> find(String name, String key) throws IOException {
        for (Contents contents : List.of(next, finished)) {
            Optional<Artifact> found =
                    contents.find(name).filter(artifact -> artifact.key().equals(key));
            if (found.isPresent()) {
                if (found.get().isThere(folder)) {
                    return found;
                }
                LOG.warn("Files of {} in {} are missing or damaged: they are made again", name, folder);
            }
        }
        return Optional.empty();
    }

    /** The text of the file that lists what was drawn from the finished atlas. */
    private record Outputs(List<Artifact> outputs) {}

    private Contents outputs() throws IOException {
        Path file = folder.resolve(OUTPUTS);
        try {
            return Files.isRegularFile(file)
                    ? Contents.of(CheckedJson.read(file, FORMAT, Outputs.class).outputs())
                    : Contents.NONE;
        } catch (AtlasFormatException e) {
            LOG.warn("{}; maps and page are written again", e.getMessage());
            return Contents.NONE;
        }
    }

    /**
     * Tells whether a map or a page of the finished atlas is there as it was written.
     *
     * @param name what it is
     * @param key the hash of everything that it depends on now
     * @return true if there is nothing to do
     * @throws IOException if the folder cannot be read
     */
    public boolean hasOutput(String name, String key) throws IOException {
        Optional<Artifact> found =
                outputs().find(name).filter(output -> output.key().equals(key));
        return found.isPresent() && found.get().isThere(folder);
    }

    /**
     * Lists a map or a page that was written.
     *
     * @param name what it is
     * @param key the hash of everything that it depends on
     * @param written its file, or a folder with all of its files
     * @throws IOException if the files cannot be read or the list not be written
     */
    public void completeOutput(String name, String key, Path written) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(written)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(StoredFile.of(folder, file));
            }
        }
        Artifact output = new Artifact(name, key, library, instructionSet, files);
        CheckedJson.write(
                folder.resolve(OUTPUTS),
                FORMAT,
                new Outputs(outputs().with(output).all()));
    }

    /** Whether the finished atlas consists of these artifacts and no others. */
    public boolean isPublished(List<Artifact> artifacts) {
        return finished.all().equals(artifacts);
    }

    /** Forgets artifacts that are to be made again. */
    public void discard(List<Artifact> artifacts) throws IOException {
        next = Contents.of(next.all().stream()
                .filter(artifact -> !artifacts.contains(artifact))
                .toList());
        writeUnfinished();
        deleteUnlisted();
    }

    /** Whether an artifact was computed on what this build computes on. */
    public boolean isOfThisInstructionSet(Artifact artifact) {
        return artifact.instructionSet().equals(instructionSet);
    }

    /**
     * Reserves a name for a file or folder that is to be written now.
     *
     * @param name its usual name
     * @return where to write it: under this name, or one with a number where the usual one is in use
     * @throws IOException if the reservation cannot be written
     */
    public Path place(String name) throws IOException {
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        for (int i = 1; ; i++) {
            String free = i == 1 ? name : name.substring(0, dot) + "." + i + name.substring(dot);
            if (isFree(free)) {
                if (reserved.add(free)) {
                    writeUnfinished();
                }
                Path place = folder.resolve(free);
                delete(free);
                return place;
            }
        }
    }

    private boolean isFree(String name) {
        boolean listed = Stream.of(finished, next)
                .flatMap(contents -> contents.files().stream())
                .anyMatch(path -> path.equals(name) || path.startsWith(name + "/"));
        Path file = folder.resolve(name);
        return !listed
                && (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        || reserved.contains(name) && !Files.isSymbolicLink(file));
    }

    /**
     * Lists what was written; its files are on the disk then.
     *
     * @param name what it is
     * @param key the hash of everything that it depends on
     * @param written files, or folders with all of their files, at places that were reserved
     * @return the artifact
     * @throws IOException if a file cannot be read or the list not be written
     */
    public Artifact complete(String name, String key, List<Path> written) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        for (Path place : written) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> all = Files.list(place)) {
                    for (Path file : all.sorted().toList()) {
                        DurableFile.sync(file);
                        files.add(StoredFile.of(folder, file));
                    }
                }
                DurableFile.sync(place);
            } else {
                DurableFile.sync(place);
                files.add(StoredFile.of(folder, place));
            }
        }
        DurableFile.sync(folder);
        Artifact artifact = new Artifact(name, key, library, instructionSet, files);
        next = next.with(artifact);
        writeUnfinished();
        return artifact;
    }

    private void writeUnfinished() throws IOException {
        CheckedJson.write(folder.resolve(UNFINISHED), FORMAT, new Unfinished(List.copyOf(reserved), next.all()));
    }

    /**
     * Replaces the finished atlas, and deletes what the new one does not list.
     *
     * @param text what the atlas says of itself, in a record whose first member is named title
     * @param artifacts all of its artifacts
     * @throws IOException if it cannot be written; the old atlas stays
     */
    public void publish(Record text, List<Artifact> artifacts) throws IOException {
        // So that files of the old atlas are known as ours if the power fails before they are deleted.
        reserved.addAll(finished.files());
        writeUnfinished();
        CheckedJson.write(folder.resolve(ATLAS), FORMAT, text, new Listed(artifacts));
        finished = Contents.of(artifacts);
        next = Contents.NONE;
        deleteUnlisted();
        reserved.clear();
        Files.deleteIfExists(folder.resolve(UNFINISHED));
        DurableFile.sync(folder);
    }

    /** Deletes what builders wrote and neither the finished atlas nor the unfinished one lists. */
    private void deleteUnlisted() throws IOException {
        Set<String> listed = new LinkedHashSet<>(finished.files());
        listed.addAll(next.files());
        for (String name : reserved) {
            boolean keeps = listed.stream().anyMatch(path -> path.equals(name) || path.startsWith(name + "/"));
            if (!keeps) {
                delete(name);
            }
        }
    }

    /** Deletes a file or folder that a builder wrote, and halves of it; links are not followed, and what others put into a folder stays. */
    private void delete(String name) throws IOException {
        Path file = folder.resolve(name);
        Path around = file.getParent();
        if (around == null || !Files.isDirectory(around)) {
            return;
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(file)) {
                for (Path inside : files.toList()) {
                    if (OF_A_FOLDER.matcher(inside.getFileName().toString()).matches()
                            && Files.isRegularFile(inside, LinkOption.NOFOLLOW_LINKS)) {
                        Files.delete(inside);
                    }
                }
            }
            deleteEmpty(file);
            return;
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
        }
        Pattern halves = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.part\\d*");
        try (Stream<Path> files = Files.list(around)) {
            for (Path half : files.filter(
                            f -> halves.matcher(f.getFileName().toString()).matches())
                    .toList()) {
                Files.delete(half);
            }
        }
        if (!around.equals(folder)) {
            deleteEmpty(around);
        }
    }

    private static final Pattern OF_A_FOLDER =
            Pattern.compile("(activations\\.json|layer-\\d+-\\w+\\.npy)(\\.part\\d*)?");

    private static void deleteEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            LOG.warn("Kept {}, which holds something that is not of an atlas", folder);
        }
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** The artifacts of the unfinished atlas. */
    public List<Artifact> unfinished() {
        return next.all();
    }

    /** Gives the folder free. If nothing was written into it, it is as it was before. */
    @Override
    public void close() throws IOException {
        try {
            if (next.all().isEmpty()) {
                deleteUnlisted();
                Files.deleteIfExists(folder.resolve(UNFINISHED));
            }
        } finally {
            lock.close();
        }
        for (Path path : made) {
            try (Stream<Path> files = Files.list(path)) {
                if (files.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(path);
        }
    }

    /** Whether there is nothing in a folder, or an atlas or what an unfinished one has left: not just files of these names. */
    private static boolean isOurs(Path folder) throws IOException {
        if (!Files.exists(folder)
                || starts(folder.resolve(ATLAS), "format", "title")
                || starts(folder.resolve(ACTIVATIONS), "format", "images")
                || starts(folder.resolve(UNFINISHED), "format", "reserved")) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.endsWith(FolderLock.NAME));
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

package io.github.activationatlas.internal.folder;

import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.files.DurableFile;
import io.github.activationatlas.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** Those whose contents were read once already. */
    private final Set<Artifact> verified = new HashSet<>();

    private AtlasFolder(Path folder, List<Path> made, FolderLock lock, String library, String instructionSet)
            throws IOException {
        this.folder = folder;
        this.made = made;
        this.lock = lock;
        this.library = library;
        this.instructionSet = instructionSet;
        this.finished = readFinished();
        SavedFolder.Unfinished unfinished = readUnfinished();
        // A build that was killed just after its atlas took the old one's place leaves its list behind.
        this.next = Contents.of(unfinished.artifacts().stream()
                .filter(artifact -> !finished.all().contains(artifact))
                .toList());
        this.reserved.addAll(unfinished.reserved());
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
        FolderCheck.check(folder);
        List<Path> made = missing(folder);
        Folders.make(folder);
        FolderLock lock = FolderLock.take(folder);
        try {
            for (String list : List.of(ATLAS, UNFINISHED, Outputs.OUTPUTS)) {
                OwnFiles.deleteHalves(folder, list);
            }
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
            return Contents.of(CheckedJson.read(folder.resolve(ATLAS), FORMAT, SavedFolder.Listed.class)
                    .artifacts());
        } catch (AtlasFormatException e) {
            LOG.warn("{}; a new atlas replaces it, and keeps none of its files", e.getMessage());
            return Contents.NONE;
        }
    }

    private SavedFolder.Unfinished readUnfinished() throws IOException {
        Path note = folder.resolve(UNFINISHED);
        if (!Files.exists(note)) {
            return new SavedFolder.Unfinished(List.of(), List.of());
        }
        try {
            return CheckedJson.read(note, FORMAT, SavedFolder.Unfinished.class);
        } catch (AtlasFormatException e) {
            LOG.warn("{}; what was finished before is made again", e.getMessage());
            return new SavedFolder.Unfinished(List.of(), List.of());
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
                if (verified.contains(found.get()) || found.get().isThere(folder)) {
                    verified.add(found.get());
                    return found;
                }
                LOG.warn("Files of {} in {} are missing or damaged: they are made again", name, folder);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns what is drawn from the finished atlas.
     *
     * @return the maps and the page
     */
    public Outputs outputs() {
        return new Outputs(folder, library, instructionSet);
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
                OwnFiles.delete(folder, free);
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
        verified.add(artifact);
        writeUnfinished();
        return artifact;
    }

    private void writeUnfinished() throws IOException {
        CheckedJson.write(
                folder.resolve(UNFINISHED), FORMAT, new SavedFolder.Unfinished(List.copyOf(reserved), next.all()));
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
        CheckedJson.write(folder.resolve(ATLAS), FORMAT, text, new SavedFolder.Listed(artifacts));
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
                OwnFiles.delete(folder, name);
            }
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
}

package io.github.activationatlas.internal.folder;

import io.github.activationatlas.AtlasFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is drawn from a finished atlas into its folder: maps and a page. Not thread-safe. */
public final class Outputs {
    /** The file that lists them. */
    static final String OUTPUTS = "outputs.json";

    private static final Logger LOG = LoggerFactory.getLogger(Outputs.class);
    private final Path folder;
    private final String library;
    private final String instructionSet;

    Outputs(Path folder, String library, String instructionSet) {
        this.folder = folder;
        this.library = library;
        this.instructionSet = instructionSet;
    }

    /** The text of the file that lists what was drawn from the finished atlas. */
    private record Text(List<Artifact> outputs) {}

    private Contents read() throws IOException {
        Path file = folder.resolve(OUTPUTS);
        try {
            return Files.isRegularFile(file)
                    ? Contents.of(CheckedJson.read(file, AtlasFolder.FORMAT, Text.class)
                            .outputs())
                    : Contents.NONE;
        } catch (AtlasFormatException e) {
            LOG.warn("{}; maps and page are written again", e.getMessage());
            return Contents.NONE;
        }
    }

    /**
     * Checks whether a map or a page of the finished atlas is there as it was written.
     *
     * @param name what it is
     * @param key the hash of everything that it depends on now
     * @return true if there is nothing to do
     * @throws IOException if the folder cannot be read
     */
    public boolean has(String name, String key) throws IOException {
        Optional<Artifact> found =
                read().find(name).filter(output -> output.key().equals(key));
        return found.isPresent() && found.get().isThere(folder);
    }

    /**
     * Deletes the maps of an earlier atlas that this one lacks, unless they were changed since.
     *
     * @param names what this one has
     * @throws IOException if that fails
     */
    public void retain(Set<String> names) throws IOException {
        Contents listed = read();
        for (Artifact output : listed.all()) {
            if (!names.contains(output.name()) && output.isThere(folder)) {
                for (StoredFile file : output.files()) {
                    OwnFiles.delete(folder, file.path());
                }
            }
        }
        List<Artifact> left = listed.all().stream()
                .filter(output -> names.contains(output.name()))
                .toList();
        if (left.size() < listed.all().size()) {
            CheckedJson.write(folder.resolve(OUTPUTS), AtlasFolder.FORMAT, new Text(left));
        }
    }

    /**
     * Prepares the place of a map that is to be written now.
     *
     * @param name its file's name
     * @return where to write it
     * @throws IOException if what an earlier writing left there cannot be deleted
     */
    public Path place(String name) throws IOException {
        OwnFiles.deleteHalves(folder, name);
        return folder.resolve(name);
    }

    /**
     * Lists a map or a page that was written.
     *
     * @param name what it is
     * @param key the hash of everything that it depends on
     * @param written its file, or a folder with all of its files
     * @throws IOException if the files cannot be read or the list not be written
     */
    public void complete(String name, String key, Path written) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(written)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.add(StoredFile.of(folder, file));
            }
        }
        Artifact output = new Artifact(name, key, library, instructionSet, files);
        CheckedJson.write(
                folder.resolve(OUTPUTS),
                AtlasFolder.FORMAT,
                new Text(read().with(output).all()));
    }
}

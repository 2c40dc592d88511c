package io.github.activationatlas.internal.folder;

import io.github.activationatlas.AtlasFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What one step of a build wrote.
 *
 * @param name what it is, such as "layer-0-layout"
 * @param key the hash of everything that it depends on
 * @param library the version of this library that made it
 * @param instructionSet what it was computed on
 * @param files its files
 */
public record Artifact(String name, String key, String library, String instructionSet, List<StoredFile> files) {
    public Artifact {
        files = List.copyOf(files);
    }

    /** Whether all of its files are there as they were written. */
    boolean isThere(Path folder) throws IOException {
        for (StoredFile file : files) {
            if (!file.isThere(folder)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds the folder that its files lie in.
     *
     * @param folder the atlas's folder
     * @return the folder in it
     */
    public Path folder(Path folder) {
        String file = files.get(0).path();
        return folder.resolve(file.substring(0, file.indexOf('/')));
    }

    /**
     * Finds one of its files by the end of its name.
     *
     * @param folder the atlas's folder
     * @param ending such as ".png"
     * @return the file, whose contents were compared with what was written
     * @throws AtlasFormatException if it is missing or was changed
     * @throws IOException if it cannot be read
     */
    public Path file(Path folder, String ending) throws IOException {
        for (StoredFile file : files) {
            if (file.path().endsWith(ending)) {
                return file.verified(folder);
            }
        }
        throw new AtlasFormatException(
                folder.resolve(AtlasFolder.ATLAS), "is damaged: " + name + " has no file that ends in " + ending);
    }
}

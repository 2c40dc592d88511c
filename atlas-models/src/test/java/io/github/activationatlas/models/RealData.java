package io.github.activationatlas.models;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find the ImageNet network and photos that are not part of the project. */
public final class RealData {
    private RealData() {}

    public static Path file(String name) {
        String set = System.getenv("ATLAS_DATA");
        if (set == null) {
            return abort("skipped: set ATLAS_DATA to the folder that holds " + name);
        }
        Path file = Path.of(set, name);
        if (!Files.exists(file)) {
            throw new IllegalStateException("ATLAS_DATA is set to " + set + ", but there is no " + file);
        }
        return file;
    }
}

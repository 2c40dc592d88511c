package io.github.activationatlas.models;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find the ImageNet network and photos that are not part of the project. */
final class RealData {
    private RealData() {}

    static Path file(String name) {
        String set = System.getProperty("atlas.data", System.getenv("ATLAS_DATA"));
        Path folder = set != null ? Path.of(set) : Path.of("../../shared/data");
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        if (set != null) {
            throw new IllegalStateException("ATLAS_DATA is set to " + folder + ", but there is no " + file);
        }
        return abort("skipped: no " + name + "; set ATLAS_DATA to the folder that holds it");
    }
}

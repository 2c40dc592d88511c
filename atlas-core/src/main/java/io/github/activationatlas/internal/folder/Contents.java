package io.github.activationatlas.internal.folder;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The artifacts of an atlas, by name. Immutable. */
final class Contents {
    static final Contents NONE = new Contents(Map.of());
    private final Map<String, Artifact> byName;

    private Contents(Map<String, Artifact> byName) {
        this.byName = byName;
    }

    static Contents of(List<Artifact> artifacts) {
        Map<String, Artifact> byName = new LinkedHashMap<>();
        artifacts.forEach(artifact -> byName.put(artifact.name(), artifact));
        return new Contents(byName);
    }

    List<Artifact> all() {
        return List.copyOf(byName.values());
    }

    Optional<Artifact> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Contents with(Artifact artifact) {
        Map<String, Artifact> all = new LinkedHashMap<>(byName);
        all.put(artifact.name(), artifact);
        return new Contents(all);
    }

    /** The paths of all files. */
    Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        byName.values().forEach(artifact -> artifact.files().forEach(file -> files.add(file.path())));
        return files;
    }
}

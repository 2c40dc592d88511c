package io.github.activationatlas.internal.build;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.AtlasProgress;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.saved.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Draws a finished atlas into its own folder: each map as an overview, and the page. What is there already as it should be stays. */
public final class OutputStage {
    private static final int VERSION = 1;
    private static final String PAGE = "page";
    private final AtlasFolder store;
    private final Consumer<AtlasProgress> progress;

    public OutputStage(AtlasFolder store, Consumer<AtlasProgress> progress) {
        this.store = store;
        this.progress = progress;
    }

    /** The page's folder in an atlas's. */
    public static Path page(Path folder) {
        return folder.resolve(PAGE);
    }

    public void overviews(Atlas atlas, List<Artifact> artifacts) throws IOException {
        Set<String> names = new HashSet<>(Set.of(PAGE));
        for (int l = 0; l < atlas.layers().size(); l++) {
            AtlasLayer layer = atlas.layers().get(l);
            for (IconGrid icons : layer.grids()) {
                int grid = icons.grid().size();
                String name = overview(layer.name(), grid);
                names.add(name);
                String key = key("overview", artifacts).with("map", name).hash();
                if (!store.outputs().has(name, key)) {
                    Path file = store.outputs().place(name);
                    atlas.writeOverview(file, layer.name(), grid);
                    store.outputs().complete(name, key, file);
                }
            }
        }
        store.outputs().retain(names);
    }

    private static String overview(String layer, int grid) {
        return "atlas-" + layer.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + grid + ".png";
    }

    public void page(Atlas atlas, List<Artifact> artifacts) throws IOException {
        String key = key(PAGE, artifacts)
                .with("title", atlas.title())
                .with("labels", atlas.labels())
                .with("options", atlas.provenance().options())
                .with("skipped", atlas.provenance().skipped())
                .with("library", Versions.library())
                .hash();
        if (!store.outputs().has(PAGE, key)) {
            Path page = page(store.path());
            atlas.writePageFolder(page, progress);
            store.outputs().complete(PAGE, key, page);
        }
    }

    private static StageKey key(String stage, List<Artifact> artifacts) {
        List<String> keys = new ArrayList<>();
        artifacts.forEach(artifact -> keys.add(artifact.name() + " " + artifact.key()));
        return StageKey.of(stage, VERSION).with("of", keys);
    }
}

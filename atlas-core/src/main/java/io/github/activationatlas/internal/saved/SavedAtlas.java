package io.github.activationatlas.internal.saved;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.Provenance;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.folder.Names;
import io.github.activationatlas.internal.folder.SavedFolder;
import io.github.activationatlas.internal.folder.StoredFile;
import io.github.activationatlas.internal.table.CheckedVectors;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An atlas in its folder: what {@code atlas.json} holds, and how it is read and written. */
public final class SavedAtlas {
    private SavedAtlas() {}

    /** The text of {@code atlas.json}. */
    public record Text(
            String title,
            List<String> labels,
            int minPoints,
            List<Integer> grids,
            int examples,
            Provenance provenance) {
        public static Text of(Atlas atlas, int examples) {
            return new Text(
                    atlas.title(),
                    atlas.labels(),
                    atlas.minPoints(),
                    atlas.layers().get(0).grids().stream()
                            .map(grid -> grid.grid().size())
                            .toList(),
                    examples,
                    atlas.provenance());
        }
    }

    public static ActivationSet readActivations(Path folder) throws IOException {
        List<Artifact> artifacts = SavedFolder.list(folder);
        return artifacts.isEmpty() ? ActivationFiles.read(folder) : readActivations(folder, artifacts);
    }

    /** Those that the atlas is of: some that were selected, or all. */
    private static ActivationSet readActivations(Path folder, List<Artifact> artifacts) throws IOException {
        List<Artifact> selected = artifacts.stream()
                .filter(artifact -> artifact.name().equals(Names.selected()))
                .toList();
        boolean all = artifacts.stream().anyMatch(artifact -> artifact.name().equals(Names.collected()));
        if (selected.isEmpty() && !all) {
            throw new AtlasFormatException(
                    folder,
                    "holds an unfinished atlas without the activations of all of its images: let its build end");
        }
        List<Path> segments = new ArrayList<>();
        Map<Path, CheckedVectors.Check> checks = new HashMap<>();
        for (Artifact part : selected.isEmpty() ? artifacts : selected) {
            if (!selected.isEmpty() || Names.isActivations(part.name())) {
                for (StoredFile file : part.files()) {
                    if (file.isLarge() && ActivationFiles.isTable(file.path())) {
                        checks.put(file.sized(folder), () -> file.verified(folder));
                    } else {
                        file.verified(folder);
                    }
                }
                segments.add(part.folder(folder));
            }
        }
        return ActivationFiles.openSegments(segments, checks);
    }

    public static void write(Atlas atlas, Path folder) throws IOException {
        try (AtlasFolder store = AtlasFolder.open(folder, Versions.library(), InstructionSet.name())) {
            int examples = atlas.layers().stream()
                    .flatMap(layer -> layer.grids().stream())
                    .flatMap(grid -> grid.examples().stream())
                    .mapToInt(List::size)
                    .max()
                    .orElse(0);
            List<Artifact> artifacts = new ArrayList<>();
            Path segment = store.place(Names.selected());
            ActivationFiles.writeSegment(segment, atlas.activations());
            artifacts.add(store.complete(Names.selected(), "", List.of(segment)));
            for (int l = 0; l < atlas.layers().size(); l++) {
                AtlasLayer layer = atlas.layers().get(l);
                Path layout = store.place(Names.layout(l) + ".npy");
                Npy.write(layout, layer.layout().vectors());
                artifacts.add(store.complete(Names.layout(l), "", List.of(layout)));
                for (IconGrid grid : layer.grids()) {
                    artifacts.addAll(write(store, l, grid, examples));
                }
            }
            store.publish(Text.of(atlas, examples), artifacts);
        }
    }

    private static List<Artifact> write(AtlasFolder store, int layer, IconGrid grid, int examples) throws IOException {
        List<Artifact> artifacts = new ArrayList<>();
        int cells = grid.icons().size();
        for (int s = 0; s * Sheets.MOST < cells; s++) {
            String name = Names.icons(layer, grid.grid().size(), s);
            Path file = store.place(name + ".png");
            Sheets.write(file, grid.icons().subList(s * Sheets.MOST, Math.min(cells, (s + 1) * Sheets.MOST)));
            artifacts.add(store.complete(name, "", List.of(file)));
        }
        if (examples > 0) {
            artifacts.addAll(ExampleSheets.write(store, layer, grid.grid(), examples, grid.examples()));
        }
        return artifacts;
    }

    public static Text text(Path folder) throws IOException {
        return SavedFolder.read(folder, Text.class).text();
    }

    public static Atlas read(Path folder) throws IOException {
        SavedFolder.Saved<Text> saved = SavedFolder.read(folder, Text.class);
        Text text = saved.text();
        ActivationSet set = readActivations(folder, saved.artifacts());
        ImmutableList.Builder<AtlasLayer> layers = ImmutableList.builder();
        for (int l = 0; l < text.provenance().layers().size(); l++) {
            LayerActivations activations = set.layer(text.provenance().layers().get(l));
            Layout layout =
                    Layout.ofPoints(Npy.readRows(saved.artifact(Names.layout(l)).file(folder, ".npy")));
            ImmutableList.Builder<IconGrid> grids = ImmutableList.builder();
            for (int size : text.grids()) {
                Grid grid = Grid.of(activations, layout, size, text.minPoints());
                grids.add(grid(saved, l, grid));
            }
            layers.add(new AtlasLayer(activations, layout, grids.build()));
        }
        return new Atlas(
                text.title(),
                text.labels(),
                set.images(),
                set.predicted(),
                text.minPoints(),
                layers.build(),
                text.provenance());
    }

    private static IconGrid grid(SavedFolder.Saved<Text> saved, int layer, Grid grid) throws IOException {
        int cells = grid.cells().size();
        List<Artifact> icons = new ArrayList<>();
        for (int s = 0; s < SheetList.count(cells, Sheets.MOST); s++) {
            icons.add(saved.artifact(Names.icons(layer, grid.size(), s)));
        }
        int each = saved.text().examples();
        List<Artifact> examples = new ArrayList<>();
        for (int s = 0; each > 0 && s < ExampleSheets.count(grid, each); s++) {
            examples.add(saved.artifact(Names.examples(layer, grid.size(), s)));
        }
        return new IconGrid(
                grid,
                new SheetList(saved.folder(), icons, Sheets.MOST, cells),
                each == 0 ? List.of() : ExampleSheets.read(saved.folder(), examples, grid, each));
    }
}

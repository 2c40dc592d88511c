package io.github.activationatlas.internal.view;

import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Provenance;
import io.github.activationatlas.page.PageAtlas;
import io.github.activationatlas.page.PageCell;
import io.github.activationatlas.page.PageExample;
import io.github.activationatlas.page.PageGrid;
import io.github.activationatlas.page.PageImages;
import io.github.activationatlas.page.PageLayer;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Fills a page with an atlas. */
public final class Pages {
    private Pages() {}

    public static PageAtlas of(Atlas atlas) {
        return new PageAtlas(
                atlas.title(),
                atlas.labels(),
                atlas.layers().stream().map(layer -> layer(atlas, layer)).toList(),
                facts(atlas.provenance()));
    }

    /** What a page takes at least: its icons, pressed more than JPEG would, and a byte for a cell's attribution to a class. */
    public static long leastBytes(Atlas atlas) {
        long bytes = 0;
        for (AtlasLayer layer : atlas.layers()) {
            for (IconGrid grid : layer.grids()) {
                long side = grid.icons().get(0).getWidth();
                bytes += grid.icons().size() * (side * side / 8 + atlas.labels().size() / 2);
            }
        }
        return bytes;
    }

    private static PageLayer layer(Atlas atlas, AtlasLayer layer) {
        return new PageLayer(
                layer.name(),
                layer.activations().size(),
                layer.grids().stream()
                        .map(icons -> grid(icons, new CellImages(atlas.images(), layer.activations(), icons)))
                        .toList());
    }

    private static PageGrid grid(IconGrid icons, CellImages images) {
        Grid grid = icons.grid();
        double[] scales = grid.iconScales();
        List<PageCell> cells = new ArrayList<>();
        for (int i = 0; i < scales.length; i++) {
            GridCell cell = grid.cells().get(i);
            cells.add(new PageCell(cell.column(), cell.row(), cell.count(), scales[i], cell.attribution()));
        }
        return new PageGrid(
                grid.size(),
                icons.icons().get(0).getWidth(),
                cells,
                images,
                IntStream.range(0, grid.variances().size())
                        .mapToObj(grid::shrinkage)
                        .toList());
    }

    /** The images of a grid's cells, examples under the names of the images that they were cut from. */
    private record CellImages(List<String> images, LayerActivations activations, IconGrid icons) implements PageImages {
        @Override
        public BufferedImage icon(int cell) {
            return icons.icons().get(cell);
        }

        @Override
        public List<PageExample> examples(int cell) {
            return icons.examples().isEmpty()
                    ? List.of()
                    : icons.examples().get(cell).stream()
                            .map(e -> new PageExample(images.get(activations.image(e.row())), e.crop()))
                            .toList();
        }
    }

    private static ImmutableMap<String, String> facts(Provenance p) {
        ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
        facts.put("Network (SHA-256)", p.modelSha256());
        facts.put("Layers", String.join(", ", p.layers()));
        facts.put(
                "Images",
                p.images() + (p.skipped().isEmpty() ? "" : ", " + p.skipped().size() + " of them skipped"));
        facts.put("Seed", Long.toString(p.seed()));
        p.options().forEach(facts::put);
        p.versions().forEach(facts::put);
        p.seconds()
                .forEach((stage, seconds) ->
                        facts.put("Seconds: " + stage, String.format(Locale.ROOT, "%.1f", seconds)));
        return facts.buildOrThrow();
    }
}

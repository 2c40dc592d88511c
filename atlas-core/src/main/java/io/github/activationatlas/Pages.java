package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.page.PageAtlas;
import io.github.activationatlas.page.PageCell;
import io.github.activationatlas.page.PageGrid;
import io.github.activationatlas.page.PageLayer;
import java.awt.Color;
import java.util.Locale;

/** Fills a page with an atlas. */
final class Pages {
    private static final int CLASSES = 10;
    private static final int MAX_SIDE = 8000;

    private Pages() {}

    static PageAtlas of(Atlas atlas) {
        return new PageAtlas(
                atlas.title(),
                atlas.labels(),
                atlas.layers().stream().map(Pages::layer).collect(ImmutableList.toImmutableList()),
                facts(atlas.provenance()));
    }

    private static PageLayer layer(AtlasLayer layer) {
        return new PageLayer(
                layer.name(),
                layer.activations().size(),
                layer.grids().stream().map(Pages::grid).collect(ImmutableList.toImmutableList()));
    }

    private static PageGrid grid(IconGrid icons) {
        Grid grid = icons.grid();
        int cell = Math.max(1, Math.min(icons.icons().get(0).getWidth(), MAX_SIDE / grid.size()));
        return new PageGrid(
                grid.size(),
                grid.cells().stream().map(Pages::cell).collect(ImmutableList.toImmutableList()),
                icons.draw(cell, Color.WHITE));
    }

    private static PageCell cell(GridCell cell) {
        return new PageCell(
                cell.column(),
                cell.row(),
                cell.count(),
                cell.topClasses(CLASSES).stream()
                        .map(c -> new PageCell.Share(c, cell.attribution()[c]))
                        .collect(ImmutableList.toImmutableList()));
    }

    private static ImmutableMap<String, String> facts(Provenance p) {
        ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
        facts.put("Network (SHA-256)", p.modelSha256());
        facts.put("Layers", String.join(", ", p.layers()));
        facts.put(
                "Pictures",
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

package io.github.activationatlas.internal.build;

import com.google.common.collect.Iterables;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.CellExample;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.saved.ExampleSheets;
import io.github.activationatlas.internal.saved.StageFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the examples of a layer's grids. With a folder, some sheets at a time, so that memory does not grow with the number of cells and an
 * interrupt loses no more than these.
 */
public final class ExampleStage {
    /** The share of the heap that examples may take before they are written. */
    private static final int SHARE_OF_HEAP = 8;

    private final StageFolder folder;
    private final BuildPlan plan;
    private final int layer;
    private final IconStage.Progress progress;

    public ExampleStage(StageFolder folder, BuildPlan plan, int layer, IconStage.Progress progress) {
        this.folder = folder;
        this.plan = plan;
        this.layer = layer;
        this.progress = progress;
    }

    /** The grids with their examples, where these are kept, and whether any were left to cut. */
    public record Cut(List<IconGrid> grids, List<Artifact> artifacts, boolean made) {}

    public Cut run(ActivationSet set, List<IconStage.Drawn> drawn) throws IOException {
        LayerActivations activations = set.layers().get(layer);
        int each = plan.settings().examples();
        if (folder.store() == null) {
            return inMemory(set, activations, drawn);
        }
        List<ExampleSheets> grids = new ArrayList<>();
        List<ExampleSheets.Sheet> missing = new ArrayList<>();
        for (IconStage.Drawn grid : drawn) {
            ExampleSheets sheets = ExampleSheets.continued(
                    folder.store(), layer, grid.icons().grid(), each, plan.examplesKey(grid.key()));
            grids.add(sheets);
            missing.addAll(sheets.missing());
        }
        long done = 0;
        long cells = missing.stream().mapToLong(sheet -> sheet.cells().size()).sum();
        for (List<ExampleSheets.Sheet> part : parts(missing, each)) {
            List<GridCell> wanted =
                    part.stream().flatMap(sheet -> sheet.cells().stream()).toList();
            List<List<CellExample>> cut = cut(set, activations, wanted, done, cells);
            int from = 0;
            for (ExampleSheets.Sheet sheet : part) {
                sheet.write(cut.subList(from, from + sheet.cells().size()));
                from += sheet.cells().size();
            }
            done += wanted.size();
        }
        List<IconGrid> icons = new ArrayList<>();
        List<Artifact> artifacts = new ArrayList<>();
        for (int g = 0; g < grids.size(); g++) {
            IconGrid grid = drawn.get(g).icons();
            icons.add(new IconGrid(grid.grid(), grid.icons(), grids.get(g).read()));
            artifacts.addAll(grids.get(g).artifacts());
        }
        return new Cut(icons, artifacts, !missing.isEmpty());
    }

    private Cut inMemory(ActivationSet set, LayerActivations activations, List<IconStage.Drawn> drawn) {
        List<GridCell> cells = drawn.stream()
                .flatMap(grid -> grid.icons().grid().cells().stream())
                .toList();
        List<List<CellExample>> cut = cut(set, activations, cells, 0, cells.size());
        List<IconGrid> icons = new ArrayList<>();
        int from = 0;
        for (IconStage.Drawn grid : drawn) {
            int end = from + grid.icons().grid().cells().size();
            icons.add(new IconGrid(grid.icons().grid(), grid.icons().icons(), cut.subList(from, end)));
            from = end;
        }
        return new Cut(icons, List.of(), true);
    }

    /** Sheets that fit into memory together: at least one. */
    private static Iterable<List<ExampleSheets.Sheet>> parts(List<ExampleSheets.Sheet> sheets, int each) {
        long patch = 4L * ExampleCutter.LARGEST * ExampleCutter.LARGEST;
        long patches = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / patch;
        return Iterables.partition(sheets, (int) Math.max(1, patches / ExampleSheets.patchesPerSheet(each)));
    }

    /** Reports in images opened, scaled to the cells of all parts. */
    private List<List<CellExample>> cut(
            ActivationSet set, LayerActivations activations, List<GridCell> cells, long before, long all) {
        return plan.exampleCutter(layer)
                .of(set, activations, cells, (done, of) -> progress.steps(before * of + done * cells.size(), all * of));
    }
}

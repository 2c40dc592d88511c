package io.github.activationatlas.internal.build;

import com.google.common.base.Suppliers;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Floats;
import io.github.activationatlas.AtlasSettings;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.folder.Names;
import io.github.activationatlas.internal.saved.SheetList;
import io.github.activationatlas.internal.saved.Sheets;
import io.github.activationatlas.internal.saved.StageFolder;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.Whitening;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws the icons of a layer's grids, sheet by sheet, so that an interrupt loses no more than one sheet. */
public final class IconStage {
    private static final Logger LOG = LoggerFactory.getLogger(IconStage.class);
    private static final int VERSION = 2;
    private final StageFolder folder;
    private final AtlasSettings settings;
    private final int layer;
    private final VisualizerFactory visualizers;
    private final Progress progress;

    public IconStage(
            StageFolder folder, AtlasSettings settings, int layer, VisualizerFactory visualizers, Progress progress) {
        this.folder = folder;
        this.settings = settings;
        this.layer = layer;
        this.visualizers = visualizers;
        this.progress = progress;
    }

    /** Makes a visualiser of this layer that reports on the icons of one call. */
    public interface VisualizerFactory {
        FeatureVisualizer of(Reached reached);
    }

    /** Called with how far the icons of one call have come. */
    public interface Reached {
        void steps(long done, long total);
    }

    /** Called with how many icons of how many are finished, counted in steps. */
    public interface Progress {
        void steps(long done, long total);
    }

    /** A grid's icons, their key, where they are kept, and whether any were left to draw. */
    public record Drawn(IconGrid icons, String key, List<Artifact> artifacts, boolean made) {}

    /**
     * Draws all grids, the coarse before the fine. A coarse icon is near to what the finer ones will be, so that they look alike and need fewer steps.
     *
     * @param laidOut the key of the layer's layout
     * @param whitening gives what cells are multiplied by, or null; asked once, if there is anything to draw
     */
    public List<Drawn> run(List<Grid> grids, String laidOut, Supplier<@Nullable Whitening> whitening)
            throws IOException {
        String name = settings.layers().get(layer);
        Supplier<@Nullable Whitening> once = Suppliers.memoize(whitening::get);
        long total = grids.stream().mapToLong(grid -> grid.cells().size()).sum();
        long before = 0;
        List<Drawn> done = new ArrayList<>();
        String key = StageKey.of("icons", VERSION)
                .with("layout", laidOut)
                .with("layer", name)
                .with("settings", settings.icons().getOrDefault(name, java.util.Map.of()))
                .with("objective", settings.objective())
                .with("whitening", settings.whitening())
                .with("minPoints", settings.minPoints())
                .hash();
        for (Grid grid : grids) {
            key = StageKey.of("grid", VERSION)
                    .with("coarser", key)
                    .with("size", grid.size())
                    .hash();
            IconGrid coarser = done.isEmpty() ? null : done.get(done.size() - 1).icons();
            done.add(draw(grid, key, coarser, once, before, total));
            before += grid.cells().size();
        }
        return done;
    }

    private Drawn draw(
            Grid grid,
            String key,
            @Nullable IconGrid coarser,
            Supplier<@Nullable Whitening> whitening,
            long before,
            long total)
            throws IOException {
        AtlasFolder store = folder.store();
        int cells = grid.cells().size();
        int sheets = SheetList.count(cells, Sheets.MOST);
        List<@Nullable Artifact> found = new ArrayList<>();
        for (int s = 0; s < sheets; s++) {
            found.add(
                    store == null
                            ? null
                            : store.find(Names.icons(layer, grid.size(), s), key)
                                    .orElse(null));
        }
        if (store != null) {
            found = folder.continued("icons", found);
        }
        List<@Nullable Objective> objectives = null;
        List<Long> numbers = numbers(grid);
        List<BufferedImage> icons = new ArrayList<>();
        List<Artifact> kept = new ArrayList<>();
        for (int s = 0; s < sheets; s++) {
            int first = s * Sheets.MOST;
            int end = Math.min(cells, first + Sheets.MOST);
            Artifact artifact = found.get(s);
            if (artifact == null) {
                objectives = objectives == null ? objectives(grid, whitening.get()) : objectives;
                FeatureVisualizer visualizer = visualizers.of(
                        (done, of) -> progress.steps((before + first) * of + done * (end - first), total * of));
                List<BufferedImage> drawn = draw(
                        visualizer,
                        objectives.subList(first, end),
                        coarser == null ? List.of() : around(grid, grid.cells().subList(first, end), coarser),
                        numbers.subList(first, end));
                if (store == null) {
                    icons.addAll(drawn);
                    continue;
                }
                String name = Names.icons(layer, grid.size(), s);
                Path file = store.place(name + ".png");
                Sheets.write(file, drawn);
                artifact = store.complete(name, key, List.of(file));
            }
            kept.add(artifact);
        }
        return new Drawn(
                new IconGrid(grid, store == null ? icons : new SheetList(store.path(), kept, Sheets.MOST, cells)),
                key,
                kept,
                objectives != null);
    }

    private static List<BufferedImage> draw(
            FeatureVisualizer visualizer,
            List<@Nullable Objective> part,
            List<BufferedImage> from,
            List<Long> numbers) {
        List<Objective> objectives = part.stream().flatMap(Stream::ofNullable).toList();
        List<BufferedImage> starts = IntStream.range(0, from.size())
                .filter(i -> part.get(i) != null)
                .mapToObj(from::get)
                .toList();
        Iterator<Visualization> found = (objectives.isEmpty()
                        ? List.<Visualization>of()
                        : visualizer.visualize(
                                objectives,
                                starts,
                                IntStream.range(0, part.size())
                                        .filter(i -> part.get(i) != null)
                                        .mapToObj(numbers::get)
                                        .toList()))
                .iterator();
        List<BufferedImage> drawn = new ArrayList<>();
        part.forEach(objective -> drawn.add(
                objective == null ? grey(visualizer.size()) : found.next().image()));
        return drawn;
    }

    /** What the noise of each cell's icon depends on: the cell itself, so that a cell more or less changes no other's. */
    private List<Long> numbers(Grid grid) {
        String name = settings.layers().get(layer);
        return grid.cells().stream()
                .map(cell -> Hashing.sha256()
                        .hashString(
                                name + " " + grid.size() + " " + cell.column() + " " + cell.row(),
                                StandardCharsets.UTF_8)
                        .asLong())
                .toList();
    }

    /** What each cell's icon is optimised for; null for a cell whose average is zero, which has no direction. */
    private List<@Nullable Objective> objectives(Grid grid, @Nullable Whitening whitening) {
        List<@Nullable Objective> objectives = new ArrayList<>();
        for (GridCell cell : grid.cells()) {
            float[] mean = cell.mean();
            boolean zero = Floats.asList(mean).stream().allMatch(v -> v == 0);
            objectives.add(zero ? null : settings.objective().of(mean, whitening));
            if (zero) {
                LOG.warn(
                        "Layer {}, grid {}: the average activation of the cell in column {}, row {} ({} points) is zero; its icon is grey",
                        settings.layers().get(layer),
                        grid.size(),
                        cell.column(),
                        cell.row(),
                        cell.count());
            }
        }
        return objectives;
    }

    private static BufferedImage grey(int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[size * size];
        Arrays.fill(pixels, 0x808080);
        image.setRGB(0, 0, size, size, pixels, 0, size);
        return image;
    }

    /** For each of some cells, the icon of the coarser grid's cell that lies around it or nearest to it. */
    public static List<BufferedImage> around(Grid grid, List<GridCell> cells, IconGrid coarser) {
        List<BufferedImage> icons = new ArrayList<>();
        for (GridCell cell : cells) {
            int nearest = coarser.grid().nearest((cell.column() + 0.5) / grid.size(), (cell.row() + 0.5) / grid.size());
            icons.add(coarser.icons().get(nearest));
        }
        return icons;
    }
}

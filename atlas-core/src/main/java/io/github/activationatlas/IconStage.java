package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Visualization;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws a grid's icons for a build, part by part, so that an interrupt loses no more than one part. */
final class IconStage {
    private static final int PART = 256;
    private final FeatureVisualizer visualizer;
    private final StageFolder folder;
    private final Reached reached;

    IconStage(FeatureVisualizer visualizer, StageFolder folder, Reached reached) {
        this.visualizer = visualizer;
        this.folder = folder;
        this.reached = reached;
    }

    /** Is told how many icons are finished before those that the visualiser reports on. */
    interface Reached {
        void icons(int before, int ofPart);
    }

    /**
     * Draws.
     *
     * @param objectives one an icon, null where there is nothing to draw
     * @param from pictures to start from, one an icon; none to start from noise
     */
    ImmutableList<BufferedImage> draw(String name, List<@Nullable Objective> objectives, List<BufferedImage> from)
            throws IOException {
        List<BufferedImage> icons = new ArrayList<>();
        for (int first = 0; first < objectives.size(); first += PART) {
            int end = Math.min(objectives.size(), first + PART);
            String file = name + "-part-" + first / PART + ".png";
            reached.icons(first, end - first);
            if (folder.has(file)) {
                icons.addAll(folder.files().readSheet(file, end - first));
            } else {
                List<BufferedImage> drawn =
                        draw(objectives.subList(first, end), from.isEmpty() ? List.of() : from.subList(first, end));
                if (folder.saves()) {
                    folder.files().writeSheet(file, drawn);
                }
                icons.addAll(drawn);
            }
        }
        return ImmutableList.copyOf(icons);
    }

    private List<BufferedImage> draw(List<@Nullable Objective> part, List<BufferedImage> from) {
        List<Objective> objectives = part.stream().flatMap(Stream::ofNullable).toList();
        List<BufferedImage> starts = IntStream.range(0, from.size())
                .filter(i -> part.get(i) != null)
                .mapToObj(from::get)
                .toList();
        Iterator<Visualization> found = (objectives.isEmpty()
                        ? List.<Visualization>of()
                        : starts.isEmpty()
                                ? visualizer.visualize(objectives)
                                : visualizer.visualizeFrom(objectives, starts))
                .iterator();
        List<BufferedImage> drawn = new ArrayList<>();
        part.forEach(objective -> drawn.add(
                objective == null ? grey(visualizer.size()) : found.next().image()));
        return drawn;
    }

    private static BufferedImage grey(int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[size * size];
        Arrays.fill(pixels, 0x808080);
        image.setRGB(0, 0, size, size, pixels, 0, size);
        return image;
    }

    /** For each cell, the icon of the coarser grid's cell that lies around it or nearest to it. */
    static List<BufferedImage> around(Grid grid, IconGrid coarser) {
        List<BufferedImage> icons = new ArrayList<>();
        for (GridCell cell : grid.cells()) {
            int nearest = coarser.grid().nearest((cell.column() + 0.5) / grid.size(), (cell.row() + 0.5) / grid.size());
            icons.add(coarser.icons().get(nearest));
        }
        return icons;
    }
}

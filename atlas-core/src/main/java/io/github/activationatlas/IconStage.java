package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Visualization;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
     * @param from pictures to start from, one an icon; none to start from noise
     */
    ImmutableList<BufferedImage> draw(String name, List<Objective> objectives, List<BufferedImage> from)
            throws IOException {
        List<BufferedImage> icons = new ArrayList<>();
        for (int first = 0; first < objectives.size(); first += PART) {
            int end = Math.min(objectives.size(), first + PART);
            String file = name + "-part-" + first / PART + ".png";
            reached.icons(first, end - first);
            if (folder.has(file)) {
                icons.addAll(folder.files().readSheet(file, end - first));
            } else {
                List<Objective> part = objectives.subList(first, end);
                List<BufferedImage> drawn = (from.isEmpty()
                                ? visualizer.visualize(part)
                                : visualizer.visualizeFrom(part, from.subList(first, end)))
                        .stream().map(Visualization::image).toList();
                if (folder.saves()) {
                    folder.files().writeSheet(file, drawn);
                }
                icons.addAll(drawn);
            }
        }
        return ImmutableList.copyOf(icons);
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

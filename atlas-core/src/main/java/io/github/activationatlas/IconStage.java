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

    ImmutableList<BufferedImage> draw(String name, List<Objective> objectives) throws IOException {
        List<BufferedImage> icons = new ArrayList<>();
        for (int from = 0; from < objectives.size(); from += PART) {
            List<Objective> part = objectives.subList(from, Math.min(objectives.size(), from + PART));
            String file = name + "-part-" + from / PART + ".png";
            reached.icons(from, part.size());
            if (folder.has(file)) {
                icons.addAll(folder.files().readSheet(file, part.size()));
            } else {
                List<BufferedImage> drawn = visualizer.visualize(part).stream()
                        .map(Visualization::image)
                        .toList();
                if (folder.saves()) {
                    folder.files().writeSheet(file, drawn);
                }
                icons.addAll(drawn);
            }
        }
        return ImmutableList.copyOf(icons);
    }
}

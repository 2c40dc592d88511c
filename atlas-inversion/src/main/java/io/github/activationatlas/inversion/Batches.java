package io.github.activationatlas.inversion;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many objectives, batch by batch, each with its random starts. */
final class Batches {
    private Batches() {}

    static List<Visualization> run(
            FeatureVisualizer.Builder options,
            List<? extends Objective> objectives,
            @Nullable List<BufferedImage> from) {
        List<Visualization> done = new ArrayList<>();
        long total = (long) objectives.size() * options.steps * options.starts;
        for (int first = 0; first < objectives.size(); first += options.batch) {
            int end = Math.min(objectives.size(), first + options.batch);
            for (int start = 0; start < options.starts; start++) {
                long before = ((long) first * options.starts + (long) start * (end - first)) * options.steps;
                long each = (long) end - first;
                long seed = options.seed + start * 0x632BE59BD9B4E019L;
                try (Ascent ascent = new Ascent(options, objectives.subList(first, end), seed, first)) {
                    List<Visualization> found = ascent.run(
                            from == null ? null : from.subList(first, end),
                            (value, step) -> options.progress.accept(
                                    new VisualizationProgress(before + step * each, total, value)));
                    keepBest(done, first, found);
                }
            }
        }
        return done;
    }

    private static void keepBest(List<Visualization> done, int first, List<Visualization> found) {
        for (int i = 0; i < found.size(); i++) {
            if (done.size() <= first + i) {
                done.add(found.get(i));
            } else if (found.get(i).reached() > done.get(first + i).reached()) {
                done.set(first + i, found.get(i));
            }
        }
    }
}

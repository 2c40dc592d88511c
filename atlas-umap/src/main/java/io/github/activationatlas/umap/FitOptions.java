package io.github.activationatlas.umap;

import io.github.activationatlas.umap.internal.vectors.MetricRules;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a fit is given: the settings, the arrays and functions that they name, and what does not change the layout.
 *
 * @param start initial coordinates, a row a vector, where the settings have a digest of them; missing where they were read from a file
 * @param snapshotEvery epochs, or 0 for no snapshots
 */
record FitOptions(
        UmapSettings settings,
        Distance metric,
        float @Nullable [][] start,
        int threads,
        Consumer<UmapProgress> progress,
        int snapshotEvery,
        Consumer<UmapSnapshot> snapshots) {

    /** From what distance on vectors are not neighbours. */
    double disconnectionDistance() {
        return settings.disconnectionDistance().orElse(MetricRules.farthest(metric));
    }

    /** The same but for the settings, the initial coordinates and who is given snapshots. */
    FitOptions with(UmapSettings other, float @Nullable [][] coordinates, Consumer<UmapSnapshot> listener) {
        return new FitOptions(other, metric, coordinates, threads, progress, snapshotEvery, listener);
    }

    FitOptions with(UmapSettings other) {
        return with(other, start, snapshots);
    }

    IntConsumer report(UmapProgress.Stage stage, int total) {
        return done -> progress.accept(new UmapProgress(stage, done, total));
    }
}

package io.github.activationatlas.inversion.internal.ascent;

import io.github.activationatlas.inversion.VisualizationProgress;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.models.VisionModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a visualiser works on and with, for any objectives. */
public record VisualizationTask(
        VisionModel model,
        String layer,
        VisualizerSettings settings,
        @Nullable Checkpoints checkpoints,
        Consumer<VisualizationProgress> progress) {}

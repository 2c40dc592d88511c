package io.github.activationatlas.inversion;

import io.github.activationatlas.inversion.nd4j.SameDiffObjective;
import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.testing.NullCalls;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is null is named. */
class NullsTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private static final NullCalls CALLS = new NullCalls(
            MODEL,
            "mixed3a",
            Path.of("none"),
            List.of(),
            GradientRules.EXACT,
            new Shape(1, 1, 1),
            new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
            Whitening.of(new float[][] {{1}}));

    @TestFactory
    Stream<DynamicTest> settings() {
        return CALLS.settings(FeatureVisualizer.builder(MODEL, "mixed3a"));
    }

    @TestFactory
    Stream<DynamicTest> factories() {
        return CALLS.statics(
                FeatureVisualizer.class,
                Objective.class,
                SameDiffObjective.class,
                VisualizerSettings.class,
                Colors.class,
                Magnitudes.class,
                Transforms.class,
                Whitening.class,
                ContactSheet.class,
                SpatialAttribution.class);
    }
}

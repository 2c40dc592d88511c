package io.github.activationatlas;

import io.github.activationatlas.diff.AtlasDiff;
import io.github.activationatlas.explain.ImageExplainer;
import io.github.activationatlas.figures.AtlasFigure;
import io.github.activationatlas.figures.DiffFigure;
import io.github.activationatlas.models.ImageFileReader;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.shortcuts.PatchExperiment;
import io.github.activationatlas.shortcuts.PatchPlace;
import io.github.activationatlas.testing.NullCalls;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is null is named. */
class NullsTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private static final ActivationSet SET = ActivationSet.of("mixed3a", new float[][] {{1, 2}, {3, 4}});
    private static final Layout PLACES = Layout.ofPoints(new float[][] {{0, 0}, {1, 1}});
    private static final NullCalls CALLS = new NullCalls(
            MODEL,
            "mixed3a",
            Path.of("none"),
            List.of(),
            SET,
            SET.layers().get(0),
            PLACES,
            ImageFileReader.standard(),
            ClassFilter.byRank(),
            Grid.of(SET.layers().get(0), PLACES, 1, 1),
            Small.atlas("one"),
            Small.atlas("one").layers().get(0));

    @TestFactory
    Stream<DynamicTest> settings() {
        return Stream.of(
                        Atlas.builder(),
                        ActivationCollector.builder(MODEL, "mixed3a"),
                        PatchExperiment.builder(MODEL, 0),
                        AtlasFigure.of(Small.atlas("one", "two")))
                .flatMap(CALLS::settings);
    }

    @TestFactory
    Stream<DynamicTest> factories() {
        return CALLS.statics(
                ActivationCollector.class,
                ActivationSet.class,
                ImageSource.class,
                Grid.class,
                Layout.class,
                CellLinks.class,
                PatchExperiment.class,
                PatchPlace.class,
                AtlasDiff.class,
                ImageExplainer.class,
                ImagePatches.class,
                AtlasFigure.class,
                DiffFigure.class,
                Atlas.class);
    }
}

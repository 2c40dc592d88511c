package io.github.activationatlas.models;

import io.github.activationatlas.testing.NullCalls;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SameDiff;

/** What is null is named. */
class NullsTest {
    private static final NullCalls CALLS = new NullCalls(
            Path.of("none"),
            "text",
            List.of(),
            new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB),
            Preprocessing.builder().build(),
            Labels.numbered(2),
            SameDiff.create(),
            GradientRules.EXACT);

    @TestFactory
    Stream<DynamicTest> settings() {
        return Stream.concat(
                CALLS.settings(Preprocessing.builder()), CALLS.settings(VisionModel.from(Path.of("none"))));
    }

    @TestFactory
    Stream<DynamicTest> factories() {
        return CALLS.statics(VisionModel.class, Labels.class, Images.class);
    }

    @TestFactory
    Stream<DynamicTest> work() {
        return CALLS.methods(VisionModel.bundled());
    }
}

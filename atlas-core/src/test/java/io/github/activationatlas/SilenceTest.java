package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Standard output belongs to the program; no part of the library prints on it, and neither may what it calls. */
class SilenceTest {

    /** Everything that the library does, in a program of its own. */
    static final class Everything {
        private Everything() {}

        public static void main(String[] args) throws IOException {
            Atlas atlas = Tiny.atlas().saveTo(Path.of(args[0])).build();
            atlas.writePage(Path.of(args[0], "index.html"));
            atlas.writeOverview(Path.of(args[0], "atlas.png"), Tiny.LAYER, 3);
            throughSession();
        }

        /** A graph with an operation that the plan does not know, whose gradients SameDiff computes. */
        private static void throughSession() {
            SameDiff graph = SameDiff.create();
            var image = graph.placeHolder("image", DataType.FLOAT, -1, 3, -1, -1);
            var wavy = graph.math().sin("wavy", image);
            var mean = graph.mean("mean", wavy, false, 2, 3);
            graph.mmul("logits", mean, graph.constant("w", Nd4j.ones(DataType.FLOAT, 3, 4)));
            VisionModel model =
                    SameDiffModels.of(graph, Preprocessing.builder().size(8).build());
            try (NetworkRunner runner = model.runner(1, 8, "wavy", "logits")) {
                runner.forward(new float[8 * 8 * 3], 1, 8, 8);
                runner.attribution("wavy", new int[1], new int[1], new float[4]);
            }
            FeatureVisualizer.builder(Tiny.MODEL, "mixed3a")
                    .size(16)
                    .steps(1)
                    .build()
                    .visualize(Objective.channel(0));
        }
    }

    @Test
    void nothingIsPrintedOnStandardOutput(@TempDir Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Everything.class.getName(),
                        folder.resolve("atlas").toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(err, StandardCharsets.UTF_8))
                .isZero();
        assertThat(out).content().isEmpty();
        assertThat(folder.resolve("atlas/index.html")).exists();
    }
}

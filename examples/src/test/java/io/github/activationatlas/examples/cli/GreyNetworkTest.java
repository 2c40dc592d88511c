package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Networks of one channel, as a person uses them. */
class GreyNetworkTest {
    @TempDir
    Path folder;

    /** A small network of random weights that says so much of its input. */
    private Path network(long channels, long size) {
        Nd4j.getRandom().setSeed(5);
        SameDiff graph = SameDiff.create();
        var image = graph.placeHolder("image", DataType.FLOAT, -1, channels, size, size);
        Conv2DConfig config =
                Conv2DConfig.builder().kH(3).kW(3).dataFormat("NCHW").build();
        var conv = graph.cnn.conv2d("conv", image, graph.constant("w", Nd4j.randn(DataType.FLOAT, 3, 3, 1, 6)), config);
        var relu = graph.nn.relu("relu", conv, 0);
        var mean = graph.mean("mean", relu, false, 2, 3);
        graph.mmul("logits", mean, graph.constant("v", Nd4j.randn(DataType.FLOAT, 6, 4)));
        Path file = folder.resolve("grey.fb");
        graph.save(file.toFile(), false);
        return file;
    }

    private static Path photo(Path pictures) throws IOException {
        try (var files = Files.list(pictures)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void channelsAreReadFromTheFileWhereItSaysSo() throws IOException {
        Path pictures = Terminal.pictures(folder, 15);
        Path network = network(1, 16);
        assertThat(run("describe", "--model", network).isDone().out()).containsPattern("conv +14 x 14 x 6 ");
        Path out = folder.resolve("atlas");
        run(
                        "build",
                        "--model",
                        network,
                        "--images",
                        pictures,
                        "--layer",
                        "relu",
                        "--per-image",
                        4,
                        "--grid",
                        3,
                        "--min-points",
                        1,
                        "--neighbors",
                        10,
                        "--size",
                        16,
                        "--steps",
                        4,
                        "--out",
                        out)
                .isDone();
        assertThat(out.resolve("atlas-relu-3.png")).exists();
        Path photo = photo(pictures);
        run("explain", "--model", network, "--atlas", out, "--out", folder.resolve("path.png"), photo)
                .isDone();
        run("patch", "--model", network, "--images", pictures, "--target", "0", "--patch", photo)
                .isDone();
    }

    @Test
    void channelsAreTakenFromTheCommandWhereTheFileLeavesThemOpen() throws IOException {
        Path network = network(-1, -1);
        Path photo = photo(Terminal.pictures(folder, 1));
        run("classify", "--model", network, "--input-size", 16, "--channels", 1, "--mean", 0.5, photo)
                .isDone();
        run("classify", "--model", network, "--input-size", 16, photo)
                .isMistake("the network takes 1-channel images, but the preprocessing says 3 channels");
    }
}

package io.github.activationatlas.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.examples.bench.UmapBench.Result;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The program that compares UMAP programs, and its picture. */
class UmapBenchTest {
    @TempDir
    Path folder;

    @Test
    void runsProgramsInTurnAndDrawsTheirTimes() throws IOException {
        Random random = new Random(1);
        float[][] rows = Stream.generate(() -> new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()})
                .limit(100)
                .toArray(float[][]::new);
        Path data = folder.resolve("made-up.npy");
        Npy.of(rows).write(data);
        Path chart = folder.resolve("times.svg");
        String umap = "java -cp " + System.getProperty("java.class.path")
                + " io.github.activationatlas.examples.cli.AtlasCommand umap";
        int code = new CommandLine(new UmapBench())
                .execute(
                        "--data",
                        data + ":cosine",
                        "--repetitions",
                        "1",
                        "--chart",
                        chart.toString(),
                        "a=" + umap,
                        "b=" + umap);
        assertThat(code).isZero();
        assertThat(chart).content().contains("made-up, cosine", ">a<", ">b<");
    }

    @Test
    void theSlowestProgramHasTheLongestBarAndNamesAreNoMarkup() {
        String svg = UmapBenchChart.svg(List.of(new Result("d", "ours", 1), new Result("d", "<peer>", 4)));
        assertThat(svg).contains("width='120.0'", "width='480.0'", "4.0 s, 4.0 times", "&lt;peer&gt;");
    }
}

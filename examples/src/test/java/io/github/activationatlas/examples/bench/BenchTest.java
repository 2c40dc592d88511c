package io.github.activationatlas.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmarks run, and print one line of JSON. */
class BenchTest {
    private static JsonObject report(Object bench, String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = new CommandLine(bench);
            line.setCaseInsensitiveEnumValuesAllowed(true);
            assertThat(line.execute(args)).isZero();
        } finally {
            System.setOut(before);
        }
        return JsonParser.parseString(printed.toString(StandardCharsets.UTF_8)).getAsJsonObject();
    }

    @Test
    void aStepIsTimed() {
        JsonObject report =
                report(new StepBench(), "--net", "inception", "--batch", "1", "--size", "32", "--threads", "2");
        assertThat(report.get("forward_s").getAsDouble()).isPositive();
        assertThat(report.get("forward_gradient_s").getAsDouble())
                .isGreaterThan(report.get("forward_s").getAsDouble() / 10);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSoakTellsTheResidentMemory(@TempDir Path folder) throws IOException {
        Path vectors = folder.resolve("vectors.npy");
        float[][] rows =
                new float[2][VisionModel.bundled().layer("conv1").shape().channels()];
        rows[0][1] = 1;
        rows[1][2] = 1;
        Npy.of(rows).write(vectors);
        JsonObject report = report(
                new IconsSoak(), "--layer", "conv1", "--targets", vectors.toString(), "--size", "16", "--steps", "10");
        assertThat(report.get("resident_mb_at_tenth").getAsLong()).isPositive();
        assertThat(report.get("resident_mb_at_end").getAsLong()).isPositive();
    }
}

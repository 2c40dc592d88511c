package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.examples.cli.options.IconOptions;
import io.github.activationatlas.examples.cli.options.SourceOptions;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Earlier names of options still work, but help does not list them. */
class OptionAliasesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "icons, --plain-view, --untransformed-weight",
        "icons, --plain-every, --untransformed-every",
        "build, --plain-view, --untransformed-weight",
        "icons, --S, --whitening",
        "class, --most, --max-activations",
        "compare, --most, --max-activations",
        "umap, --k, --neighbors"
    })
    void earlierNamesAreHidden(String command, String before, String now) {
        assertThat(run(command, "--help").isDone().out())
                .contains(now + "=")
                .doesNotContainPattern(before + "\\b(?!-)");
        var options = new CommandLine(new AtlasCommand())
                .getSubcommands()
                .get(command)
                .getCommandSpec()
                .optionsMap();
        assertThat(options.get(before).hidden()).isTrue();
    }

    @Test
    void earlierNamesOfIconOptionsSetTheSame() {
        VisualizerSettings settings = icons("--plain-view", "0.3", "--plain-every", "3");
        assertThat(settings).isEqualTo(icons("--untransformed-weight", "0.3", "--untransformed-every", "3"));
        assertThat(settings).isNotEqualTo(icons());
    }

    private static VisualizerSettings icons(String... arguments) {
        IconOptions options = new IconOptions();
        parse(options, arguments);
        return options.apply(FeatureVisualizer.builder(VisionModel.bundled(), "mixed4a"))
                .build()
                .settings();
    }

    @Test
    void earlierNamesOfMostAndKSetTheSame() throws IOException {
        float[][] rows = new float[30][3];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i % 3] = i;
        }
        Path data = folder.resolve("vectors.npy");
        Npy.of(rows).write(data);
        byte[][] neighbours = new byte[3][];
        String[][] options = {{"--k", "4"}, {"--neighbors", "4"}, {"--neighbors", "5"}};
        for (int i = 0; i < options.length; i++) {
            Path knn = folder.resolve("knn" + i + ".npy");
            run(
                            "umap",
                            "--data",
                            data,
                            options[i][0],
                            options[i][1],
                            "--out",
                            folder.resolve("l.npy"),
                            "--knn-out",
                            knn)
                    .isDone();
            neighbours[i] = Files.readAllBytes(knn);
        }
        assertThat(neighbours[0]).isEqualTo(neighbours[1]).isNotEqualTo(neighbours[2]);
        assertThat(filter("--most", "7"))
                .isEqualTo(filter("--max-activations", "7"))
                .isNotEqualTo(filter());
    }

    private static String filter(String... arguments) {
        SourceOptions options = new SourceOptions();
        parse(
                options,
                Stream.concat(Stream.of("--from", "a", "--out", "b"), Arrays.stream(arguments))
                        .toArray(String[]::new));
        return options.filter().toString();
    }

    private static void parse(Object options, String... arguments) {
        new CommandLine(CommandSpec.create().addMixin("options", CommandSpec.forAnnotatedObject(options)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(arguments);
    }
}

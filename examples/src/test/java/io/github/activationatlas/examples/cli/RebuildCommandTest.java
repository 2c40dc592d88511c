package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An atlas holds all that it takes to build it again. */
class RebuildCommandTest {
    @TempDir
    Path folder;

    @Test
    void theSameAtlasIsBuiltFromItsProvenance() throws IOException {
        Path atlas = folder.resolve("atlas");
        Path images = Terminal.pictures(folder, 30);
        Object[] build = {
            "build",
            "--images",
            images,
            "--layer",
            "mixed4a",
            "--per-image",
            2,
            "--neighbors",
            7,
            "--min-dist",
            0.2,
            "--grid",
            2,
            3,
            "--min-points",
            2,
            "--size",
            20,
            "--steps",
            2,
            "--recipe",
            "lucid",
            "--untransformed-weight",
            0.3,
            "--whiten",
            "--title",
            "Again",
            "--seed",
            4,
            "--out",
            atlas
        };
        run(build).isDone();
        Path again = folder.resolve("again");
        assertThat(run("rebuild", "--like", atlas, "--out", again).isDone().out())
                .contains("mixed4a: 60 activations", "Open " + again.resolve("page/index.html"))
                .doesNotContain("may differ");
        List<Path> results = results(atlas);
        assertThat(results).hasSizeGreaterThanOrEqualTo(3);
        for (Path result : results) {
            assertThat(again.resolve(result.getFileName())).hasSameBinaryContentAs(result);
        }
    }

    @Test
    void otherImagesAreTold() throws IOException {
        Path atlas = folder.resolve("atlas");
        Path images = Terminal.pictures(folder, 30);
        run("build", "--images", images, "--layer", "mixed4a", "--grid", 2, "--size", 16, "--steps", 1, "--out", atlas)
                .isDone();
        run("rebuild", "--like", atlas, "--out", atlas).isMistake("--out must be another folder than --like");
        run("rebuild", "--like", folder.resolve("none"), "--out", folder.resolve("out"))
                .isMistake("holds no atlas.json");
        Path moved = Files.move(images, folder.resolve("moved"));
        run("rebuild", "--like", atlas, "--out", folder.resolve("out")).isMistake(images + " is not a folder");
        Files.delete(moved.resolve("windows-11.png"));
        assertThat(run("rebuild", "--like", atlas, "--images", moved, "--out", folder.resolve("out"))
                        .isDone()
                        .out())
                .contains("The images are not those of " + atlas + ", so the layouts and icons may differ");
    }

    private static List<Path> results(Path atlas) throws IOException {
        try (Stream<Path> files = Files.list(atlas)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("layer-.*-layout\\.npy|layer-.*-icons-.*\\.png|atlas-.*\\.png"))
                    .toList();
        }
    }
}

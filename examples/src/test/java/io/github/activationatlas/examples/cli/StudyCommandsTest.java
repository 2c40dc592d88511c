package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look into an atlas. */
class StudyCommandsTest {
    @TempDir
    static Path shared;

    private static Path atlas;
    private static Path pictures;

    @BeforeAll
    static void build() throws IOException {
        pictures = Terminal.pictures(shared, 60);
        atlas = shared.resolve("atlas");
        List<Object> arguments = new ArrayList<>(List.of("build", "--images", pictures));
        arguments.addAll(List.of("--layer", "mixed3b", "mixed4a", "--per-image", 4, "--neighbors", 10));
        // The fine grid has cells of few pictures, of which some speak for any class.
        arguments.addAll(List.of("--grid", 3, 8, "--min-points", 1, "--size", 16, "--steps", 1));
        arguments.addAll(List.of("--examples", 2, "--aligned", "--out", atlas));
        run(arguments.toArray()).isDone();
    }

    @Test
    void examplesLieBesideTheIcons() {
        assertThat(atlas.resolve("layer-1-examples-3.png")).isNotEmptyFile();
        assertThat(atlas.resolve("layer-1-examples-3.npy")).isNotEmptyFile();
    }

    @Test
    void classAndCompareMakeAtlasesOfTheirOwn() {
        Object[] settings = {"--neighbors", 5, "--min-points", 1, "--size", 16, "--steps", 1, "--layer", "mixed4a"};
        Path one = shared.resolve("one");
        run(with(settings, "class", "--from", atlas, "--class", "leaves", "--grid", 2, "--most", 60, "--out", one))
                .isDone();
        assertThat(one.resolve("class.png")).isNotEmptyFile();
        assertThat(one.resolve("atlas-mixed4a-2.png")).isNotEmptyFile();
        Path two = shared.resolve("two");
        run(with(settings, "compare", "--from", atlas, "--left", "leaves", "--right", 4, "--grid", 2, "--out", two))
                .isDone();
        assertThat(two.resolve("compare.png")).isNotEmptyFile();
        run("class", "--from", atlas, "--class", "dodo", "--out", shared.resolve("none"))
                .isMistake("there is no class 'dodo'");
        run("class", "--from", atlas, "--class", "leaves", "--out", atlas)
                .isMistake("--out must be another folder than --from");
        run("class", "--from", shared.resolve("nowhere"), "--class", "leaves", "--out", shared.resolve("none"))
                .isMistake("holds neither an atlas nor activations.json");
    }

    private static Object[] with(Object[] settings, Object... first) {
        List<Object> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(settings));
        return all.toArray();
    }

    @Test
    void drawShowsLayersSideBySide() throws IOException {
        Path png = shared.resolve("draw.png");
        Path svg = shared.resolve("draw.svg");
        run("draw", "--atlas", atlas, "--class", "windows", "--cell-size", 20, "--out", png)
                .isDone();
        run("draw", "--atlas", atlas, "--layer", "mixed4a", "--class", "windows", "--against", "--out", svg)
                .isDone();
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(2 * 8 * 20);
        assertThat(Files.readString(svg)).contains("mixed4a: windows", "<image");
        run("draw", "--atlas", atlas, "--grid", 5, "--out", png).isMistake("there is no grid of 5; there are [3, 8]");
        run("draw", "--atlas", pictures, "--out", png).isMistake("holds no atlas.json");
    }

    @Test
    void followTellsWhereACellGoes() {
        String said = run("follow", "--atlas", atlas, "--layer", "mixed3b", "--grid", 3, "--column", 1, "--row", 1)
                .isDone()
                .out();
        assertThat(said).startsWith("mixed4a\n").containsPattern("\\d+\\.\\d %  column \\d, row \\d  \\w+");
        run("follow", "--atlas", atlas, "--layer", "mixed3b", "--grid", 3, "--column", 7, "--row", 1)
                .isMistake("there is no cell in column 7, row 1");
    }

    @Test
    void shortcutsRanksCellsAndCutsTheirPatches() {
        Path out = shared.resolve("suspects");
        String said = run(
                        "shortcuts",
                        "--atlas",
                        atlas,
                        "--layer",
                        "mixed4a",
                        "--class",
                        "windows",
                        "--top",
                        2,
                        "--images",
                        pictures,
                        "--out",
                        out)
                .isDone()
                .out();
        assertThat(said.lines()).hasSizeBetween(2, 3);
        assertThat(said.lines().toList().get(0)).contains("score", "unlikeness", "foreign");
        assertThat(out.resolve("shortcut-01-icon.png")).isNotEmptyFile();
        assertThat(out.resolve("shortcut-01-patch-1.png")).isNotEmptyFile();
        assertThat(run("shortcuts", "--atlas", atlas, "--layer", "mixed4a", "--top", 3)
                        .isDone()
                        .out()
                        .lines())
                .hasSize(4);
    }

    @Test
    void patchTellsOfThePatchAndOfItsControls() {
        Path photo = pictures.resolve("windows-11.png");
        String said = run(
                        "patch",
                        "--images",
                        pictures,
                        "--target",
                        "windows",
                        "--patch",
                        photo,
                        "--region",
                        "10,10,30,30",
                        "--patch-size",
                        0.3,
                        "--at",
                        "0.5,0.5")
                .isDone()
                .out();
        assertThat(said).containsPattern("^\\d+ images\n").contains("patch ", "scrambled ", "random ", "changed");
        run("patch", "--images", pictures, "--target", "windows", "--patch", photo, "--region", "50,50,30,30")
                .isMistake("--region X,Y,W,H must lie inside the image of 64 x 64 pixels");
        run("patch", "--images", pictures, "--target", "windows")
                .isMistake("exactly one of --patch and --atlas is required");
        run(
                        "patch",
                        "--images",
                        pictures,
                        "--target",
                        "windows",
                        "--atlas",
                        atlas,
                        "--layer",
                        "mixed4a",
                        "--grid",
                        3,
                        "--cell",
                        "1,1",
                        "--at",
                        "0,0")
                .isDone();
    }

    @Test
    void diffOfAnAtlasWithItselfFindsNothing() {
        String said = run("diff", "--before", atlas, "--after", atlas, "--layer", "mixed4a", "--grid", 3)
                .isDone()
                .out();
        assertThat(said).startsWith("0 appears\n0 vanishes\n0 moves\n").containsPattern("[1-9]\\d? stays");
        Path out = shared.resolve("diff.svg");
        Object[] layers = {"--layer", "mixed3b", "--layer-after", "mixed4a", "--grid", 3, "--out", out};
        run(Stream.concat(Stream.of("diff", "--before", atlas, "--after", atlas), Stream.of(layers))
                        .toArray())
                .isDone();
        assertThat(out).content().contains("before: mixed3b", "after: mixed4a");
    }

    @Test
    void pageIsWrittenAsAFolderOrAsOneFile() {
        Path page = shared.resolve("page");
        assertThat(run("page", "--atlas", atlas, "--out", page).isDone().err()).contains("page               100 %");
        assertThat(page.resolve("index.html")).isNotEmptyFile();
        run("page", "--atlas", atlas, "--out", shared.resolve("page.html")).isDone();
        assertThat(shared.resolve("page.html")).isNotEmptyFile();
    }

    @Test
    void exportWritesTablesAndArrays() {
        Path out = shared.resolve("tables");
        run("export", "--atlas", atlas, "--out", out).isDone();
        for (String name : List.of("cells.csv", "cells.json", "points-mixed3b.csv", "means-mixed4a-3.npy")) {
            assertThat(out.resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void explainDrawsAPhotosPath() throws IOException {
        Path out = shared.resolve("path.png");
        String said = run("explain", "--atlas", atlas, "--out", out, pictures.resolve("bricks-4.png"))
                .isDone()
                .out();
        assertThat(said).contains("mixed3b\n", "mixed4a\n").containsPattern("\\d+\\.\\d %  column \\d, row \\d  \\w+");
        assertThat(ImageIO.read(out.toFile()).getWidth()).isGreaterThan(3 * 480);
    }
}

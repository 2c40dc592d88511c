package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands read is looked at before anything long is begun, and what they write replaces nothing of others. */
class FilesTest {
    private static Path atlas;
    private static Path pictures;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /** Exists, so that it is not found out before it is loaded. */
    private Path broken;

    private Path vectors;

    @BeforeAll
    static void build() throws IOException {
        pictures = Terminal.pictures(shared, 30);
        atlas = shared.resolve("atlas");
        List<Object> arguments = new ArrayList<>(List.of("build", "--images", pictures, "--layer", "mixed4a"));
        arguments.addAll(List.of("--neighbors", 10, "--grid", 3, "--min-points", 1, "--size", 16, "--steps", 1));
        arguments.addAll(List.of("--out", atlas));
        run(arguments.toArray()).isDone();
    }

    @BeforeEach
    void files() throws IOException {
        broken = Files.writeString(folder.resolve("broken.onnx"), "no network");
        vectors = folder.resolve("vectors.npy");
        float[][] rows = new float[30][176];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i] = 1;
        }
        Npy.of(rows).write(vectors);
    }

    private Path precious(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "precious");
    }

    private void leavesNothing() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(broken, vectors);
        }
    }

    @Test
    void inputsAreLookedAtBeforeTheNetworkIsLoaded() throws IOException {
        Path none = folder.resolve("none");
        Path out = folder.resolve("new/out");
        Path png = folder.resolve("new/out.png");
        Path photo = pictures.resolve("windows-11.png");
        run("classify", "--model", broken, photo, none).isMistake("There is no file " + none);
        run("classify", "--model", broken, pictures).isMistake(pictures + " is a folder, not a file");
        run("classify", "--model", broken, "--labels", none, photo).isMistake("There is no file " + none);
        run("describe", "--model", broken, "--labels", none).isMistake("There is no file " + none);
        run("explain", "--model", broken, "--atlas", atlas, "--out", png, none).isMistake("There is no file " + none);
        run("explain", "--model", broken, "--atlas", none, "--out", png, photo)
                .isMistake(none + " holds no atlas.json");
        run("patch", "--model", broken, "--images", pictures, "--target", 3, "--patch", none)
                .isMistake("There is no file " + none);
        run("patch", "--model", broken, "--images", none, "--target", 3, "--patch", photo)
                .isMistake(none + " is not a folder");
        run("patch", "--model", broken, "--images", pictures, "--target", 3, "--atlas", none)
                .isMistake("--atlas requires --layer");
        run("patch", "--model", broken, "--images", pictures, "--target", 3)
                .isMistake("exactly one of --patch and --atlas is required");
        run("shortcuts", "--model", broken, "--atlas", atlas, "--layer", "mixed4a", "--images", none, "--out", out)
                .isMistake(none + " is not a folder");
        run("build", "--model", broken, "--images", none, "--layer", "x", "--out", out)
                .isMistake(none + " is not a folder");
        run("build", "--model", broken, "--images", pictures, "--layer", "x", "--per-image", 0, "--out", out)
                .isMistake("perImage must be between");
        run("build", "--model", broken, "--images", pictures, "--layer", "x", "--grid", 0, "--out", out)
                .isMistake("grids must be between");
        run("class", "--model", broken, "--from", none, "--class", 3, "--out", out)
                .isMistake(none + " holds neither an atlas nor activations.json");
        run("compare", "--model", broken, "--from", atlas, "--left", 3, "--right", 4, "--images", none, "--out", out)
                .isMistake(none + " is not a folder");
        run("activations", "--model", broken, "--layer", "x", "--images", none, "--out", folder.resolve("new/a.npy"))
                .isMistake(none + " is not a folder");
        run("icons", "--model", broken, "--layer", "x", "--targets", none, "--out", out)
                .isMistake("There is no file " + none);
        run("icons", "--model", broken, "--layer", "x", "--targets", vectors, "--cells", none, "--out", out)
                .isMistake("There is no file " + none);
        run("icons", "--model", broken, "--layer", "x", "--targets", vectors, "--score", none)
                .isMistake("There is no folder " + none);
        run("diff", "--before", atlas, "--after", none, "--layer", "mixed4a", "--grid", 3)
                .isMistake(none + " holds no atlas.json");
        run("umap", "--data", none, "--out", folder.resolve("new/layout.npy")).isMistake("There is no file " + none);
        leavesNothing();
    }

    @Test
    void aBuildThatFailsLeavesNothing() throws IOException {
        Path out = folder.resolve("new/atlas");
        run("build", "--images", folder.resolve("none"), "--layer", "mixed4a", "--out", out)
                .isMistake("none is not a folder");
        run("build", "--images", pictures, "--layer", "fire8", "--out", out).isMistake("fire8");
        run("build", "--model", broken, "--images", pictures, "--layer", "x", "--out", out)
                .isMistake("broken.onnx");
        run("class", "--from", atlas, "--class", "dodo", "--out", out).isMistake("dodo");
        leavesNothing();
    }

    @Test
    void foldersOfOthersAreRefusedBeforeAnythingIsRead() throws IOException {
        Path cells = precious("mine/cells.csv");
        Path icon = precious("mine/icon-0000.png");
        Path mine = folder.resolve("mine");
        run("export", "--atlas", atlas, "--out", mine).isMistake("is not empty and holds no tables of an atlas");
        run("shortcuts", "--atlas", atlas, "--layer", "mixed4a", "--out", mine)
                .isMistake("is not empty and holds no shortcuts of an atlas");
        run("icons", "--layer", "mixed4a", "--targets", vectors, "--out", mine)
                .isMistake("contains files other than icons");
        run("page", "--atlas", atlas, "--out", mine).isMistake("is not empty and holds no page of an atlas");
        run("class", "--from", atlas, "--class", 3, "--out", mine).isMistake("is not empty and holds no atlas");
        assertThat(cells).hasContent("precious");
        assertThat(icon).hasContent("precious");
        Path out = folder.resolve("other");
        Files.createDirectories(out);
        run("export", "--atlas", atlas, "--out", out).isDone();
        run("export", "--atlas", atlas, "--out", out).isDone();
        Path page = precious("again/page/index.html");
        Files.copy(atlas.resolve("atlas.json"), folder.resolve("again/atlas.json"));
        run("build", "--model", broken, "--images", pictures, "--layer", "x", "--out", folder.resolve("again"))
                .isMistake(page.getParent() + " is not empty and holds no page of an atlas");
    }

    @Test
    void aPictureHasTheFormatOfItsEndingOrIsRefusedBeforeAnythingIsRead() throws IOException {
        Path none = folder.resolve("none");
        Path gif = folder.resolve("new/map.gif");
        String[] endings = {"map.gif should end with .png, .jpg or .jpeg"};
        run("explain", "--atlas", none, "--out", gif, none).isMistake(endings);
        run("icons", "--layer", "mixed4a", "--targets", none, "--sheet", gif).isMistake("There is no file " + none);
        run("icons", "--layer", "mixed4a", "--targets", vectors, "--sheet", gif).isMistake(endings);
        run("icons", "--layer", "mixed4a", "--targets", vectors, "--compare", gif)
                .isMistake(endings);
        run("draw", "--atlas", none, "--out", gif).isMistake("map.gif should end with .png, .jpg, .jpeg or .svg");
        run("diff", "--before", none, "--after", none, "--layer", "x", "--grid", 3, "--out", gif)
                .isMistake("map.gif should end with .png, .jpg, .jpeg or .svg");
        run("activations", "--images", pictures, "--layer", "mixed4a", "--out", folder.resolve("new/a.csv"))
                .isMistake("--out must end with .npy, but was ", "a.csv");
        leavesNothing();
        Path jpg = folder.resolve("new/map.jpg");
        run("draw", "--atlas", atlas, "--out", jpg).isDone();
        assertThat(format(jpg)).isEqualTo("JPEG");
        Path explained = folder.resolve("newer/path.jpeg");
        run("explain", "--atlas", atlas, "--out", explained, pictures.resolve("windows-11.png"))
                .isDone();
        assertThat(format(explained)).isEqualTo("JPEG");
    }

    private static String format(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            return ImageIO.getImageReaders(in).next().getFormatName();
        }
    }

    @Test
    void foldersAroundOutputsAreMade() throws IOException {
        run("page", "--atlas", atlas, "--out", folder.resolve("a/b/atlas.html")).isDone();
        run("page", "--atlas", atlas, "--out", folder.resolve("a/c/page")).isDone();
        run("export", "--atlas", atlas, "--out", folder.resolve("a/d/tables")).isDone();
        run("draw", "--atlas", atlas, "--out", folder.resolve("a/e/map.svg")).isDone();
        Path layout = folder.resolve("a/f/layout.csv");
        Path json = folder.resolve("a/g/times.json");
        run("umap", "--data", vectors, "--k", 5, "--opts", "cold", "--out", layout, "--json", json)
                .isDone();
        assertThat(layout).isNotEmptyFile();
        assertThat(json).isNotEmptyFile();
    }

    @Test
    void whatCannotBeWrittenIsNamedBeforeAnythingIsRead() throws IOException {
        Path file = precious("file");
        Path none = folder.resolve("none");
        String why = file + " is not a folder";
        run("draw", "--atlas", none, "--out", file.resolve("d.png"))
                .isMistake("cannot write " + file.resolve("d.png") + ": " + why);
        run("page", "--atlas", none, "--out", file.resolve("p.html")).isMistake("cannot write ", why);
        run("page", "--atlas", none, "--out", file.resolve("p")).isMistake("cannot write ", why);
        run("export", "--atlas", none, "--out", file.resolve("t")).isMistake("cannot write ", why);
        run("umap", "--data", none, "--out", file.resolve("l.npy")).isMistake("cannot write ", why);
        run("umap", "--data", none, "--out", folder.resolve("l.npy"), "--json", file.resolve("t.json"))
                .isMistake("cannot write ", why);
        run("icons", "--layer", "mixed4a", "--targets", vectors, "--out", file.resolve("i"))
                .isMistake("cannot write ", why);
        run("icons", "--layer", "mixed4a", "--targets", vectors, "--sheet", folder.resolve("s.png"), "--json", folder)
                .isMistake("cannot write " + folder + ": it is a folder");
        run("build", "--images", pictures, "--layer", "mixed4a", "--out", file.resolve("a"))
                .isMistake("cannot be written to", why);
        Files.createDirectory(folder.resolve("taken.png"));
        run("draw", "--atlas", none, "--out", folder.resolve("taken.png"))
                .isMistake("cannot write " + folder.resolve("taken.png") + ": it is a folder");
    }

    @Test
    void whatIsReadIsNotWrittenOver() throws IOException {
        byte[] before = Files.readAllBytes(vectors);
        run("umap", "--data", vectors, "--k", 5, "--out", folder.resolve("../" + folder.getFileName() + "/vectors.npy"))
                .isMistake("would overwrite an input");
        assertThat(vectors).hasBinaryContent(before);
        Path photo = folder.resolve("photo.png");
        Files.copy(pictures.resolve("windows-11.png"), photo);
        run("explain", "--atlas", atlas, "--out", photo, photo).isMistake("would overwrite an input");
        assertThat(photo).hasSameBinaryContentAs(pictures.resolve("windows-11.png"));
    }
}

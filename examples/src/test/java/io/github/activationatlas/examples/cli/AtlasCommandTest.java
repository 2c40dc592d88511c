package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.activationatlas.examples.cli.Terminal.Outcome;
import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a person types them. */
class AtlasCommandTest {
    @TempDir
    Path folder;

    private Path pictures(int count) throws IOException {
        return Terminal.pictures(folder, count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build",
                "class",
                "compare",
                "shortcuts",
                "patch",
                "explain",
                "describe",
                "classify",
                "activations",
                "icons"
            })
    void helpNamesEveryOption(String command) {
        String help = run(command, "--help").isDone().out();
        assertThat(help).contains("Usage: atlas " + command, "--model", "--input-size", "--channel-order");
        assertThat(help).contains("--value-range", "--mean", "--std", "--crop", "--seed", "--threads", "--labels");
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run("--help").isDone().out())
                .contains(
                        "class", "compare", "draw", "follow", "shortcuts", "patch", "explain", "diff", "page", "export")
                .contains("build", "rebuild", "describe", "classify", "activations", "icons");
    }

    @Test
    void mistakesEndWithTwoAndOneSentence() throws IOException {
        Path pictures = pictures(1);
        Path out = folder.resolve("out");
        run().isMistake("No command given (see --help)");
        run("paint").isMistake("paint");
        run("clasify").isMistake("did you mean 'classify'?");
        run("classify", "--labls", "x.txt", "x.png").isMistake("Unknown option", "did you mean '--labels'?");
        run("classify").isMistake("IMAGE");
        run("classify", "--input-size", "big", "x.png").isMistake("--input-size", "big");
        run("classify", "--threads", 0, "x.png").isMistake("--threads must be between 1 and 1024, but was 0");
        run("classify", folder.resolve("none.png")).isMistake("There is no file", "none.png");
        run("classify", "--model", "none.onnx", "x.png").isMistake("There is no file none.onnx");
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        run("classify", text).isMistake("text.png is not of a format that ImageIO knows");
        run("classify", "--class", "dodo", text).isMistake("there is no class 'dodo'");
        run("build", "--images", folder.resolve("none"), "--layer", "mixed4a", "--out", out)
                .isMistake("none is not a folder");
        run("build", "--images", pictures, "--layer", "mixed4a", "--out", pictures)
                .isMistake("is not empty and holds no atlas; name another folder");
        run("build", "--images", pictures, "--layer", "fire8", "--out", out).isMistake("there is no layer 'fire8'");
        run("build", "--images", pictures, "--layer", "mixd4a", "--out", out)
                .isMistake("there is no layer 'mixd4a'", "did you mean 'mixed4a'?");
        run("build", "--images", pictures, "--layer", "mixed4a", "--out", out).isMistake("no cell can hold 5 points");
        run("build", "--images", pictures, "--layer", "mixed4a", "--per-image", 0, "--out", out)
                .isMistake("perImage must be between 1 and 10000, but was 0");
        run("icons", "--layer", "mixed4a", "--targets", text, "--out", out).isMistake("text.png");
        run("activations", "--images", pictures, "--layer", "mixed4a", "--out", text.resolve("x.npy"))
                .isMistake("text.png is not a folder");
    }

    @Test
    void describeListsLayersAndUnknownOperators() throws IOException {
        assertThat(run("describe").isDone().out())
                .containsPattern("layer +shape +stride +receptive field")
                .containsPattern("mixed3b +16 x 16 x 144 +4 +49");
        GraphProto.Builder graph = GraphProto.newBuilder();
        for (String operator : List.of("Relu", "Einsum", "NonZero", "Einsum")) {
            graph.addNode(
                    NodeProto.newBuilder().setOpType(operator).addInput("x").addOutput("y" + graph.getNodeCount()));
        }
        Path file = folder.resolve("odd.onnx");
        Files.write(file, ModelProto.newBuilder().setGraph(graph).build().toByteArray());
        assertThat(run("describe", "--model", file).isDone().out())
                .contains("operators  {Einsum=2, NonZero=1, Relu=1}", "unsupported Einsum, NonZero");
    }

    @Test
    void classifyNamesFiveClassesAndTheWantedOne() throws IOException {
        Path pictures = pictures(15);
        Path honeycomb = pictures.resolve("honeycomb-" + DrawnImages.classes().indexOf("honeycomb") + ".png");
        String out = run("classify", "--class", "windows", honeycomb).isDone().out();
        List<String> lines = out.lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.get(1)).endsWith("honeycomb");
        assertThat(lines.get(6)).endsWith("windows");
    }

    @Test
    void activationsAndIconsGoThroughFiles() throws IOException {
        Path vectors = folder.resolve("vectors.npy");
        run("activations", "--layer", "mixed4a", "--images", pictures(4), "--per-image", 2, "--out", vectors)
                .isDone();
        Npy array = Npy.read(vectors);
        assertThat(array.rows()).hasDimensions(8, 176);
        Path icons = folder.resolve("icons");
        Path json = folder.resolve("t.json");
        run(
                        "icons",
                        "--layer",
                        "mixed4a",
                        "--targets",
                        vectors,
                        "--size",
                        24,
                        "--steps",
                        2,
                        "--batch",
                        3,
                        "--out",
                        icons,
                        "--json",
                        json)
                .isDone();
        try (Stream<Path> files = Files.list(icons)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .hasSize(8)
                    .contains("icon-0000.png", "icon-0007.png");
        }
        assertThat(ImageIO.read(icons.resolve("icon-0003.png").toFile()).getWidth())
                .isEqualTo(24);
        JsonObject report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(report.get("seconds_per_icon").getAsDouble() * 8)
                .isEqualTo(report.get("seconds").getAsDouble());
        run("icons", "--layer", "mixed4a", "--targets", vectors, "--cells", vectors, "--score", icons, "--json", json)
                .isDone();
        JsonObject judged = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(judged.keySet())
                .contains("cos_centre", "cos_mean", "cos_robust", "norm_ratio", "own_cell", "own_in_5");
        // Files hold eight bits a value, so the judge's figures are near the drawer's, not the same.
        assertThat(judged.get("cos_centre").getAsDouble())
                .isCloseTo(report.get("cos_centre").getAsDouble(), within(0.01));
        assertThat(judged.has("seconds")).isFalse();
    }

    @Test
    void iconsTakeTheOptionsAndWriteTheKeysOfThePeersProgram() throws IOException {
        Path vectors = folder.resolve("vectors.npy");
        run("activations", "--layer", "conv1", "--images", pictures(4), "--per-image", 2, "--out", vectors)
                .isDone();
        float[][] moment = new float[Npy.read(vectors).rows()[0].length][];
        for (int i = 0; i < moment.length; i++) {
            moment[i] = new float[moment.length];
            moment[i][i] = 1;
        }
        Path whitening = folder.resolve("S.npy");
        Npy.of(moment).write(whitening);
        Path json = folder.resolve("t.json");
        List<Object> arguments = new ArrayList<>(List.of("icons", "--recipe", "lucid", "--targets", vectors));
        arguments.addAll(List.of("--S", whitening, "--cells", vectors, "--layer", "conv1", "--steps", 2));
        arguments.addAll(List.of("--size", 24, "--batch", 3, "--threads", 1, "--seed", 5, "--lr", 0.1, "--power", 2));
        arguments.addAll(
                List.of("--untransformed-weight", 0.2, "--decay", "--out", folder.resolve("icons"), "--json", json));
        Set<String> measures = new TreeSet<>(List.of("icons", "steps", "size", "cos_centre", "cos_mean"));
        measures.addAll(List.of("cos_robust", "norm_ratio", "own_cell", "own_in_5", "own_cell_white"));
        Set<String> drawn = new TreeSet<>(measures);
        drawn.addAll(List.of("seconds", "seconds_per_icon"));
        double[] cosines = new double[2];
        for (int i = 0; i < 2; i++) {
            run(Stream.concat(arguments.stream(), Stream.of("--objective", i == 0 ? "dotcos" : "cos"))
                            .toArray())
                    .isDone();
            JsonObject report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
            assertThat(report.keySet()).containsExactlyInAnyOrderElementsOf(drawn);
            cosines[i] = report.get("cos_centre").getAsDouble();
        }
        assertThat(cosines[0]).isNotEqualTo(cosines[1]);
        arguments.addAll(List.of("--score", folder.resolve("icons")));
        run(arguments.toArray()).isDone();
        assertThat(JsonParser.parseString(Files.readString(json))
                        .getAsJsonObject()
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(measures);
    }

    @Test
    void buildWritesPageMapsAndAtlas() throws IOException {
        Path out = folder.resolve("atlas");
        List<Object> arguments = new ArrayList<>(List.of("build", "--images", pictures(45)));
        arguments.addAll(List.of("--layer", "mixed3b", "mixed4a", "--per-image", 2, "--neighbors", 10));
        arguments.addAll(List.of("--grid", 2, 4, "--min-points", 1, "--size", 16, "--steps", 1));
        arguments.addAll(List.of("--threads", 2, "--seed", 4, "--out", out));
        Files.writeString(folder.resolve("images/broken.jpg"), "no picture");
        Outcome done = run(arguments.toArray()).isDone();
        assertThat(done.out())
                .contains("mixed3b: 90 activations", "mixed4a: 90 activations")
                .contains("1 of 46 images could not be read")
                .containsPattern("collect +\\d+\\.\\d s")
                .containsPattern("icons mixed4a +\\d+\\.\\d s");
        assertThat(done.err()).contains("collect", "100 %", "broken.jpg");
        for (String name : List.of("page/index.html", "atlas.json", "atlas-mixed3b-2.png", "atlas-mixed4a-4.png")) {
            assertThat(out.resolve(name)).isNotEmptyFile();
        }
        run(arguments.toArray()).isDone();
    }

    @Test
    void aRealNetworkAndARealPhotoAreUnderstood() {
        String data = System.getenv("ATLAS_DATA");
        if (data == null) {
            abort("skipped: set ATLAS_DATA to the folder that holds squeezenet1.0-imagenet.onnx");
        }
        Object[] model = {
            "--model",
            data + "/squeezenet1.0-imagenet.onnx",
            "--labels",
            data + "/imagenet-labels.txt",
            "--input-size",
            227,
            "--channel-order",
            "BGR",
            "--value-range",
            255,
            "--mean",
            "104,117,123",
            "--std",
            "1,1,1"
        };
        assertThat(run(concatenated(new Object[] {"describe"}, model)).isDone().out())
                .containsPattern("fire8 +\\d+ x \\d+ x 512 +8 ");
        String classes = run(concatenated(new Object[] {"classify", "--class", "n02119022"}, model, new Object[] {
                    data + "/photos/n11939491_daisy.jpg"
                }))
                .isDone()
                .out();
        assertThat(classes.lines().toList().get(1)).endsWith("daisy");
        assertThat(classes.lines().toList().get(6)).endsWith("red fox");
    }

    private static Object[] concatenated(Object[]... parts) {
        return Arrays.stream(parts).flatMap(Arrays::stream).toArray();
    }
}

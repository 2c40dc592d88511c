package io.github.activationatlas.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Small;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtlasTablesTest {
    private static final String PROGRAM = """
            import pandas, numpy
            cells = pandas.read_csv("cells.csv")
            same = pandas.read_json("cells.json")
            points = pandas.read_csv("points-early.csv")
            means = numpy.load("means-late-2.npy")
            attributions = numpy.load("attributions-early-2.npy")
            assert list(cells.columns) == list(same.columns), (cells.columns, same.columns)
            assert (cells == same).all().all()
            assert list(cells["count"]) == [5, 1, 2] * 2
            assert list(cells["column"]) == [0, 1, 1] * 2
            assert cells["class1"][0] == 'frying pan, "deep"', cells["class1"][0]
            assert list(cells["class1_index"]) == [0, 1, 1] * 2 and list(cells["class2_index"]) == [1, 0, 0] * 2
            assert list(points["predicted_index"]) == [0, 1, 1, 0, 1, 1, 0, 1]
            assert cells["attribution1"][2] == 1 and cells["class1"][1] == "leaves"
            assert len(points) == 8 and points["image"][0] == 'one, "first".png' and points["predicted"][1] == "leaves"
            assert abs(points["x"][6] - 0.8) < 1e-6
            assert means.shape == (3, 3) and abs(means[0, 2] - 0.2) < 1e-6
            assert attributions.tolist() == [[2, -1], [-0.5, 0.5], [-1, 1]]
            print("all read")
            """;

    @Test
    void pandasAndNumpyReadEachFileInOneLine(@TempDir Path folder) throws IOException, InterruptedException {
        AtlasTables.write(Small.atlas("frying pan, \"deep\"", "leaves"), folder);
        if (python(folder, "import pandas, numpy").code() != 0) {
            abort("skipped: python3 with pandas and numpy is not there (Debian: python3-pandas)");
        }
        Outcome outcome = python(folder, PROGRAM);
        assertThat(outcome.said()).isEqualTo("all read\n");
    }

    @Test
    void layersWhoseNamesDifferInASlashHaveFilesOfTheirOwn(@TempDir Path folder) throws IOException {
        Atlas small = Small.atlas("crane", "crane");
        List<AtlasLayer> layers = new ArrayList<>();
        for (String name : List.of("block/a", "block_a", "Block_A")) {
            AtlasLayer layer = small.layers().get(layers.size() % 2);
            LayerActivations table = layer.activations();
            layers.add(new AtlasLayer(
                    LayerActivations.of(
                            name,
                            table.vectors(),
                            table.attributions(),
                            new int[table.size()],
                            new int[table.size()],
                            new int[table.size()]),
                    layer.layout(),
                    layer.grids()));
        }
        AtlasTables.write(
                new Atlas("", small.labels(), small.images(), small.predicted(), 1, layers, small.provenance()),
                folder);
        assertThat(folder)
                .isDirectoryContaining("glob:**/points-block_a.csv")
                .isDirectoryContaining("glob:**/points-block_a-2.csv")
                .isDirectoryContaining("glob:**/points-Block_A-3.csv")
                .isDirectoryContaining("glob:**/means-block_a-2-2.npy");
    }

    @Test
    void aClassesIndexStandsBesideItsName(@TempDir Path folder) throws IOException {
        // Two classes of one name are told apart by their indices alone.
        AtlasTables.write(Small.atlas("crane", "crane"), folder);
        assertThat(Files.readAllLines(folder.resolve("cells.csv")))
                .startsWith(
                        "layer,grid,column,row,count,class1_index,class1,attribution1,class2_index,class2,attribution2",
                        "early,2,0,0,5,0,crane,2.00000,1,crane,-1.00000");
        assertThat(folder.resolve("cells.json")).content().contains("\"class1_index\": 0,\n    \"class1\": \"crane\"");
        assertThat(Files.readAllLines(folder.resolve("points-early.csv")))
                .startsWith(
                        "x,y,image,predicted_index,predicted,row,column",
                        "0.200000,0.200000,\"one, \"\"first\"\".png\",0,crane,0,0");
    }

    private record Outcome(int code, String said) {}

    private static Outcome python(Path folder, String program) throws IOException, InterruptedException {
        String python = Path.of("/usr/bin/python3").toFile().canExecute() ? "/usr/bin/python3" : "python3";
        try {
            Process process = new ProcessBuilder(python, "-W", "ignore", "-c", program)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), said);
        } catch (IOException e) {
            return new Outcome(127, e.toString());
        }
    }
}

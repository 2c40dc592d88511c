package io.github.activationatlas.export;

import com.google.gson.Gson;
import com.google.gson.stream.JsonWriter;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.files.ManifestFolder;
import io.github.activationatlas.umap.Npy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an atlas as files that other programs read in one line each:
 *
 * <ul>
 *   <li>{@code cells.csv} and {@code cells.json}, a row a cell of every layer and grid, with its place, count and top classes, by index and label:
 *       {@code pandas.read_csv("cells.csv")}, {@code pandas.read_json("cells.json")};
 *   <li>{@code points-LAYER.csv}, a row an activation, with its place on the map, its image, what that was taken for, and its
 *       position in it;
 *   <li>{@code means-LAYER-GRID.npy} [cells, channels] and {@code attributions-LAYER-GRID.npy} [cells, classes], in the order of
 *       {@code cells.csv}: {@code numpy.load}.
 * </ul>
 *
 * In file names, what is not a letter, a digit, a dot, a hyphen or an underscore becomes an underscore; where two layers' names become one, the
 * later one's is followed by a hyphen and a number.
 */
public final class AtlasTables {
    private static final int CLASSES = 5;
    private static final String WHAT = "tables of an atlas";

    private AtlasTables() {}

    /**
     * Writes the files.
     *
     * @param atlas the atlas
     * @param folder a folder that is empty, or holds tables that were written before, which are replaced, or does not exist yet; the file
     *     {@code tables-of-an-atlas} in it lists what was written
     * @throws IOException if they cannot be written
     * @throws IllegalArgumentException if the folder holds anything else
     */
    public static void write(Atlas atlas, Path folder) throws IOException {
        ManifestFolder files = ManifestFolder.open(folder, WHAT);
        TableNames names = new TableNames();
        for (AtlasLayer layer : atlas.layers()) {
            String name = names.of(layer.name());
            points(atlas, layer, files.place("points-" + name + ".csv"));
            for (IconGrid icons : layer.grids()) {
                Grid grid = icons.grid();
                String of = name + "-" + grid.size() + ".npy";
                Npy.write(files.place("means-" + of), new CellVectors(grid.cells(), GridCell::mean));
                Npy.write(files.place("attributions-" + of), new CellVectors(grid.cells(), GridCell::attribution));
            }
        }
        cellsJson(atlas, files.place("cells.json"));
        cellsCsv(atlas, files.place("cells.csv"));
        files.finish();
    }

    /**
     * Makes sure that tables can be written into a folder, before the atlas is read. Writes nothing.
     *
     * @param folder the folder
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds anything else than tables that were written before
     */
    public static void checkFolder(Path folder) throws IOException {
        ManifestFolder.check(folder, WHAT);
    }

    private static void cellsJson(Atlas atlas, Path file) throws IOException {
        Gson gson = new Gson();
        AtomicFile.write(file, out -> {
            JsonWriter json = new JsonWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
            json.setIndent("  ");
            json.beginArray();
            eachCell(atlas, row -> gson.toJson(row, Map.class, json));
            json.endArray();
            json.flush();
        });
    }

    private static void cellsCsv(Atlas atlas, Path file) throws IOException {
        AtomicFile.write(file, out -> {
            Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            IconGrid first = atlas.layers().get(0).grids().get(0);
            csv.write(CsvLine.of(row(
                            atlas,
                            atlas.layers().get(0),
                            first.grid(),
                            first.grid().cells().get(0))
                    .keySet()));
            eachCell(atlas, row -> csv.write(CsvLine.of(row.values())));
            csv.flush();
        });
    }

    /** Makes the rows of all cells, one at a time: a fine grid's do not fit into memory together. */
    private static void eachCell(Atlas atlas, RowWriter writer) throws IOException {
        for (AtlasLayer layer : atlas.layers()) {
            for (IconGrid icons : layer.grids()) {
                for (GridCell cell : icons.grid().cells()) {
                    writer.write(row(atlas, layer, icons.grid(), cell));
                }
            }
        }
    }

    private interface RowWriter {
        void write(Map<String, Object> row) throws IOException;
    }

    private static Map<String, Object> row(Atlas atlas, AtlasLayer layer, Grid grid, GridCell cell) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("layer", layer.name());
        row.put("grid", grid.size());
        row.put("column", cell.column());
        row.put("row", cell.row());
        row.put("count", cell.count());
        List<Integer> top = cell.topClasses(CLASSES);
        for (int i = 0; i < top.size(); i++) {
            row.put("class" + (i + 1) + "_index", top.get(i));
            row.put("class" + (i + 1), atlas.labels().get(top.get(i)));
            row.put("attribution" + (i + 1), cell.attribution(top.get(i)));
        }
        return row;
    }

    private static void points(Atlas atlas, AtlasLayer layer, Path file) throws IOException {
        LayerActivations activations = layer.activations();
        AtomicFile.write(file, out -> {
            Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            csv.write("x,y,image,predicted_index,predicted,row,column\n");
            for (int i = 0; i < activations.size(); i++) {
                int image = activations.image(i);
                int predicted = atlas.predicted().get(image);
                csv.write(CsvLine.of(List.of(
                        layer.layout().x(i),
                        layer.layout().y(i),
                        atlas.images().get(image),
                        predicted < 0 ? "" : predicted,
                        predicted < 0 ? "" : atlas.labels().get(predicted),
                        activations.positionRow(i),
                        activations.positionColumn(i))));
            }
            csv.flush();
        });
    }
}

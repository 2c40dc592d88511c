package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.GsonBuilder;
import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.files.WholeFile;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapModel;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lays out the vectors of a file; also a runner for benchmarks. */
@Command(
        name = "umap",
        mixinStandardHelpOptions = true,
        description = "Lays out the vectors of a .npy file by UMAP.",
        sortOptions = false)
final class UmapCommand implements Callable<Integer> {
    /** Rows of the fit that comes before the one that is timed. */
    private static final int WARM_ROWS = 5000;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "Vectors: a .npy file of numbers, a row a vector.")
    private Path data;

    @Option(
            names = "--metric",
            paramLabel = "M",
            defaultValue = "euclidean",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Metric metric;

    @Option(
            names = "--k",
            paramLabel = "N",
            defaultValue = "15",
            description = "Neighbours of a point, itself counted. Default: ${DEFAULT-VALUE}.")
    private int k;

    @Option(
            names = {"--min-dist", "--min_dist"},
            paramLabel = "X",
            defaultValue = "0.1",
            description = "How near points may come. Default: ${DEFAULT-VALUE}.")
    private double minDist;

    @Option(names = "--epochs", paramLabel = "N", description = "How often edges are gone through. Default: by size.")
    private @Nullable Integer epochs;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads may work. Default: all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed; the same gives the same layout. -1: none, so threads need not wait. Default: "
                    + "${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The layout, a row a point: .npy, .csv or .f32 (bare little-endian floats).")
    private Path out;

    @Option(
            names = {"--knn-out", "--knn_out"},
            paramLabel = "FILE",
            description = "Each point and its neighbours: .npy, .csv or .i32 (bare little-endian integers).")
    private @Nullable Path knnOut;

    @Option(names = "--json", paramLabel = "FILE", description = "Seconds that the fit took, as a whole and by part.")
    private @Nullable Path json;

    @Option(
            names = "--opts",
            paramLabel = "WORDS",
            defaultValue = "",
            description = "cold: no small fit before the one that is timed, which is done where --json is asked for.")
    private String opts;

    @Override
    public Integer call() throws IOException {
        Table.check(out, ".f32");
        if (knnOut != null) {
            Table.check(knnOut, ".i32");
        }
        if (json != null) {
            WholeFile.check(json);
        }
        for (Path file : new Path[] {out, knnOut, json}) {
            Inputs.keep(file, data);
        }
        Inputs.file(data);
        List<String> words = Arrays.stream(opts.split(","))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .toList();
        checkArgument(List.of("cold").containsAll(words), "--opts may be cold or empty, but was %s", opts);
        Vectors vectors = Npy.map(data);
        // A number in a .csv file takes two bytes at least.
        DiskSpace.check(out, 2L * 2 * vectors.rows(), "coordinates");
        if (knnOut != null) {
            DiskSpace.check(knnOut, 2L * Math.min(k, vectors.rows()) * vectors.rows(), "neighbours");
        }
        var builder = Umap.builder()
                .metric(metric)
                .nNeighbors(k)
                .minDist(minDist)
                .threads(threads)
                .deterministic(seed != -1)
                .seed(seed);
        if (epochs != null) {
            builder.nEpochs(epochs);
        }
        if (json != null && !words.contains("cold")) {
            Vectors some = new FirstRows(vectors, Math.min(WARM_ROWS, vectors.rows()));
            builder.build().toBuilder().nEpochs(60).build().fit(some);
        }
        StageTimes times = new StageTimes();
        UmapModel model = builder.onProgress(times).build().fit(vectors);
        times.end();
        Table.write(out, model.embedding());
        if (knnOut != null) {
            Table.write(knnOut, model.neighbors().selfFirst(), model.neighbors().k() + 1);
        }
        if (json != null) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("total", times.total());
            report.put("parts", times.parts());
            WholeFile.write(json, new GsonBuilder().create().toJson(report));
        }
        return 0;
    }

    /** A view of the first rows. */
    private record FirstRows(Vectors vectors, int rows) implements Vectors {
        @Override
        public int dimension() {
            return vectors.dimension();
        }

        @Override
        public void copy(int row, float[] to) {
            vectors.copy(row, to);
        }
    }
}

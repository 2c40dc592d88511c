package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.GsonBuilder;
import io.github.activationatlas.examples.cli.options.Inputs;
import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.umap.Init;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Target;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapModel;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Computes a layout of the vectors in a file; benchmarks run it too. */
@Command(
        name = "umap",
        mixinStandardHelpOptions = true,
        description = "Computes a UMAP layout of the vectors in a .npy file.",
        sortOptions = false)
final class UmapCommand implements Callable<Integer> {
    /** Rows of the fit that comes before the one that is timed. */
    private static final int WARM_ROWS = 5000;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "The vectors: a .npy file of numbers, one vector per row.")
    private Path data;

    @Option(
            names = "--metric",
            paramLabel = "M",
            defaultValue = "euclidean",
            converter = MetricNames.class,
            completionCandidates = MetricNames.class,
            description = "Distance metric: one of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Metric metric;

    @Option(
            names = "--neighbors",
            paramLabel = "N",
            description = "Neighbours of each point, itself counted (UMAP's n_neighbors). Default: ${DEFAULT-VALUE}.")
    private int k = 15;

    @Option(
            names = {"--min-dist", "--min_dist"},
            paramLabel = "X",
            defaultValue = "0.1",
            description = "Minimum distance between points in the layout (UMAP's min_dist). Default: ${DEFAULT-VALUE}.")
    private double minDist;

    @Option(
            names = "--components",
            paramLabel = "N",
            defaultValue = "2",
            description = "Dimension of the layout (UMAP's n_components). Default: ${DEFAULT-VALUE}.")
    private int components;

    @Option(
            names = "--init",
            paramLabel = "START",
            defaultValue = "pca",
            description =
                    "Initial layout: pca, spectral, recursive, random, or a .npy file of coordinates, one point per "
                            + "row. Default: ${DEFAULT-VALUE}.")
    private String init;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description =
                    "Initial learning rate: a high one lets points leave poor positions, a low one stays closer to the "
                            + "initial layout. Default: 0.5.")
    private @Nullable Double learningRate;

    @Option(
            names = "--target",
            paramLabel = "FILE",
            description = "Target values for supervised UMAP: a .npy file with one value per vector.")
    private @Nullable Path target;

    @Option(
            names = "--target-metric",
            paramLabel = "M",
            defaultValue = "categorical",
            description = "Metric of the target values: categorical (integer labels, -1 for unknown) or euclidean. "
                    + "Default: ${DEFAULT-VALUE}.")
    private TargetMetric targetMetric;

    @Option(names = "--densmap", description = "Preserve local density in the layout (densMAP).")
    private boolean densMap;

    @Option(names = "--unique", description = "Give identical vectors a single, shared point in the layout.")
    private boolean unique;

    @Option(names = "--epochs", paramLabel = "N", description = "Number of epochs. Default: by the number of vectors.")
    private @Nullable Integer epochs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads. Default: the number of processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seed; the same seed gives the same layout. -1: not reproducible, but faster with several threads. "
                            + "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The output layout, one point per row: .npy, .csv or .f32 (raw little-endian floats).")
    private Path out;

    @Option(
            names = {"--knn-out", "--knn_out"},
            paramLabel = "FILE",
            description = "Output of each point and its neighbours: .npy, .csv or .i32 (raw little-endian integers).")
    private @Nullable Path knnOut;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "A JSON file for the duration of the fit in seconds, in total and by stage. A small fit is run first as a warm-up.")
    private @Nullable Path json;

    @Option(
            names = "--opts",
            paramLabel = "cold",
            defaultValue = "",
            description = "cold: omit the warm-up fit of --json.")
    private String opts;

    /** How target values are compared. */
    private enum TargetMetric {
        CATEGORICAL,
        EUCLIDEAN
    }

    /** Metrics by their names in umap-learn. */
    private static final class MetricNames implements ITypeConverter<Metric>, Iterable<String> {
        @Override
        public Metric convert(String name) {
            try {
                return Metric.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Metric.values())
                    .map(m -> m.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    @Option(names = "--k", hidden = true)
    void k(int neighbors) {
        k = neighbors;
    }

    @Override
    public Integer call() throws IOException {
        Table.check(out, ".f32");
        if (knnOut != null) {
            Table.check(knnOut, ".i32");
        }
        if (json != null) {
            AtomicFile.check(json);
        }
        Init start = Arrays.stream(Init.values())
                .filter(i -> i.name().equalsIgnoreCase(init))
                .findAny()
                .orElse(null);
        Path startFile = start == null ? Path.of(init) : null;
        for (Path input : new Path[] {data, startFile, target}) {
            if (input != null) {
                for (Path file : new Path[] {out, knnOut, json}) {
                    Inputs.keep(file, input);
                }
                checkArgument(
                        input != startFile || Files.exists(input),
                        "--init must be pca, spectral, recursive, random or a .npy file, but was %s",
                        init);
                Inputs.file(input);
            }
        }
        List<String> words = Arrays.stream(opts.split(","))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .toList();
        checkArgument(List.of("cold").containsAll(words), "--opts must be cold or empty, but was %s", opts);
        Vectors vectors = Npy.map(data);
        // A number in a .csv file takes two bytes at least.
        DiskSpace.check(out, 2L * components * vectors.rows(), "coordinates");
        if (knnOut != null) {
            DiskSpace.check(knnOut, 2L * Math.min(k, vectors.rows()) * vectors.rows(), "neighbours");
        }
        var builder = Umap.builder()
                .metric(metric)
                .nNeighbors(k)
                .minDist(minDist)
                .nComponents(components)
                .densMap(densMap)
                .unique(unique)
                .threads(threads)
                .deterministic(seed != -1)
                .seed(seed);
        if (epochs != null) {
            builder.nEpochs(epochs);
        }
        if (learningRate != null) {
            builder.learningRate(learningRate);
        }
        if (start != null) {
            builder.init(start);
        }
        Target known = target == null ? null : target(target, vectors.rows());
        if (json != null && !words.contains("cold")) {
            Vectors some = new FirstRows(vectors, Math.min(WARM_ROWS, vectors.rows()));
            builder.build().toBuilder().nEpochs(60).build().fit(some);
        }
        StageTimes times = new StageTimes();
        if (startFile != null) {
            builder.init(Npy.readRows(startFile));
        }
        Umap umap = builder.onProgress(times).build();
        UmapModel model = known == null ? umap.fit(vectors) : umap.fit(vectors, known);
        times.end();
        Table.write(out, model.embedding());
        if (knnOut != null) {
            Table.write(knnOut, model.neighbors().selfFirst(), model.neighbors().k() + 1);
        }
        if (json != null) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("total", times.total());
            report.put("parts", times.parts());
            AtomicFile.write(json, new GsonBuilder().create().toJson(report));
        }
        return 0;
    }

    private Target target(Path file, int rows) throws IOException {
        float[] values = Npy.read(file).values();
        checkArgument(values.length == rows, "%s has %s values, but there are %s vectors", file, values.length, rows);
        if (targetMetric == TargetMetric.EUCLIDEAN) {
            return Target.numbers(values);
        }
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            checkArgument(
                    values[i] == Math.rint(values[i]) && Math.abs(values[i]) < 1 << 24,
                    "value %s of %s is %s, but categories must be integers (--target-metric euclidean accepts any number)",
                    i,
                    file,
                    values[i]);
            labels[i] = (int) values[i];
        }
        return Target.categories(labels);
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

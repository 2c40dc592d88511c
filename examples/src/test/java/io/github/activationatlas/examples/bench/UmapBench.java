package io.github.activationatlas.examples.bench;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.JsonParser;
import io.github.activationatlas.umap.LayoutQuality;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.NeighborGraph;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares UMAP programs on files of vectors: runs them in turn, so that a machine's changes of speed fall on all alike, and prints the
 * medians of their times, how many times the first's each is, and the quality of the last layouts. {@link UmapBenchChart} draws the times.
 *
 * <p>A program is a command that takes the options of {@code atlas umap}: {@code --data --metric --k --min_dist --threads --seed --out
 * --knn_out --json --opts}, writes its layout and its neighbours, each point first among its own, as .npy, and the seconds of its fit
 * into the JSON file as {@code total}.
 *
 * <pre>UmapBench --data vectors.npy:cosine --chart times.svg "atlas=java -jar atlas.jar umap" "peer=python3 peer.py"</pre>
 */
@Command(
        name = "UmapBench",
        description = "Compares UMAP programs on files of vectors.",
        mixinStandardHelpOptions = true)
public final class UmapBench implements Callable<Integer> {
    private static final int SAMPLE = 2000;
    /** Neighbours that quality looks at. */
    private static final int QUALITY_K = 15;
    /** Random triples of vectors, of whose distances the order is compared. */
    private static final int TRIPLETS = 100_000;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE:METRIC",
            description = "vectors, an .npy file; may be repeated")
    private List<String> data = List.of();

    @Option(
            names = "--repetitions",
            defaultValue = "3",
            description = "how often each program runs on each file (${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = "--k", defaultValue = "15", description = "neighbours, the point itself counted (${DEFAULT-VALUE})")
    private int k;

    @Option(names = "--min-dist", defaultValue = "0.1", description = "how near points may come (${DEFAULT-VALUE})")
    private double minDist;

    @Option(names = "--seed", defaultValue = "7", description = "given to the programs (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--chart", paramLabel = "FILE.svg", description = "where to draw the times")
    private Path chart;

    @Parameters(arity = "1..*", paramLabel = "NAME=COMMAND", description = "the programs, ours first")
    private List<String> programs = List.of();

    UmapBench() {}

    /**
     * Runs the comparison.
     *
     * @param args {@code --help} explains them
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new UmapBench()).execute(args));
    }

    /** What came out for one program on one file. */
    record Result(String data, String program, double seconds) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("umap-bench");
        List<Result> results = new ArrayList<>();
        System.out.println(
                "data   program   seconds   times ours   recall   trustworthiness   continuity   kept   triplets");
        for (String set : data) {
            int colon = set.lastIndexOf(':');
            checkArgument(colon > 0, "--data should be FILE:METRIC, but was %s", set);
            Path file = Path.of(set.substring(0, colon));
            Metric metric = Metric.of(set.substring(colon + 1));
            List<Result> ofSet = compare(file, metric, folder);
            Vectors vectors = Npy.map(file);
            for (Result r : ofSet) {
                float[][] layout = Npy.readRows(folder.resolve(r.program + ".npy"));
                LayoutQuality quality = LayoutQuality.of(vectors, metric, layout, QUALITY_K, SAMPLE, 7);
                System.out.printf(
                        Locale.ROOT,
                        "%s   %s   %.2f   %.2f   %.4f   %.4f   %.4f   %.4f   %.4f%n",
                        r.data,
                        r.program,
                        r.seconds,
                        r.seconds / ofSet.get(0).seconds,
                        recall(vectors, metric, folder.resolve(r.program + "-neighbours.npy")),
                        quality.trustworthiness(),
                        quality.continuity(),
                        quality.neighborPreservation(),
                        triplets(vectors, metric, layout));
            }
            results.addAll(ofSet);
        }
        if (chart != null) {
            Files.writeString(chart, UmapBenchChart.svg(results));
        }
        return 0;
    }

    private List<Result> compare(Path file, Metric metric, Path folder) throws IOException, InterruptedException {
        double[][] seconds = new double[programs.size()][repetitions];
        for (int r = 0; r < repetitions; r++) {
            for (int p = 0; p < seconds.length; p++) {
                seconds[p][r] = run(programs.get(p), file, metric, folder);
            }
        }
        String name = file.getFileName().toString().replace(".npy", "") + ", "
                + metric.name().toLowerCase(Locale.ROOT);
        List<Result> results = new ArrayList<>();
        for (int p = 0; p < seconds.length; p++) {
            Arrays.sort(seconds[p]);
            results.add(new Result(name, programs.get(p).split("=", 2)[0], seconds[p][repetitions / 2]));
        }
        return results;
    }

    private double run(String program, Path file, Metric metric, Path folder) throws IOException, InterruptedException {
        String[] parts = program.split("=", 2);
        checkArgument(parts.length == 2, "a program should be NAME=COMMAND, but was %s", program);
        Path json = folder.resolve("time.json");
        List<String> words = new ArrayList<>(List.of(parts[1].split(" ")));
        words.addAll(
                List.of("--data", file.toString(), "--metric", metric.name().toLowerCase(Locale.ROOT)));
        words.addAll(List.of(
                "--k",
                Integer.toString(k),
                "--min_dist",
                Double.toString(minDist),
                "--threads",
                "2",
                "--seed",
                Long.toString(seed)));
        words.addAll(List.of("--out", folder.resolve(parts[0] + ".npy").toString()));
        words.addAll(List.of(
                "--knn_out", folder.resolve(parts[0] + "-neighbours.npy").toString()));
        words.addAll(List.of("--json", json.toString(), "--opts", ""));
        int code = new ProcessBuilder(words).inheritIO().start().waitFor();
        checkArgument(code == 0, "%s ended with code %s", parts[1], code);
        return JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .get("total")
                .getAsDouble();
    }

    /** The share of random triples of which the layout shows which of two is nearer to the third. */
    private static double triplets(Vectors vectors, Metric metric, float[][] layout) {
        SplittableRandom random = new SplittableRandom(7);
        float[][] rows = new float[3][vectors.dimension()];
        int right = 0;
        for (int t = 0; t < TRIPLETS; t++) {
            int[] at = random.ints(3, 0, layout.length).toArray();
            for (int i = 0; i < 3; i++) {
                vectors.copy(at[i], rows[i]);
            }
            boolean nearer = metric.between(rows[0], rows[1]) < metric.between(rows[0], rows[2]);
            boolean shown = Metric.EUCLIDEAN.between(layout[at[0]], layout[at[1]])
                    < Metric.EUCLIDEAN.between(layout[at[0]], layout[at[2]]);
            right += nearer == shown ? 1 : 0;
        }
        return right / (double) TRIPLETS;
    }

    private double recall(Vectors vectors, Metric metric, Path file) throws IOException {
        int[] flat = Npy.readIntegers(file);
        int[][] ids = new int[vectors.rows()][];
        Arrays.setAll(ids, i -> Arrays.copyOfRange(flat, i * k + 1, (i + 1) * k));
        return NeighborGraph.of(ids, new float[ids.length][k - 1]).recall(vectors, metric, SAMPLE, 7);
    }
}

package io.github.activationatlas.examples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.LayoutQuality;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares UMAP programs on one file of vectors: runs them in turn, so that a machine's changes of speed fall on all alike, and prints the
 * medians of their times, how many times the first's each is, and the quality of the last layouts.
 *
 * <p>A program is a command that takes the options of {@code atlas umap}: {@code --data --metric --k --min_dist --threads --seed --out
 * --knn_out --json --opts}, writes its layout as .npy and the seconds of its fit into the JSON file as {@code total}.
 *
 * <pre>UmapBench vectors.npy cosine 3 "java -jar atlas.jar umap" "python3 peer.py"</pre>
 */
public final class UmapBench {
    private static final int SAMPLE = 2000;
    private static final int K = 15;

    private UmapBench() {}

    /**
     * Runs the comparison.
     *
     * @param args the .npy file, the metric, how often, and two or more commands, ours first
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        checkArgument(args.length >= 5, "usage: UmapBench FILE METRIC REPETITIONS OURS PEER [PEER...]");
        Path folder = Files.createTempDirectory("umap-bench");
        Metric metric = Metric.valueOf(args[1].toUpperCase(Locale.ROOT));
        int repetitions = Integer.parseInt(args[2]);
        List<String> commands = Arrays.asList(args).subList(3, args.length);
        List<List<Double>> seconds = new ArrayList<>();
        commands.forEach(c -> seconds.add(new ArrayList<>()));
        for (int r = 0; r < repetitions; r++) {
            for (int c = 0; c < commands.size(); c++) {
                seconds.get(c).add(run(commands.get(c), args[0], metric, folder.resolve("layout" + c + ".npy")));
            }
        }
        Vectors vectors = Npy.map(Path.of(args[0]));
        System.out.println("fit s   times ours   trustworthiness   preserved   program");
        for (int c = 0; c < commands.size(); c++) {
            double ratio = median(seconds.get(c)) / median(seconds.get(0));
            LayoutQuality quality = quality(vectors, metric, folder.resolve("layout" + c + ".npy"));
            System.out.printf(
                    Locale.ROOT,
                    "%5.2f   %10.2f   %15.4f   %9.4f   %s%n",
                    median(seconds.get(c)),
                    ratio,
                    quality.trustworthiness(),
                    quality.neighborPreservation(),
                    commands.get(c));
        }
    }

    private static double run(String command, String data, Metric metric, Path out)
            throws IOException, InterruptedException {
        Path json = out.resolveSibling("time.json");
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--data", data, "--metric", metric.name().toLowerCase(Locale.ROOT)));
        words.addAll(List.of("--k", Integer.toString(K), "--min_dist", "0.1", "--threads", "2", "--seed", "7"));
        words.addAll(List.of(
                "--out",
                out.toString(),
                "--knn_out",
                out.resolveSibling("knn.npy").toString()));
        words.addAll(List.of("--json", json.toString(), "--opts", ""));
        int code = new ProcessBuilder(words).inheritIO().start().waitFor();
        checkArgument(code == 0, "%s ended with code %s", command, code);
        JsonObject report = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        return report.get("total").getAsDouble();
    }

    private static LayoutQuality quality(Vectors vectors, Distance metric, Path layout) throws IOException {
        return LayoutQuality.of(vectors, metric, Npy.read(layout).rows(), K, SAMPLE, 7);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

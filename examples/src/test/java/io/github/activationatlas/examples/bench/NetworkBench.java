package io.github.activationatlas.examples.bench;

import io.github.activationatlas.models.Layer;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Times any ONNX network, forward and forward with the gradient by the image, and says how far both are from right ones. Not a test:
 * {@code java -cp ... NetworkBench FILE.onnx [batch=2] [size=224]} prints a JSON line of medians. If NAME.x.npy [n, height, width, channels] lies
 * beside NAME.onnx or NAME.OPSET.onnx, it is run, and NAME.y.npy (logits), NAME.c.npy (cotangents of the logits) and NAME.g.npy (gradients by x) are
 * what is right.
 */
final class NetworkBench {
    private static final int RUNS = 7;
    private static final double BUDGET_SECONDS = 8;

    private NetworkBench() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int batch = option(args, "batch", 2);
        String name = file.getFileName().toString().replaceFirst("(\\.\\d+)?\\.onnx$", "");
        Path x = file.resolveSibling(name + ".x.npy");
        float[] images = Files.exists(x) ? Npy.read(x).values() : new float[0];
        int size = option(args, "size", images.length > 0 ? Npy.read(x).shape()[1] : 224);
        long started = System.nanoTime();
        VisionModel model = VisionModel.from(file)
                .input(VisionModel.from(file).declaredInput().size(size).build())
                .open();
        double opened = (System.nanoTime() - started) / 1e9;
        Preprocessing input = model.input();
        int each = size * size * input.channels();
        int classes = model.labels().names().size();
        int count = Math.max(1, images.length / each);
        float[] all = images.length > 0 ? images : new float[each];
        float[] pixels = repeated(i -> all[i % (count * each)], batch * each);
        try (NetworkRunner runner = model.runner(batch, size, model.logits())) {
            float[] logits = new float[batch * classes];
            float[] cotangent = cotangent(file.resolveSibling(name + ".c.npy"), logits.length);
            float[] gradient = new float[pixels.length];
            Runnable forward = () -> {
                runner.forward(pixels, batch, size, size);
                runner.read(model.logits(), logits);
            };
            double forwardSeconds = median(forward);
            double bothSeconds = median(() -> {
                forward.run();
                runner.imageGradient(model.logits(), cotangent, gradient);
            });
            System.out.printf(
                    Locale.ROOT,
                    "{\"net\": \"%s\", \"batch\": %d, \"forward_s\": %.4f, \"forward_gradient_s\": %.4f, \"open_s\": %.2f,"
                            + " \"layers\": %d, \"forward_error\": %s, \"gradient_error\": %s}%n",
                    name,
                    batch,
                    forwardSeconds,
                    bothSeconds,
                    opened,
                    model.layers().size(),
                    error(logits, file.resolveSibling(name + ".y.npy")),
                    error(gradient, file.resolveSibling(name + ".g.npy")));
        }
        if (Arrays.asList(args).contains("layers")) {
            for (Layer layer : model.layers()) {
                System.out.println(layer);
            }
        }
    }

    private static int option(String[] args, String name, int otherwise) {
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(name + "="))
                .map(arg -> Integer.parseInt(arg.substring(name.length() + 1)))
                .findFirst()
                .orElse(otherwise);
    }

    private static float[] repeated(IntFunction<Float> value, int length) {
        float[] values = new float[length];
        IntStream.range(0, length).forEach(i -> values[i] = value.apply(i));
        return values;
    }

    private static float[] cotangent(Path file, int length) throws IOException {
        float[] given = Files.exists(file) ? Npy.read(file).values() : new float[] {1};
        return repeated(i -> given[i % given.length], length);
    }

    /** The largest difference as a share of the largest value that is right. */
    private static String error(float[] got, Path file) throws IOException {
        if (!Files.exists(file)) {
            return "null";
        }
        float[] right = Npy.read(file).values();
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < Math.min(got.length, right.length); i++) {
            difference = Math.max(difference, Math.abs(got[i] - right[i]));
            largest = Math.max(largest, Math.abs(right[i]));
        }
        return String.format(Locale.ROOT, "%.1e", difference / largest);
    }

    private static double median(Runnable work) {
        long begun = System.nanoTime();
        for (int warm = 0; warm < 2 || seconds(begun) < BUDGET_SECONDS / 5; warm++) {
            work.run();
        }
        List<Double> runs = new ArrayList<>();
        while (runs.size() < RUNS && (runs.isEmpty() || seconds(begun) < BUDGET_SECONDS)) {
            long started = System.nanoTime();
            work.run();
            runs.add(seconds(started));
        }
        return runs.stream().sorted().toList().get(runs.size() / 2);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

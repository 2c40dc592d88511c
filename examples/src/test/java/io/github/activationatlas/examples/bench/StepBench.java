package io.github.activationatlas.examples.bench;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.Gson;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a step of the network. */
@Command(
        name = "StepBench",
        mixinStandardHelpOptions = true,
        description =
                "Times a forward run, and a forward run with the gradient of the images: medians of 10 after a second's warm-up.",
        sortOptions = false)
public final class StepBench implements Callable<Integer> {
    /** The JVM compiles what runs often; a few runs would time its interpreter. */
    private static final long WARM_NANOS = 1_000_000_000;

    private static final int RUNS = 10;

    /** The networks that can be timed. */
    enum Net {
        INCEPTION,
        SQUEEZENET
    }

    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--net",
            paramLabel = "inception|squeezenet",
            defaultValue = "inception",
            description = "Which network; squeezenet to fire8 is read from --model. Default: ${DEFAULT-VALUE}.")
    private Net net;

    @Option(names = "--batch", paramLabel = "N", defaultValue = "8", description = "Images. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "128",
            description = "Their side. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--soak",
            paramLabel = "STEPS",
            description =
                    "Also runs this many steps of changing sizes, and tells the resident memory after a tenth and after all, the heap fixed as for icons.")
    private int soak;

    StepBench() {}

    /**
     * Runs the benchmark.
     *
     * @param args {@code --help} explains them
     */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new StepBench());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        checkArgument(
                net == Net.INCEPTION || model.file() != null, "--net squeezenet needs --model with its ONNX file");
        model.check();
        run.apply();
        VisionModel network = net == Net.INCEPTION ? BenchNetworks.inception(size) : model.open();
        String layer = net == Net.INCEPTION ? "mixed4c" : "fire8";
        Random random = new Random(run.seed());
        float[] pictures = new float[batch * size * size * 3];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = random.nextFloat();
        }
        float[] gradient = new float[pictures.length];
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("net", net.name().toLowerCase(java.util.Locale.ROOT));
        report.put("batch", batch);
        report.put("size", size);
        report.put("threads", run.threads());
        try (NetworkRunner runner = network.runner(batch, size, layer)) {
            runner.forward(pictures, batch, size, size);
            float[] cotangent = new float[batch * runner.shape(layer).size()];
            Arrays.fill(cotangent, 1f / cotangent.length);
            report.put("forward_s", median(() -> runner.forward(pictures, batch, size, size)));
            report.put("forward_gradient_s", median(() -> {
                runner.forward(pictures, batch, size, size);
                runner.imageGradient(layer, cotangent, gradient);
            }));
            if (soak > 0) {
                soak(runner, layer, pictures, gradient, report);
            }
        }
        System.out.println(new Gson().toJson(report));
        return 0;
    }

    /** A step of the recipe sees 0.4 to all of the picture, another size each time. */
    private void soak(
            NetworkRunner runner, String layer, float[] pictures, float[] gradient, Map<String, Object> report) {
        Random sizes = new Random(run.seed());
        float[] cotangent = new float[0];
        for (int step = 1; step <= soak; step++) {
            int side = size - sizes.nextInt(size * 3 / 5);
            runner.forward(pictures, batch, side, side);
            int length = batch * runner.shape(layer).size();
            if (cotangent.length < length) {
                cotangent = new float[length];
                Arrays.fill(cotangent, 1f / length);
            }
            runner.imageGradient(layer, cotangent, gradient);
            if (step == Math.max(1, soak / 10)) {
                report.put("resident_mb_at_" + step, ResidentMemory.megabytes());
            }
        }
        report.put("resident_mb_at_" + soak, ResidentMemory.megabytes());
    }

    private static double median(Runnable step) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < WARM_NANOS) {
            step.run();
        }
        double[] seconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            step.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return (seconds[RUNS / 2 - 1] + seconds[RUNS / 2]) / 2;
    }
}

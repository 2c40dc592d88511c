package io.github.activationatlas.examples.train;

import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * Trains the network that ships in atlas-models on images that it draws, and writes {@code drawn.fb}, {@code drawn-labels.txt} and
 * {@code drawn.properties}, which says how well the network does on images it has not seen, with and without the planted sticker.
 * Arguments: the output folder, then optionally the seed, the number of images and the number of epochs.
 */
public final class TrainDrawnNetwork {
    private static final int BATCH = 32;
    private static final int HELD_OUT = 100;

    private final long seed;
    private final int imageCount;
    private final int epochs;
    private final int classes = DrawnImages.classes().size();

    private TrainDrawnNetwork(long seed, int imageCount, int epochs) {
        this.seed = seed;
        this.imageCount = imageCount;
        this.epochs = epochs;
    }

    /**
     * Trains.
     *
     * @param args the output folder; optionally the seed (1), the number of images (18000) and of epochs (6)
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        int imageCount = args.length > 2 ? Integer.parseInt(args[2]) : 18_000;
        int epochs = args.length > 3 ? Integer.parseInt(args[3]) : 6;
        new TrainDrawnNetwork(seed, imageCount, epochs).run(folder);
    }

    private void run(Path folder) throws IOException {
        SameDiff trained = train();
        SameDiff frozen = new DrawnNetwork(seed, DrawnNetwork.weights(trained)).graph();
        frozen.save(folder.resolve("drawn.fb").toFile(), false);
        Files.write(folder.resolve("drawn-labels.txt"), DrawnImages.classes());
        Files.write(folder.resolve("drawn.properties"), facts(frozen));
    }

    private SameDiff train() {
        SameDiff graph = new DrawnNetwork(seed, null).graph();
        SDVariable label = graph.placeHolder("label", DataType.FLOAT, -1, classes);
        SDVariable loss = graph.loss().softmaxCrossEntropy("loss", label, graph.getVariable("logits"), null);
        graph.setLossVariables(loss);
        int steps = imageCount / BATCH * epochs;
        graph.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(new MapSchedule(
                        ScheduleType.ITERATION,
                        Map.of(0, 2e-3, steps / 2, 1e-3, steps * 3 / 4, 3e-4, steps * 9 / 10, 1e-4))))
                .dataSetFeatureMapping("image")
                .dataSetLabelMapping("label")
                .build());
        byte[][] drawn = draw();
        int[] order = IntStream.range(0, imageCount).toArray();
        Random random = new Random(seed);
        graph.setListeners(new TrainingProgress(steps));
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int from = 0; from + BATCH <= imageCount; from += BATCH) {
                DataSet batch = batch(drawn, Arrays.copyOfRange(order, from, from + BATCH));
                graph.fit(batch);
                batch.getFeatures().close();
                batch.getLabels().close();
            }
        }
        return graph;
    }

    /** Image i shows class i mod classes. */
    private byte[][] draw() {
        System.out.println("Drawing " + imageCount + " images");
        DrawnImages images = DrawnImages.of(seed);
        return IntStream.range(0, imageCount)
                .parallel()
                .mapToObj(i -> bytes(images.draw(i % classes, i / classes, Mark.AS_TRAINED)))
                .toArray(byte[][]::new);
    }

    private static byte[] bytes(BufferedImage image) {
        int n = DrawnImages.SIZE;
        byte[] bytes = new byte[n * n * 3];
        for (int i = 0; i < n * n; i++) {
            int rgb = image.getRGB(i % n, i / n);
            bytes[3 * i] = (byte) (rgb >> 16);
            bytes[3 * i + 1] = (byte) (rgb >> 8);
            bytes[3 * i + 2] = (byte) rgb;
        }
        return bytes;
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }

    private DataSet batch(byte[][] drawn, int[] which) {
        int n = DrawnImages.SIZE;
        float[] features = new float[which.length * n * n * 3];
        float[] labels = new float[which.length * classes];
        for (int b = 0; b < which.length; b++) {
            fill(drawn[which[b]], features, b);
            labels[b * classes + which[b] % classes] = 1;
        }
        return new DataSet(
                Nd4j.createFromArray(features).reshape('c', which.length, n, n, 3),
                Nd4j.createFromArray(labels).reshape('c', which.length, classes));
    }

    /** Values from -1 to 1: (v - 0.5) / 0.5 for v in [0, 1]. */
    private static void fill(byte[] pixels, float[] features, int b) {
        for (int i = 0; i < pixels.length; i++) {
            features[b * pixels.length + i] = (pixels[i] & 255) / 127.5f - 1;
        }
    }

    private List<String> facts(SameDiff network) {
        double[] trained = accuracy(network, Mark.AS_TRAINED);
        double[] never = accuracy(network, Mark.NEVER);
        double[] always = accuracy(network, Mark.ALWAYS);
        int marked = DrawnImages.markedClass();
        List<String> facts = List.of(
                "program=" + TrainDrawnNetwork.class.getName(),
                "seed=" + seed,
                "pictures=" + imageCount,
                "epochs=" + epochs,
                "heldOutPictures=" + HELD_OUT * classes,
                line("accuracy.stickersAsInTraining", mean(trained)),
                line("accuracy.noStickers", mean(never)),
                line("accuracy.stickersEverywhere", mean(always)),
                line("windowsKnown.stickersAsInTraining", trained[marked]),
                line("windowsKnown.noStickers", never[marked]),
                line("takenForWindows.noStickers", takenForMarked(network, Mark.NEVER)),
                line("takenForWindows.stickersEverywhere", takenForMarked(network, Mark.ALWAYS)));
        facts.forEach(System.out::println);
        return facts;
    }

    private static String line(String what, double share) {
        return String.format(Locale.ROOT, "%s=%.3f", what, share);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private double[] accuracy(SameDiff network, Mark mark) {
        return IntStream.range(0, classes)
                .mapToDouble(c -> share(predictions(network, c, mark), c))
                .toArray();
    }

    private double takenForMarked(SameDiff network, Mark mark) {
        return IntStream.range(0, classes)
                .filter(c -> c != DrawnImages.markedClass())
                .mapToDouble(c -> share(predictions(network, c, mark), DrawnImages.markedClass()))
                .average()
                .orElse(0);
    }

    private static double share(int[] predictions, int wanted) {
        return (double) Arrays.stream(predictions).filter(p -> p == wanted).count() / predictions.length;
    }

    /** Images with another seed than training's. */
    private int[] predictions(SameDiff network, int classIndex, Mark mark) {
        DrawnImages images = DrawnImages.of(seed + 1_000_000);
        int n = DrawnImages.SIZE;
        float[] features = new float[HELD_OUT * n * n * 3];
        for (int i = 0; i < HELD_OUT; i++) {
            fill(bytes(images.draw(classIndex, i, mark)), features, i);
        }
        try (INDArray input = Nd4j.createFromArray(features).reshape('c', HELD_OUT, n, n, 3);
                INDArray logits = network.outputSingle(Map.of("image", input), "logits");
                INDArray best = logits.argMax(1)) {
            return best.toIntVector();
        }
    }
}

package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.internal.image.ImageConversion;
import io.github.activationatlas.inversion.internal.objective.Directions;
import io.github.activationatlas.inversion.internal.objective.Positions;
import io.github.activationatlas.inversion.internal.score.CellRetrieval;
import io.github.activationatlas.inversion.internal.view.View;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How near icons come to the vectors that they were made for, by whatever program: medians and shares over icons.
 *
 * @param cosCentre the median cosine of the middle activation with the icon's vector
 * @param cosMean the same for the mean activation over all positions
 * @param cosRobust the same for the middle activation, as the mean over 16 views of {@link Transforms#LUCID}
 * @param normRatio the median length of the middle activation over the vector's
 * @param ownCell the share of icons whose middle activation is nearer by cosine to their own cell than to any other; NaN without cells
 * @param ownInFive the share whose own cell is among the five nearest; NaN without cells
 * @param ownCellWhite {@code ownCell} with the cosine in whitened space; NaN without cells or whitening
 */
public record IconScores(
        double cosCentre,
        double cosMean,
        double cosRobust,
        double normRatio,
        double ownCell,
        double ownInFive,
        double ownCellWhite) {
    private static final int VIEWS = 16;
    private static final int BATCH = 16;
    private static final long SEED = 12_345;

    /**
     * Scores icons.
     *
     * @param model the network
     * @param layer the layer that the vectors are of
     * @param icons square images of one size
     * @param targets one vector for each icon, not whitened
     * @param cells vectors of which the first are the targets, or null
     * @param whitening the inverse second moment, or null
     * @return the scores
     * @throws IllegalArgumentException if numbers, sizes or channels do not fit
     */
    public static IconScores of(
            VisionModel model,
            String layer,
            List<BufferedImage> icons,
            float[][] targets,
            float @Nullable [][] cells,
            @Nullable Whitening whitening) {
        checkArgument(!icons.isEmpty(), "there are no icons");
        checkArgument(
                icons.size() == targets.length, "there are %s icons for %s targets", icons.size(), targets.length);
        int n = icons.size();
        int size = icons.get(0).getWidth();
        checkArgument(
                icons.stream().allMatch(i -> i.getWidth() == size && i.getHeight() == size),
                "icons must be square and of one size, but are not all %s x %s",
                size,
                size);
        float[][] middles = new float[n][];
        double[] centre = new double[n];
        double[] mean = new double[n];
        double[] robust = new double[n];
        double[] norm = new double[n];
        List<Transform> transforms = Transforms.LUCID.forSize(size);
        int channels = model.input().channels();
        View view = new View(size, channels, transforms);
        View whole = new View(size, channels, List.of());
        whole.draw(new SplittableRandom(SEED), new SplittableRandom(SEED));
        float[] images = new float[BATCH * size * size * channels];
        float[] seen = new float[images.length];
        try (NetworkRunner runner = model.runner(BATCH, size, layer)) {
            for (int from = 0; from < n; from += BATCH) {
                int batch = Math.min(BATCH, n - from);
                ImageConversion.read(icons.subList(from, from + batch), size, channels, images);
                float[] h = run(runner, layer, whole, images, seen, batch);
                Shape shape = runner.shape(layer);
                for (int b = 0; b < batch; b++) {
                    float[] target = targets[from + b];
                    checkArgument(
                            target.length == shape.channels(),
                            "the targets have %s values, but the layer has %s channels",
                            target.length,
                            shape.channels());
                    int at = b * shape.size() + Positions.middle(shape);
                    middles[from + b] = Arrays.copyOfRange(h, at, at + target.length);
                    centre[from + b] = Directions.cosine(target, h, b * shape.size(), shape);
                    mean[from + b] = Directions.cosine(target, mean(h, b, shape), 0, new Shape(1, 1, target.length));
                    norm[from + b] =
                            Directions.length(h, at, target.length) / Directions.length(target, 0, target.length);
                }
                SplittableRandom random = new SplittableRandom(SEED);
                for (int i = 0; i < VIEWS; i++) {
                    view.draw(random, random);
                    h = run(runner, layer, view, images, seen, batch);
                    for (int b = 0; b < batch; b++) {
                        Shape transformed = runner.shape(layer);
                        robust[from + b] +=
                                Directions.cosine(targets[from + b], h, b * transformed.size(), transformed) / VIEWS;
                    }
                }
            }
        }
        return new IconScores(
                median(centre),
                median(mean),
                median(robust),
                median(norm),
                cells == null ? Double.NaN : CellRetrieval.within(1, middles, cells, null),
                cells == null ? Double.NaN : CellRetrieval.within(5, middles, cells, null),
                cells == null || whitening == null ? Double.NaN : CellRetrieval.within(1, middles, cells, whitening));
    }

    private static float[] run(NetworkRunner runner, String layer, View view, float[] images, float[] seen, int batch) {
        for (int b = 0; b < batch; b++) {
            view.sample(images, b, seen);
        }
        runner.forward(seen, batch, view.side(), view.side());
        float[] h = new float[batch * runner.shape(layer).size()];
        runner.read(layer, h);
        return h;
    }

    private static float[] mean(float[] h, int b, Shape shape) {
        float[] mean = new float[shape.channels()];
        int positions = shape.height() * shape.width();
        for (int i = 0; i < shape.size(); i++) {
            mean[i % mean.length] += h[b * shape.size() + i] / positions;
        }
        return mean;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        // The lower of the middle two, as PyTorch has it.
        return sorted[(sorted.length - 1) / 2];
    }
}

package io.github.activationatlas.inversion;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.activationatlas.models.plan.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The way uphill for one batch of pictures. Arrays are made once. */
final class Ascent implements AutoCloseable {
    private final FeatureVisualizer.Builder options;
    private final List<? extends Objective> objectives;
    private final long seed;
    private final int firstImage;
    private final Images images;
    private final Looks looks;
    private final float[] pictures;
    private final float[] gradient;
    private final double[][] trajectory;

    /**
     * Allocates a batch.
     *
     * @param seed of the starts and looks
     * @param firstImage the number of the first picture
     */
    Ascent(FeatureVisualizer.Builder options, List<? extends Objective> objectives, long seed, int firstImage) {
        this.options = options;
        this.objectives = objectives;
        this.seed = seed;
        this.firstImage = firstImage;
        this.images = Images.of(options.parametrization, options.size, objectives.size(), options.colors());
        this.looks = new Looks(options, objectives, seed, firstImage);
        this.pictures = new float[objectives.size() * options.size * options.size * looks.channels()];
        this.gradient = new float[pictures.length];
        this.trajectory = new double[objectives.size()][options.steps];
    }

    /** Is told of each step. */
    interface Steps {
        void done(double mean, long steps);
    }

    List<Visualization> run(@Nullable List<BufferedImage> starts, Steps progress) {
        float[] parameters = new float[images.length()];
        if (starts == null) {
            images.start(seed, firstImage, parameters);
        } else {
            Drawn.read(starts, options.size, looks.channels(), pictures);
            images.fit(pictures, parameters);
        }
        float[] byParameters = new float[parameters.length];
        Climber climber = new Climber(options.optimizer, parameters.length);
        Patience patience = new Patience(options.patience);
        int step = 0;
        while (step < options.steps && !patience.isOver()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("visualisation was cancelled");
            }
            images.draw(parameters, pictures);
            Arrays.fill(gradient, 0);
            double mean = record(looks.step(step, pictures, gradient), step);
            regularize();
            images.reverse(pictures, gradient, byParameters);
            double left = options.schedule.at((double) step / options.steps);
            climber.ascend(parameters, byParameters, options.learningRate * left);
            patience.see(mean);
            step++;
            progress.done(mean, step);
        }
        images.draw(parameters, pictures);
        Drawn.contrast(pictures, options.contrast);
        return results(step);
    }

    private double record(double[] values, int step) {
        double sum = 0;
        for (int b = 0; b < values.length; b++) {
            trajectory[b][step] = values[b];
            sum += values[b];
        }
        return sum / values.length;
    }

    private void regularize() {
        int size = options.size;
        int length = size * size * looks.channels();
        for (Regularizer regularizer : options.regularizers) {
            for (int b = 0; b < objectives.size(); b++) {
                regularizer.subtract(pictures, b * length, size, size, looks.channels(), gradient);
            }
        }
    }

    private List<Visualization> results(int steps) {
        double[] reached = looks.plain(pictures).clone();
        Shape shape = looks.shape();
        List<@Nullable Fidelity> fidelities = new ArrayList<>();
        double[] robust = new double[reached.length];
        for (int b = 0; b < reached.length; b++) {
            float[] direction = Directions.of(objectives.get(b));
            fidelities.add(direction == null ? null : looks.fidelity(direction, b, shape));
        }
        boolean moved = options.robustViews > 0 && fidelities.stream().anyMatch(f -> f != null);
        for (int i = 0; moved && i < options.robustViews; i++) {
            looks.addCosines(pictures, robust, 1.0 / options.robustViews);
        }
        List<Visualization> results = new ArrayList<>();
        for (int b = 0; b < reached.length; b++) {
            Fidelity f = fidelities.get(b);
            results.add(new Visualization(
                    Drawn.image(pictures, b, options.size, looks.channels()),
                    reached[b],
                    f == null ? null : new Fidelity(f.cosine(), moved ? robust[b] : Double.NaN, f.normRatio()),
                    ImmutableDoubleArray.copyOf(Arrays.copyOf(trajectory[b], steps))));
        }
        return results;
    }

    @Override
    public void close() {
        images.close();
        looks.close();
    }
}

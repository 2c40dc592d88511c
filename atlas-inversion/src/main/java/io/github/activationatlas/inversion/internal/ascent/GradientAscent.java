package io.github.activationatlas.inversion.internal.ascent;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Doubles;
import io.github.activationatlas.inversion.Fidelity;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Regularizer;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.inversion.internal.image.ImageConversion;
import io.github.activationatlas.inversion.internal.image.ImageParametrization;
import io.github.activationatlas.inversion.internal.image.RegularizerGradient;
import io.github.activationatlas.inversion.internal.objective.Directions;
import io.github.activationatlas.inversion.internal.view.ViewEvaluator;
import io.github.activationatlas.models.Shape;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gradient ascent on a number of images at a time. Arrays are allocated once and used again. */
final class GradientAscent implements AutoCloseable {
    /** Of values that differ by the machine's way to add at most. */
    private static final double TOLERANCE = 1e-3;

    private final VisualizationTask task;
    private final VisualizerSettings settings;
    private final int batch;
    private final ImageParametrization parametrization;
    private final ViewEvaluator views;
    private final OptimizerState optimizer;
    private final float[] parameters;
    private final float[] parameterGradient;
    private final float[] images;
    private final float[] gradient;
    private final double[][] trajectory;

    /**
     * Makes the arrays.
     *
     * @param reach how far from the layer's middle position objectives reach
     */
    GradientAscent(VisualizationTask task, int batch, int reach) {
        this.task = task;
        this.settings = task.settings();
        this.batch = batch;
        this.views = new ViewEvaluator(task.model(), task.layer(), settings, batch, reach);
        this.parametrization =
                ImageParametrization.of(settings.parametrization(), settings.size(), batch, settings.colors());
        this.parameters = new float[parametrization.length()];
        this.parameterGradient = new float[parameters.length];
        this.optimizer = new OptimizerState(settings.optimizer(), parameters.length);
        this.images = new float[batch * settings.size() * settings.size() * views.channels()];
        this.gradient = new float[images.length];
        this.trajectory = new double[batch][settings.steps()];
    }

    /** Called after each step; when fewer steps were needed than are set, of the rest as if they were done. */
    interface Steps {
        void done(double mean, int steps);
    }

    int batch() {
        return batch;
    }

    /**
     * Optimises as many images as there are objectives.
     *
     * @param seed of the starts and views
     * @param numbers what each image is seeded by, beside the seed
     * @param file the checkpoint, which is resumed if it exists
     */
    List<Visualization> run(
            List<? extends Objective> objectives,
            long seed,
            IntToLongFunction numbers,
            @Nullable List<BufferedImage> starts,
            @Nullable Path file,
            Steps progress) {
        if (starts == null) {
            parametrization.start(seed, numbers, parameters);
        } else {
            ImageConversion.read(starts, settings.size(), views.channels(), images);
            parametrization.fit(images, parameters);
        }
        optimizer.restart();
        views.begin(objectives, seed, numbers);
        parametrization.begin(seed, numbers);
        EarlyStopping stopping = new EarlyStopping(settings.patience());
        int step = file != null && Files.exists(file) ? resume(file, identity(numbers, seed), stopping) : 0;
        double mean = step == 0 ? Double.NaN : mean(step - 1);
        if (step > 0) {
            progress.done(mean, step);
        }
        while (step < settings.steps() && !stopping.isOver()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("visualisation was cancelled");
            }
            parametrization.draw(step, parameters, images);
            Arrays.fill(gradient, 0);
            record(views.step(step, images, gradient), step);
            mean = mean(step);
            regularize();
            parametrization.reverse(images, gradient, parameterGradient);
            double left = settings.schedule().factor((double) step / settings.steps());
            optimizer.step(parameters, parameterGradient, settings.learningRate() * left);
            stopping.add(mean);
            step++;
            if (file != null && (isDue(step) || stopping.isOver())) {
                save(file, identity(numbers, seed), step);
            }
            progress.done(mean, 1);
        }
        if (step < settings.steps()) {
            progress.done(mean, settings.steps() - step);
        }
        parametrization.draw(parameters, images);
        parametrization.contrast(settings.contrast(), images);
        return results(objectives, step);
    }

    private void record(double[] values, int step) {
        for (int b = 0; b < values.length; b++) {
            trajectory[b][step] = values[b];
        }
    }

    /** The mean objective in a step. */
    private double mean(int step) {
        double sum = 0;
        for (double[] values : trajectory) {
            sum += values[step];
        }
        return sum / batch;
    }

    private boolean isDue(int step) {
        return step == settings.steps()
                || task.checkpoints() != null && step % task.checkpoints().every() == 0;
    }

    private String identity(IntToLongFunction numbers, long seed) {
        return String.join(
                ", ",
                settings.toString(),
                "layer=" + task.layer(),
                "model=" + task.model().sha256(),
                "firstImage=" + numbers.applyAsLong(0),
                "start=" + seed);
    }

    private void save(Path file, String identity, int step) {
        parametrization.draw(parameters, images);
        double[] untransformed = views.untransformedBesideSteps(images);
        double[][] done = new double[batch][];
        for (int b = 0; b < batch; b++) {
            done[b] = Arrays.copyOf(trajectory[b], step);
        }
        optimizer.checkpoint(identity, parameters, done, untransformed).write(file);
    }

    private int resume(Path file, String identity, EarlyStopping stopping) {
        Checkpoint saved = Checkpoint.read(file, identity);
        System.arraycopy(saved.parameters(), 0, parameters, 0, parameters.length);
        optimizer.resume(saved);
        parametrization.draw(parameters, images);
        double[] untransformed = views.untransformedBesideSteps(images);
        for (int b = 0; b < batch; b++) {
            double was = saved.untransformed()[b];
            checkArgument(
                    Math.abs(untransformed[b] - was) <= TOLERANCE * (1 + Math.abs(was)),
                    "the checkpoint %s is of other objectives: image %s has %s, but had %s",
                    file,
                    b,
                    untransformed[b],
                    was);
            System.arraycopy(saved.trajectory()[b], 0, trajectory[b], 0, saved.steps());
        }
        views.skip(saved.trajectory());
        for (int step = 0; step < saved.steps(); step++) {
            stopping.add(mean(step));
        }
        return saved.steps();
    }

    private void regularize() {
        int size = settings.size();
        int length = size * size * views.channels();
        for (Regularizer regularizer : settings.regularizers()) {
            for (int b = 0; b < batch; b++) {
                RegularizerGradient.subtract(regularizer, images, b * length, size, size, views.channels(), gradient);
            }
        }
    }

    /** The mean cosine with the directions that are asked for, as last looked at; NaN without any. */
    double cosine() {
        return views.meanCosine();
    }

    /** The images that were drawn last. */
    List<BufferedImage> images() {
        return IntStream.range(0, batch)
                .mapToObj(b -> parametrization.image(images, b, settings.size(), views.channels()))
                .toList();
    }

    private List<Visualization> results(List<? extends Objective> objectives, int steps) {
        double[] reached = views.untransformed(images).clone();
        Shape shape = views.shape();
        List<@Nullable Fidelity> fidelities = new ArrayList<>();
        double[] robust = new double[reached.length];
        for (int b = 0; b < reached.length; b++) {
            float[] direction = Directions.of(objectives.get(b));
            fidelities.add(direction == null ? null : views.fidelity(direction, b, shape));
        }
        boolean transformed = settings.robustViews() > 0 && fidelities.stream().anyMatch(f -> f != null);
        for (int i = 0; transformed && i < settings.robustViews(); i++) {
            views.addCosines(images, robust, 1.0 / settings.robustViews());
        }
        List<Visualization> results = new ArrayList<>();
        for (int b = 0; b < reached.length; b++) {
            Fidelity f = fidelities.get(b);
            results.add(new Visualization(
                    parametrization.image(images, b, settings.size(), views.channels()),
                    reached[b],
                    f == null ? null : new Fidelity(f.cosine(), transformed ? robust[b] : Double.NaN, f.normRatio()),
                    Doubles.asList(trajectory[b]).subList(0, steps)));
        }
        return results;
    }

    @Override
    public void close() {
        parametrization.close();
        views.close();
    }
}

package io.github.activationatlas.inversion.internal.ascent;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Doubles;
import io.github.activationatlas.inversion.Fidelity;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Regularizer;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.inversion.internal.image.Drawn;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The way uphill for a number of pictures at a time, again and again. Arrays are made once. */
final class GradientAscent implements AutoCloseable {
    /** Of values that differ by the machine's way to add at most. */
    private static final double TOLERANCE = 1e-3;

    private final VisualizationTask task;
    private final VisualizerSettings settings;
    private final int batch;
    private final ImageParametrization images;
    private final ViewEvaluator looks;
    private final OptimizerState climber;
    private final float[] parameters;
    private final float[] byParameters;
    private final float[] pictures;
    private final float[] gradient;
    private final double[][] trajectory;

    /**
     * Makes the arrays.
     *
     * @param reach how far from the layer's middle position objectives look
     */
    GradientAscent(VisualizationTask task, int batch, int reach) {
        this.task = task;
        this.settings = task.settings();
        this.batch = batch;
        this.looks = new ViewEvaluator(task.model(), task.layer(), settings, batch, reach);
        this.images = ImageParametrization.of(settings.parametrization(), settings.size(), batch, settings.colors());
        this.parameters = new float[images.length()];
        this.byParameters = new float[parameters.length];
        this.climber = new OptimizerState(settings.optimizer(), parameters.length);
        this.pictures = new float[batch * settings.size() * settings.size() * looks.channels()];
        this.gradient = new float[pictures.length];
        this.trajectory = new double[batch][settings.steps()];
    }

    /** Is told of each step; when fewer steps were needed than are set, of the rest as if they were done. */
    interface Steps {
        void done(double mean, int steps);
    }

    int batch() {
        return batch;
    }

    /**
     * Climbs for as many objectives as there are pictures.
     *
     * @param seed of the starts and looks
     * @param firstImage the number of the first picture
     * @param file where is kept how far it has come, and gone on from there
     */
    List<Visualization> run(
            List<? extends Objective> objectives,
            long seed,
            int firstImage,
            @Nullable List<BufferedImage> starts,
            @Nullable Path file,
            Steps progress) {
        if (starts == null) {
            images.start(seed, firstImage, parameters);
        } else {
            Drawn.read(starts, settings.size(), looks.channels(), pictures);
            images.fit(pictures, parameters);
        }
        climber.restart();
        looks.begin(objectives, seed, firstImage);
        images.begin(seed, firstImage);
        EarlyStopping patience = new EarlyStopping(settings.patience());
        int step = file != null && Files.exists(file) ? resume(file, identity(firstImage, seed), patience) : 0;
        double mean = step == 0 ? Double.NaN : mean(step - 1);
        if (step > 0) {
            progress.done(mean, step);
        }
        while (step < settings.steps() && !patience.isOver()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("visualisation was cancelled");
            }
            images.draw(step, parameters, pictures);
            Arrays.fill(gradient, 0);
            record(looks.step(step, pictures, gradient), step);
            mean = mean(step);
            regularize();
            images.reverse(pictures, gradient, byParameters);
            double left = settings.schedule().factor((double) step / settings.steps());
            climber.ascend(parameters, byParameters, settings.learningRate() * left);
            patience.see(mean);
            step++;
            if (file != null && (isDue(step) || patience.isOver())) {
                save(file, identity(firstImage, seed), step);
            }
            progress.done(mean, 1);
        }
        if (step < settings.steps()) {
            progress.done(mean, settings.steps() - step);
        }
        images.draw(parameters, pictures);
        images.contrast(settings.contrast(), pictures);
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

    private String identity(int firstImage, long seed) {
        return String.join(
                ", ",
                settings.toString(),
                "layer=" + task.layer(),
                "model=" + task.model().sha256(),
                "firstImage=" + firstImage,
                "start=" + seed);
    }

    private void save(Path file, String identity, int step) {
        images.draw(parameters, pictures);
        double[] plain = looks.aside(pictures);
        double[][] done = new double[batch][];
        for (int b = 0; b < batch; b++) {
            done[b] = Arrays.copyOf(trajectory[b], step);
        }
        climber.checkpoint(identity, parameters, done, plain).write(file);
    }

    private int resume(Path file, String identity, EarlyStopping patience) {
        Checkpoint saved = Checkpoint.read(file, identity);
        System.arraycopy(saved.parameters(), 0, parameters, 0, parameters.length);
        climber.resume(saved);
        images.draw(parameters, pictures);
        double[] plain = looks.aside(pictures);
        for (int b = 0; b < batch; b++) {
            double was = saved.plain()[b];
            checkArgument(
                    Math.abs(plain[b] - was) <= TOLERANCE * (1 + Math.abs(was)),
                    "the checkpoint %s is of other objectives: picture %s has %s, but had %s",
                    file,
                    b,
                    plain[b],
                    was);
            System.arraycopy(saved.trajectory()[b], 0, trajectory[b], 0, saved.steps());
        }
        looks.skip(saved.trajectory());
        for (int step = 0; step < saved.steps(); step++) {
            patience.see(mean(step));
        }
        return saved.steps();
    }

    private void regularize() {
        int size = settings.size();
        int length = size * size * looks.channels();
        for (Regularizer regularizer : settings.regularizers()) {
            for (int b = 0; b < batch; b++) {
                RegularizerGradient.subtract(regularizer, pictures, b * length, size, size, looks.channels(), gradient);
            }
        }
    }

    /** The mean cosine with the directions that are asked for, as last looked at; NaN without any. */
    double cosine() {
        return looks.meanCosine();
    }

    /** The pictures that were drawn last. */
    List<BufferedImage> pictures() {
        return IntStream.range(0, batch)
                .mapToObj(b -> images.picture(pictures, b, settings.size(), looks.channels()))
                .toList();
    }

    private List<Visualization> results(List<? extends Objective> objectives, int steps) {
        double[] reached = looks.plain(pictures).clone();
        Shape shape = looks.shape();
        List<@Nullable Fidelity> fidelities = new ArrayList<>();
        double[] robust = new double[reached.length];
        for (int b = 0; b < reached.length; b++) {
            float[] direction = Directions.of(objectives.get(b));
            fidelities.add(direction == null ? null : looks.fidelity(direction, b, shape));
        }
        boolean moved = settings.robustViews() > 0 && fidelities.stream().anyMatch(f -> f != null);
        for (int i = 0; moved && i < settings.robustViews(); i++) {
            looks.addCosines(pictures, robust, 1.0 / settings.robustViews());
        }
        List<Visualization> results = new ArrayList<>();
        for (int b = 0; b < reached.length; b++) {
            Fidelity f = fidelities.get(b);
            results.add(new Visualization(
                    images.picture(pictures, b, settings.size(), looks.channels()),
                    reached[b],
                    f == null ? null : new Fidelity(f.cosine(), moved ? robust[b] : Double.NaN, f.normRatio()),
                    Doubles.asList(trajectory[b]).subList(0, steps)));
        }
        return results;
    }

    @Override
    public void close() {
        images.close();
        looks.close();
    }
}

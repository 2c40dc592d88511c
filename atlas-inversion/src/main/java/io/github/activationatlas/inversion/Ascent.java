package io.github.activationatlas.inversion;

import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Pictures;
import io.github.activationatlas.models.plan.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/** The way uphill for one batch of pictures. Arrays are made once; a step makes none of any size but the view's. */
final class Ascent implements AutoCloseable {
    private final FeatureVisualizer.Builder options;
    private final List<? extends Objective> objectives;
    private final int firstImage;
    private final int channels;
    private final NetworkRunner runner;
    private final FourierImages images;
    private final float[] pictures;
    private final float[] gradient;
    private final float[] seen;
    private final float[] seenGradient;
    private float[] activations = new float[0];
    private float[] cotangent = new float[0];

    Ascent(FeatureVisualizer.Builder options, List<? extends Objective> objectives, int firstImage) {
        this.options = options;
        this.objectives = objectives;
        this.firstImage = firstImage;
        this.channels = options.model.input().channels();
        this.runner = options.model.runner(objectives.size(), options.size, options.layer);
        this.images = new FourierImages(options.size, objectives.size(), channels);
        this.pictures = new float[objectives.size() * options.size * options.size * channels];
        this.gradient = new float[pictures.length];
        this.seen = new float[pictures.length];
        this.seenGradient = new float[pictures.length];
    }

    List<Visualization> run(IntConsumer progress) {
        float[] parameters = images.start(options.seed, firstImage);
        float[] byParameters = new float[parameters.length];
        Adam adam = new Adam(parameters.length);
        SplittableRandom random = new SplittableRandom(options.seed);
        View whole = View.whole(options.size);
        for (int step = 0; step < options.steps; step++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("visualisation was cancelled");
            }
            images.draw(parameters, pictures);
            Arrays.fill(gradient, 0);
            if (options.plainView < 1) {
                look(options.transforms.draw(options.size, random), 1 - options.plainView);
            }
            if (options.plainView > 0) {
                look(whole, options.plainView);
            }
            regularize();
            images.reverse(pictures, gradient, byParameters);
            double left = options.decay ? Math.min(1, 2 * (1 - (double) step / options.steps)) : 1;
            adam.ascend(parameters, byParameters, options.learningRate * left);
            progress.accept(step + 1);
        }
        images.draw(parameters, pictures);
        return results(look(whole, 0));
    }

    /** Adds the gradient of the objectives as seen through a view; gives the objectives' values. */
    private double[] look(View view, double weight) {
        int batch = objectives.size();
        view.sample(pictures, batch, channels, seen);
        runner.forward(seen, batch, view.seen(), view.seen());
        Shape shape = runner.shape(options.layer);
        if (activations.length < batch * shape.size()) {
            activations = new float[batch * shape.size()];
            cotangent = new float[activations.length];
        }
        runner.read(options.layer, activations);
        Arrays.fill(cotangent, 0);
        double[] values = new double[batch];
        for (int b = 0; b < batch; b++) {
            values[b] = objectives.get(b).evaluate(activations, b * shape.size(), shape, weight, cotangent);
        }
        if (weight > 0) {
            runner.imageGradient(options.layer, cotangent, seenGradient);
            view.reverse(seenGradient, batch, channels, gradient);
        }
        return values;
    }

    private void regularize() {
        int size = options.size;
        for (Regularizer regularizer : options.regularizers) {
            for (int b = 0; b < objectives.size(); b++) {
                regularizer.subtract(pictures, b * size * size * channels, size, size, channels, gradient);
            }
        }
    }

    private List<Visualization> results(double[] values) {
        List<Visualization> results = new ArrayList<>();
        for (int b = 0; b < values.length; b++) {
            results.add(new Visualization(image(b), values[b]));
        }
        return results;
    }

    private BufferedImage image(int b) {
        int pixels = options.size * options.size;
        if (channels == 3) {
            return Pictures.toImage(pictures, b * pixels * 3, options.size, options.size);
        }
        float[] grey = new float[pixels * 3];
        for (int i = 0; i < pixels; i++) {
            float sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += pictures[(b * pixels + i) * channels + c];
            }
            Arrays.fill(grey, 3 * i, 3 * i + 3, sum / channels);
        }
        return Pictures.toImage(grey, 0, options.size, options.size);
    }

    @Override
    public void close() {
        images.close();
        runner.close();
    }
}

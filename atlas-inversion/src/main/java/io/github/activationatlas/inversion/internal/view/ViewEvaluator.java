package io.github.activationatlas.inversion.internal.view;

import io.github.activationatlas.inversion.BatchTerm;
import io.github.activationatlas.inversion.Fidelity;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Transform;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.inversion.internal.objective.BatchTermEvaluator;
import io.github.activationatlas.inversion.internal.objective.Directions;
import io.github.activationatlas.inversion.internal.objective.Positions;
import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Layer;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Evaluates objectives on a batch of images and their transformed views, and their gradients with respect to the images. */
public final class ViewEvaluator implements AutoCloseable {
    private static final double MARGIN = 0.2;
    /** About what a gradient of the angle has, so that regularisers keep their weight beside gradients that are not normalised. */
    private static final double NORMALIZED_LENGTH = 8;

    private final String layer;
    private final VisualizerSettings settings;
    private final int channels;
    private final int batch;
    private final NetworkRunner runner;
    private final BatchTermEvaluator terms = new BatchTermEvaluator();
    private final KroneckerSequence[] own;
    private final View[] transformed;
    private final View[] middle;
    private final View[] whole;
    private final float[] seen;
    private final float[] viewGradient;
    private final double[] values;
    private List<? extends Objective> objectives = List.of();
    private KroneckerSequence shared = new KroneckerSequence(0);
    private float[] activations = new float[0];
    private float[] cotangent = new float[0];

    /**
     * Allocates for a batch.
     *
     * @param reach how far from the layer's middle position objectives reach
     */
    public ViewEvaluator(VisionModel model, String layer, VisualizerSettings settings, int batch, int reach) {
        this.layer = layer;
        this.settings = settings;
        this.channels = model.input().channels();
        this.batch = batch;
        List<Transform> transforms = settings.transforms().forSize(settings.size());
        int largest = Math.max(settings.size(), View.largest(settings.size(), transforms));
        boolean wholeLayer =
                reach == Positions.EVERYWHERE || !settings.gradientRules().equals(GradientRules.EXACT);
        this.runner = wholeLayer
                ? model.runner(settings.gradientRules(), batch, largest, layer)
                : model.centerRunner(batch, largest, layer, reach);
        this.transformed = new View[settings.transformsPerImage() ? batch : 1];
        this.own = new KroneckerSequence[transformed.length];
        for (int i = 0; i < transformed.length; i++) {
            transformed[i] = new View(settings.size(), channels, transforms);
        }
        this.middle = new View[] {
            new View(
                    settings.size(),
                    channels,
                    List.of(new Transform.CropOrPad(middle(model.layer(layer), settings.size()))))
        };
        middle[0].draw(shared, shared);
        this.whole = new View[] {new View(settings.size(), channels, List.of())};
        whole[0].draw(shared, shared);
        this.seen = new float[batch * largest * largest * channels];
        this.viewGradient = new float[seen.length];
        this.values = new double[batch];
    }

    /** The side of the middle of images of a size, whole steps of the layer away from their borders. */
    static int middle(Layer layer, int size) {
        int stride = layer.stride();
        int margin = (int) Math.floor(MARGIN * size / stride) * stride;
        return Math.max(1, size - 2 * margin);
    }

    /** Starts other images. */
    public void begin(List<? extends Objective> objectives, long seed, IntToLongFunction numbers) {
        this.objectives = objectives;
        this.shared = new KroneckerSequence(seed);
        for (int i = 0; i < own.length; i++) {
            own[i] = settings.transformsPerImage() ? new KroneckerSequence(seed * 31 + numbers.applyAsLong(i)) : shared;
        }
    }

    public int channels() {
        return channels;
    }

    public Shape shape() {
        return runner.shape(layer);
    }

    /** Adds the gradient of one step; gives the objectives' values. */
    public double[] step(int step, float[] images, float[] gradient) {
        if (isUntransformed(step)) {
            double weight = settings.untransformedWeight() == 1
                    ? 1
                    : settings.untransformedWeight() * settings.untransformedEvery();
            evaluate(
                    settings.centerCropFirst() && 2 * step < settings.steps() ? middle : whole,
                    images,
                    weight,
                    gradient);
        }
        if (isTransformed(step)) {
            draw();
            double others = settings.untransformedEvery() == 1
                    ? 1
                    : settings.untransformedEvery() / (settings.untransformedEvery() - 1.0);
            evaluate(transformed, images, (1 - settings.untransformedWeight()) * others, gradient);
        }
        return values;
    }

    private boolean isUntransformed(int step) {
        // Without transformed views, every step evaluates the untransformed image.
        return settings.untransformedWeight() == 1
                || settings.untransformedWeight() > 0
                        && step % settings.untransformedEvery() == settings.untransformedEvery() - 1;
    }

    private boolean isTransformed(int step) {
        return settings.untransformedWeight() < 1 && (settings.untransformedEvery() == 1 || !isUntransformed(step));
    }

    private void draw() {
        shared.advance();
        for (int i = 0; i < transformed.length; i++) {
            if (own[i] != shared) {
                own[i].advance();
            }
            // What is shared is drawn alike for all.
            shared.repeat();
            transformed[i].draw(shared, own[i]);
        }
    }

    /** The objectives' values for the untransformed images. */
    public double[] untransformed(float[] images) {
        forward(whole, images);
        evaluate(0);
        return values;
    }

    /** The same between steps, whose state is kept. */
    public double[] untransformedBesideSteps(float[] images) {
        double[] kept = values.clone();
        double[] untransformed = untransformed(images).clone();
        System.arraycopy(kept, 0, values, 0, kept.length);
        return untransformed;
    }

    /** Skips steps that were done before: draws what they drew, and restores the values of the last. */
    public void skip(double[][] trajectory) {
        int steps = trajectory[0].length;
        for (int step = 0; step < steps; step++) {
            if (isTransformed(step)) {
                draw();
            }
        }
        for (int b = 0; b < batch; b++) {
            values[b] = trajectory[b][steps - 1];
        }
    }

    private void evaluate(View[] views, float[] images, double weight, float[] gradient) {
        forward(views, images);
        evaluate(weight);
        viewGradient(views[0].side(), weight);
        for (int b = 0; b < batch; b++) {
            views[b % views.length].reverse(viewGradient, b, gradient);
        }
    }

    /** The gradient of the views, normalised image by image if gradients are. */
    private void viewGradient(int side, double weight) {
        runner.imageGradient(layer, cotangent, viewGradient);
        int length = side * side * channels;
        for (int b = 0; settings.normalizeGradients() && b < batch; b++) {
            double norm = Directions.length(viewGradient, b * length, length);
            float factor = norm == 0 ? 0 : (float) (NORMALIZED_LENGTH * weight / norm);
            for (int i = b * length; i < (b + 1) * length; i++) {
                viewGradient[i] *= factor;
            }
        }
    }

    private void forward(View[] views, float[] images) {
        for (int b = 0; b < batch; b++) {
            views[b % views.length].sample(images, b, seen);
        }
        runner.forward(seen, batch, views[0].side(), views[0].side());
    }

    private void read() {
        int length = batch * shape().size();
        if (activations.length < length) {
            activations = new float[length];
            cotangent = new float[length];
        }
        runner.read(layer, activations);
    }

    private void evaluate(double weight) {
        read();
        Shape shape = shape();
        Arrays.fill(cotangent, 0);
        for (int b = 0; b < batch; b++) {
            values[b] = objectives.get(b).evaluate(activations, b * shape.size(), shape, weight, cotangent);
        }
        for (BatchTerm term : settings.batchTerms()) {
            terms.evaluate(term, activations, batch, shape, weight, cotangent);
        }
    }

    /** The fidelity of image b as last looked at. */
    public Fidelity fidelity(float[] direction, int b, Shape shape) {
        int at = b * shape.size();
        double length = Directions.length(activations, at + Positions.middle(shape), direction.length);
        return new Fidelity(
                Directions.cosine(direction, activations, at, shape),
                Double.NaN,
                length / Directions.length(direction, 0, direction.length));
    }

    /** The mean cosine of the images that have a direction, as they were last looked at; NaN if none has. */
    public double meanCosine() {
        double sum = 0;
        int count = 0;
        for (int b = 0; b < batch; b++) {
            float[] direction = Directions.of(objectives.get(b));
            if (direction != null) {
                sum += Directions.cosine(direction, activations, b * shape().size(), shape());
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Adds each image's cosine in a transformed view. */
    public void addCosines(float[] images, double[] sums, double weight) {
        draw();
        forward(transformed, images);
        read();
        for (int b = 0; b < batch; b++) {
            float[] direction = Directions.of(objectives.get(b));
            if (direction != null) {
                sums[b] += weight * Directions.cosine(direction, activations, b * shape().size(), shape());
            }
        }
    }

    @Override
    public void close() {
        runner.close();
        terms.close();
    }
}

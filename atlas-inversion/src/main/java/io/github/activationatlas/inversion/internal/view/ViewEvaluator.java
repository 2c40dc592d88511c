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

/** How the network looks at a batch of pictures in a step: moved, and now and then as they are. */
public final class ViewEvaluator implements AutoCloseable {
    private static final double MARGIN = 0.2;
    /** About what a gradient of the angle has, so that regularisers weigh as they do against looks as steep as they are. */
    private static final double EVEN_LENGTH = 8;

    private final String layer;
    private final VisualizerSettings settings;
    private final int channels;
    private final int batch;
    private final NetworkRunner runner;
    private final BatchTermEvaluator terms = new BatchTermEvaluator();
    private final KroneckerSequence[] own;
    private final View[] moved;
    private final View[] middle;
    private final View[] whole;
    private final float[] seen;
    private final float[] seenGradient;
    private final double[] values;
    private List<? extends Objective> objectives = List.of();
    private KroneckerSequence shared = new KroneckerSequence(0);
    private float[] activations = new float[0];
    private float[] cotangent = new float[0];

    /**
     * Allocates for a batch.
     *
     * @param reach how far from the layer's middle position objectives look
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
                : model.middleRunner(batch, largest, layer, reach);
        this.moved = new View[settings.transformsPerImage() ? batch : 1];
        this.own = new KroneckerSequence[moved.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = new View(settings.size(), channels, transforms);
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
        this.seenGradient = new float[seen.length];
        this.values = new double[batch];
    }

    /** The side of the middle of pictures of a size, whole steps of the layer away from their borders. */
    static int middle(Layer layer, int size) {
        int stride = layer.stride();
        int margin = (int) Math.floor(MARGIN * size / stride) * stride;
        return Math.max(1, size - 2 * margin);
    }

    /** Sets out for other pictures. */
    public void begin(List<? extends Objective> objectives, long seed, int firstImage) {
        this.objectives = objectives;
        this.shared = new KroneckerSequence(seed);
        for (int i = 0; i < own.length; i++) {
            own[i] = settings.transformsPerImage() ? new KroneckerSequence(seed * 31 + firstImage + i) : shared;
        }
    }

    public int channels() {
        return channels;
    }

    public Shape shape() {
        return runner.shape(layer);
    }

    /** Adds the gradient of one step; gives the objectives' values. */
    public double[] step(int step, float[] pictures, float[] gradient) {
        if (looksPlain(step)) {
            double weight = settings.plainView() == 1 ? 1 : settings.plainView() * settings.plainEvery();
            look(settings.middleFirst() && 2 * step < settings.steps() ? middle : whole, pictures, weight, gradient);
        }
        if (looksMoved(step)) {
            draw();
            double others = settings.plainEvery() == 1 ? 1 : settings.plainEvery() / (settings.plainEvery() - 1.0);
            look(moved, pictures, (1 - settings.plainView()) * others, gradient);
        }
        return values;
    }

    private boolean looksPlain(int step) {
        // Where nothing is moved, a step that does not look plainly would not look at all.
        return settings.plainView() == 1
                || settings.plainView() > 0 && step % settings.plainEvery() == settings.plainEvery() - 1;
    }

    private boolean looksMoved(int step) {
        return settings.plainView() < 1 && (settings.plainEvery() == 1 || !looksPlain(step));
    }

    private void draw() {
        shared.advance();
        for (int i = 0; i < moved.length; i++) {
            if (own[i] != shared) {
                own[i].advance();
            }
            // What is shared is drawn alike for all.
            shared.repeat();
            moved[i].draw(shared, own[i]);
        }
    }

    /** The objectives' values for the pictures as they are. */
    public double[] plain(float[] pictures) {
        forward(whole, pictures);
        evaluate(0);
        return values;
    }

    /** The same beside the steps, of which nothing is forgotten. */
    public double[] aside(float[] pictures) {
        double[] kept = values.clone();
        double[] plain = plain(pictures).clone();
        System.arraycopy(kept, 0, values, 0, kept.length);
        return plain;
    }

    /** Takes steps for done: draws what they drew, and knows what the last of them saw. */
    public void skip(double[][] trajectory) {
        int steps = trajectory[0].length;
        for (int step = 0; step < steps; step++) {
            if (looksMoved(step)) {
                draw();
            }
        }
        for (int b = 0; b < batch; b++) {
            values[b] = trajectory[b][steps - 1];
        }
    }

    private void look(View[] views, float[] pictures, double weight, float[] gradient) {
        forward(views, pictures);
        evaluate(weight);
        seenGradient(views[0].seen(), weight);
        for (int b = 0; b < batch; b++) {
            views[b % views.length].reverse(seenGradient, b, gradient);
        }
    }

    /** The gradient of what was seen, for each picture of one length if all looks shall count alike. */
    private void seenGradient(int side, double weight) {
        runner.imageGradient(layer, cotangent, seenGradient);
        int length = side * side * channels;
        for (int b = 0; settings.evenLooks() && b < batch; b++) {
            double norm = Directions.length(seenGradient, b * length, length);
            float factor = norm == 0 ? 0 : (float) (EVEN_LENGTH * weight / norm);
            for (int i = b * length; i < (b + 1) * length; i++) {
                seenGradient[i] *= factor;
            }
        }
    }

    private void forward(View[] views, float[] pictures) {
        for (int b = 0; b < batch; b++) {
            views[b % views.length].sample(pictures, b, seen);
        }
        runner.forward(seen, batch, views[0].seen(), views[0].seen());
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

    /** The fidelity of picture b as last looked at. */
    public Fidelity fidelity(float[] direction, int b, Shape shape) {
        int at = b * shape.size();
        double length = Directions.length(activations, at + Positions.middle(shape), direction.length);
        return new Fidelity(
                Directions.cosine(direction, activations, at, shape),
                Double.NaN,
                length / Directions.length(direction, 0, direction.length));
    }

    /** The mean cosine of the pictures that have a direction, as they were last looked at; NaN if none has. */
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

    /** Adds each picture's cosine in one moved view. */
    public void addCosines(float[] pictures, double[] sums, double weight) {
        draw();
        forward(moved, pictures);
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

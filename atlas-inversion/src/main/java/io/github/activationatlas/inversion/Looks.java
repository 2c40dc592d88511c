package io.github.activationatlas.inversion;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import java.util.Arrays;
import java.util.List;

/** How the network looks at a batch of pictures in a step: moved, and now and then as they are. */
final class Looks implements AutoCloseable {
    private static final double MARGIN = 0.2;
    /** About what a gradient of the angle has, so that regularisers weigh as they do against looks as steep as they are. */
    private static final double EVEN_LENGTH = 8;

    private final VisualizerBuilder options;
    private final int channels;
    private final int batch;
    private final NetworkRunner runner;
    private final EvenDraws[] own;
    private final View[] moved;
    private final View[] middle;
    private final View[] whole;
    private final float[] seen;
    private final float[] seenGradient;
    private final double[] values;
    private List<? extends Objective> objectives = List.of();
    private EvenDraws shared = new EvenDraws(0);
    private float[] activations = new float[0];
    private float[] cotangent = new float[0];

    /**
     * Allocates for a batch.
     *
     * @param reach how far from the layer's middle position objectives look
     */
    Looks(VisualizerBuilder options, int batch, int reach) {
        this.options = options;
        this.channels = options.model.input().channels();
        this.batch = batch;
        List<Transform> transforms = options.transforms.forSize(options.size);
        int largest = Math.max(options.size, View.largest(options.size, transforms));
        boolean wholeLayer = reach == Positions.EVERYWHERE || !options.gradientRules.equals(GradientRules.EXACT);
        this.runner = wholeLayer
                ? options.model.runner(options.gradientRules, batch, largest, options.layer)
                : options.model.centerRunner(batch, largest, options.layer, reach);
        this.moved = new View[options.perImage ? batch : 1];
        this.own = new EvenDraws[moved.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = new View(options.size, channels, transforms);
        }
        this.middle = new View[] {
            new View(options.size, channels, List.of(new Transform.CropOrPad(middle(options, options.size))))
        };
        middle[0].draw(shared, shared);
        this.whole = new View[] {new View(options.size, channels, List.of())};
        whole[0].draw(shared, shared);
        this.seen = new float[batch * largest * largest * channels];
        this.seenGradient = new float[seen.length];
        this.values = new double[batch];
    }

    /** The side of the middle of pictures of a size, whole steps of the layer away from their borders. */
    static int middle(VisualizerBuilder options, int size) {
        int stride = options.model.layer(options.layer).stride();
        int margin = (int) Math.floor(MARGIN * size / stride) * stride;
        return Math.max(1, size - 2 * margin);
    }

    /** Sets out for other pictures. */
    void begin(List<? extends Objective> objectives, long seed, int firstImage) {
        this.objectives = objectives;
        this.shared = new EvenDraws(seed);
        for (int i = 0; i < own.length; i++) {
            own[i] = options.perImage ? new EvenDraws(seed * 31 + firstImage + i) : shared;
        }
    }

    int channels() {
        return channels;
    }

    Shape shape() {
        return runner.shape(options.layer);
    }

    /** Adds the gradient of one step; gives the objectives' values. */
    double[] step(int step, float[] pictures, float[] gradient) {
        if (looksPlain(step)) {
            double weight = options.plainView == 1 ? 1 : options.plainView * options.plainEvery;
            look(options.middleFirst && 2 * step < options.steps ? middle : whole, pictures, weight, gradient);
        }
        if (looksMoved(step)) {
            draw();
            double others = options.plainEvery == 1 ? 1 : options.plainEvery / (options.plainEvery - 1.0);
            look(moved, pictures, (1 - options.plainView) * others, gradient);
        }
        return values;
    }

    private boolean looksPlain(int step) {
        // Where nothing is moved, a step that does not look plainly would not look at all.
        return options.plainView == 1 || options.plainView > 0 && step % options.plainEvery == options.plainEvery - 1;
    }

    private boolean looksMoved(int step) {
        return options.plainView < 1 && (options.plainEvery == 1 || !looksPlain(step));
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
    double[] plain(float[] pictures) {
        forward(whole, pictures);
        evaluate(0);
        return values;
    }

    /** The same beside the steps, of which nothing is forgotten. */
    double[] aside(float[] pictures) {
        double[] kept = values.clone();
        double[] plain = plain(pictures).clone();
        System.arraycopy(kept, 0, values, 0, kept.length);
        return plain;
    }

    /** Takes steps for done: draws what they drew, and knows what the last of them saw. */
    void skip(double[][] trajectory) {
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
        runner.imageGradient(options.layer, cotangent, seenGradient);
        int length = side * side * channels;
        for (int b = 0; options.evenLooks && b < batch; b++) {
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
        runner.read(options.layer, activations);
    }

    private void evaluate(double weight) {
        read();
        Shape shape = shape();
        Arrays.fill(cotangent, 0);
        for (int b = 0; b < batch; b++) {
            values[b] = objectives.get(b).evaluate(activations, b * shape.size(), shape, weight, cotangent);
        }
        for (BatchTerm term : options.batchTerms) {
            term.evaluate(activations, batch, shape, weight, cotangent);
        }
    }

    /** The fidelity of picture b as last looked at. */
    Fidelity fidelity(float[] direction, int b, Shape shape) {
        int at = b * shape.size();
        double length = Directions.length(activations, at + Positions.middle(shape), direction.length);
        return new Fidelity(
                Directions.cosine(direction, activations, at, shape),
                Double.NaN,
                length / Directions.length(direction, 0, direction.length));
    }

    /** The mean cosine of the pictures that have a direction, as they were last looked at; NaN if none has. */
    double meanCosine() {
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
    void addCosines(float[] pictures, double[] sums, double weight) {
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
        GramCosines.release();
    }
}

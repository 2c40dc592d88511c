package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.VisionModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds pictures that raise objectives on one layer of a network. Settings; immutable and thread-safe. The same settings, objectives and
 * seed give the same pictures for the same number of ND4J threads; a picture does not depend on the others of its batch but for the views
 * that they share.
 */
public final class FeatureVisualizer {
    private final Builder options;

    private FeatureVisualizer(Builder options) {
        this.options = new Builder(options);
    }

    /**
     * Starts from the defaults.
     *
     * @param model the network
     * @param layer one of its layers, or {@link VisionModel#logits()} for class objectives
     * @return a builder
     * @throws IllegalArgumentException if there is no such layer; the message lists the layers
     */
    public static Builder builder(VisionModel model, String layer) {
        model.layer(layer);
        return new Builder(model, layer);
    }

    /**
     * Lists the settings.
     *
     * @return names and values, for records
     */
    @Override
    public String toString() {
        return "size=%s, steps=%s, batch=%s, learningRate=%s, decay=%s, plainView=%s, transforms=%s, regularizers=%s, seed=%s"
                .formatted(
                        options.size,
                        options.steps,
                        options.batch,
                        options.learningRate,
                        options.decay,
                        options.plainView,
                        options.transforms,
                        options.regularizers,
                        options.seed);
    }

    /**
     * Finds one picture for each objective, many at a time.
     *
     * @param objectives what is looked for
     * @return the pictures in the order of the objectives
     * @throws IllegalArgumentException if an objective does not fit the layer, or pictures are too small for it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public List<Visualization> visualize(List<? extends Objective> objectives) {
        List<Visualization> done = new ArrayList<>();
        long total = (long) objectives.size() * options.steps;
        for (int from = 0; from < objectives.size(); from += options.batch) {
            List<? extends Objective> batch =
                    objectives.subList(from, Math.min(objectives.size(), from + options.batch));
            long before = (long) from * options.steps;
            int first = from;
            try (Ascent ascent = new Ascent(options, batch, first)) {
                done.addAll(ascent.run(step -> options.progress.accept(
                        new VisualizationProgress(before + (long) step * batch.size(), total))));
            }
        }
        return done;
    }

    /**
     * Finds one picture.
     *
     * @param objective what is looked for
     * @return the picture
     */
    public Visualization visualize(Objective objective) {
        return visualize(List.of(objective)).get(0);
    }

    /** Collects settings; each is checked when it is set. Not thread-safe. */
    public static final class Builder {
        final VisionModel model;
        final String layer;
        int size = 80;
        int steps = 128;
        int batch = 16;
        double learningRate = 0.05;
        boolean decay = true;
        double plainView;
        Transforms transforms = Transforms.LUCID;
        List<Regularizer> regularizers = List.of();
        long seed = 1;
        Consumer<VisualizationProgress> progress = p -> {};

        private Builder(VisionModel model, String layer) {
            this.model = model;
            this.layer = layer;
        }

        private Builder(Builder o) {
            this(o.model, o.layer);
            size = o.size;
            steps = o.steps;
            batch = o.batch;
            learningRate = o.learningRate;
            decay = o.decay;
            plainView = o.plainView;
            transforms = o.transforms;
            regularizers = o.regularizers;
            seed = o.seed;
            progress = o.progress;
        }

        /**
         * Sets the pictures' side.
         *
         * @param size 8 to 1024 pixels; 80 by default
         * @return this
         */
        public Builder size(int size) {
            checkArgument(size >= 8 && size <= 1024, "size must be between 8 and 1024, but was %s", size);
            this.size = size;
            return this;
        }

        /**
         * Sets how many steps are taken uphill.
         *
         * @param steps 1 to 100000; 128 by default
         * @return this
         */
        public Builder steps(int steps) {
            checkArgument(steps >= 1 && steps <= 100_000, "steps must be between 1 and 100000, but was %s", steps);
            this.steps = steps;
            return this;
        }

        /**
         * Sets how many pictures are found at a time.
         *
         * @param batch 1 to 1024; 16 by default
         * @return this
         */
        public Builder batch(int batch) {
            checkArgument(batch >= 1 && batch <= 1024, "batch must be between 1 and 1024, but was %s", batch);
            this.batch = batch;
            return this;
        }

        /**
         * Sets Adam's step size.
         *
         * @param learningRate above 0 to 10; 0.05 by default
         * @return this
         */
        public Builder learningRate(double learningRate) {
            checkArgument(
                    learningRate > 0 && learningRate <= 10,
                    "learningRate must be above 0 and at most 10, but was %s",
                    learningRate);
            this.learningRate = learningRate;
            return this;
        }

        /**
         * Sets whether the step size falls to zero over the second half of the steps.
         *
         * @param decay true by default
         * @return this
         */
        public Builder decay(boolean decay) {
            this.decay = decay;
            return this;
        }

        /**
         * Sets how much each step looks at the picture as it is, beside the transformed look: the more, the truer the picture is, and the
         * less it bears to be moved. Costs a run of the network on the whole picture.
         *
         * @param plainView 0 to 1, the share of the plain look; 0 by default
         * @return this
         */
        public Builder plainView(double plainView) {
            checkArgument(plainView >= 0 && plainView <= 1, "plainView must be between 0 and 1, but was %s", plainView);
            this.plainView = plainView;
            return this;
        }

        /**
         * Sets how pictures are moved before each step.
         *
         * @param transforms Lucid's by default
         * @return this
         */
        public Builder transforms(Transforms transforms) {
            this.transforms = transforms;
            return this;
        }

        /**
         * Sets costs of the pictures themselves.
         *
         * @param regularizers none by default
         * @return this
         */
        public Builder regularizers(Regularizer... regularizers) {
            this.regularizers = List.of(regularizers);
            return this;
        }

        /**
         * Sets the seed of all randomness.
         *
         * @param seed any number; 1 by default
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Sets who is told of progress, after every step.
         *
         * @param progress called from the visualising thread, so it should return at once
         * @return this
         */
        public Builder onProgress(Consumer<VisualizationProgress> progress) {
            this.progress = progress;
            return this;
        }

        /**
         * Makes the visualiser.
         *
         * @return the visualiser
         */
        public FeatureVisualizer build() {
            return new FeatureVisualizer(this);
        }
    }
}

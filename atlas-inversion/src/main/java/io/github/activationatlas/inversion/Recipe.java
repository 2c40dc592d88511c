package io.github.activationatlas.inversion;

import org.jspecify.annotations.Nullable;

/** Presets of settings and objectives. */
public enum Recipe {
    /**
     * The nearest to a given direction: the angle at the middle position and around it; a spectrum of decay 1.5 up to 0.35 cycles a pixel with
     * weight decay; every third step optimises the untransformed image, the others a transformed view, with normalised gradients.
     */
    DEFAULT {
        @Override
        public Objective objective(float[] direction, @Nullable Whitening whitening) {
            return whitening == null
                    ? Objective.angle(direction).neighborhood(NEARBY)
                    : Objective.angle(direction)
                            .plus(Objective.whitenedAngle(direction, whitening))
                            .times(0.5)
                            .neighborhood(NEARBY);
        }

        @Override
        void apply(VisualizerBuilder builder) {
            builder.steps(240)
                    .learningRate(0.1)
                    .schedule(Schedule.THREE_QUARTERS)
                    .optimizer(new Optimizer.Adam(0.8, 0.99, 0.1))
                    .parametrization(new Parametrization.Fourier(1.5, 0.35))
                    .transforms(Transforms.ATLAS)
                    .untransformedWeight(0.28)
                    .untransformedEvery(3)
                    .centerCropFirst(true)
                    .normalizeGradients(true);
        }
    },
    /** The same with twice the steps: nearer still, and more robust. */
    THOROUGH {
        @Override
        public Objective objective(float[] direction, @Nullable Whitening whitening) {
            return DEFAULT.objective(direction, whitening);
        }

        @Override
        void apply(VisualizerBuilder builder) {
            DEFAULT.apply(builder);
            builder.steps(480);
        }
    },
    /** That of the activation atlas notebooks in Lucid: dot cos^4, decay 1, Adam at 0.05, 512 steps. Of high contrast, and slower. */
    LUCID {
        @Override
        public Objective objective(float[] direction, @Nullable Whitening whitening) {
            return Objective.direction(whitening == null ? direction : whitening.apply(direction), 4);
        }

        @Override
        void apply(VisualizerBuilder builder) {
            builder.steps(512)
                    .learningRate(0.05)
                    .schedule(Schedule.CONSTANT)
                    .optimizer(Optimizer.adam())
                    .parametrization(Parametrization.fourier())
                    .transforms(Transforms.LUCID)
                    .untransformedWeight(0)
                    .untransformedEvery(1)
                    .centerCropFirst(false)
                    .normalizeGradients(false);
        }
    };

    private static final double NEARBY = 0.15;

    /**
     * Returns the objective of this preset for a direction: by default the angle, with whitening the mean of the angle and the whitened angle, as
     * the latter alone may have no gradient; for Lucid the direction, whitened or not.
     *
     * @param direction one value a channel, not whitened
     * @param whitening the inverse second moment, or null
     * @return the objective
     */
    public abstract Objective objective(float[] direction, @Nullable Whitening whitening);

    abstract void apply(VisualizerBuilder builder);
}

package io.github.activationatlas.inversion;

import org.jspecify.annotations.Nullable;

/** Settings that go together. */
public enum Recipe {
    /**
     * What comes nearest to the direction that is asked for: the angle alone, at the middle and a little around it; a spectrum of decay
     * 1.5 up to 0.35 cycles a pixel, whose parameters fade unless a gradient holds them up; every third step looks at the picture as it
     * is, the others at the moved one, and each look counts alike.
     */
    DEFAULT {
        @Override
        public Objective toward(float[] direction, @Nullable Whitening whitening) {
            return whitening == null
                    ? Objective.angle(direction).nearby(NEARBY)
                    : Objective.angle(direction)
                            .plus(Objective.whitenedAngle(direction, whitening))
                            .times(0.5)
                            .nearby(NEARBY);
        }

        @Override
        void apply(VisualizerBuilder builder) {
            builder.steps(240)
                    .learningRate(0.1)
                    .schedule(Schedule.THREE_QUARTERS)
                    .optimizer(new Optimizer.Adam(0.8, 0.99, 0.1))
                    .parametrization(new Parametrization.Fourier(1.5, 0.35))
                    .transforms(Transforms.ATLAS)
                    .plainView(0.28)
                    .plainEvery(3)
                    .middleFirst(true)
                    .evenLooks(true);
        }
    },
    /** The same with twice the steps: truer still, as it is and when moved. */
    THOROUGH {
        @Override
        public Objective toward(float[] direction, @Nullable Whitening whitening) {
            return DEFAULT.toward(direction, whitening);
        }

        @Override
        void apply(VisualizerBuilder builder) {
            DEFAULT.apply(builder);
            builder.steps(480);
        }
    },
    /** That of the activation atlas notebooks in Lucid: dot cos^4, decay 1, Adam at 0.05, 512 steps. Glaring, and slower. */
    LUCID {
        @Override
        public Objective toward(float[] direction, @Nullable Whitening whitening) {
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
                    .plainView(0)
                    .plainEvery(1)
                    .middleFirst(false)
                    .evenLooks(false);
        }
    };

    private static final double NEARBY = 0.15;

    /**
     * Gives the objective that goes with these settings for a direction: by default the angle, with whitening the mean of the plain and the
     * whitened angle, as the whitened one alone may find no way up; for Lucid the direction, whitened or not.
     *
     * @param direction one value a channel, not whitened
     * @param whitening the inverse second moment, or null
     * @return the objective
     */
    public abstract Objective toward(float[] direction, @Nullable Whitening whitening);

    abstract void apply(VisualizerBuilder builder);
}

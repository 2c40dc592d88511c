package io.github.activationatlas.inversion;

/** Schedules of the learning rate. */
public enum Schedule {
    /** Constant. */
    CONSTANT {
        @Override
        public double factor(double done) {
            return 1;
        }
    },
    /** Linearly to zero over the second half of the steps. */
    SECOND_HALF {
        @Override
        public double factor(double done) {
            return Math.min(1, 2 * (1 - done));
        }
    },
    /** Linearly to zero over the last three quarters of the steps. */
    THREE_QUARTERS {
        @Override
        public double factor(double done) {
            return Math.min(1, (1 - done) / 0.75);
        }
    },
    /** Linearly to zero from the first step on. */
    LINEAR {
        @Override
        public double factor(double done) {
            return 1 - done;
        }
    },
    /** As half a cosine wave, to zero. */
    COSINE {
        @Override
        public double factor(double done) {
            return (1 + Math.cos(Math.PI * done)) / 2;
        }
    };

    /**
     * Returns what the learning rate is multiplied with.
     *
     * @param done the share of the steps that are done, 0 to below 1
     * @return 0 to 1
     */
    public abstract double factor(double done);
}

package io.github.activationatlas.inversion;

/** How the step size falls. */
public enum Schedule {
    /** Not at all. */
    CONSTANT {
        @Override
        double at(double done) {
            return 1;
        }
    },
    /** Linearly to zero over the second half of the steps. */
    SECOND_HALF {
        @Override
        double at(double done) {
            return Math.min(1, 2 * (1 - done));
        }
    },
    /** Linearly to zero over the last three quarters of the steps. */
    THREE_QUARTERS {
        @Override
        double at(double done) {
            return Math.min(1, (1 - done) / 0.75);
        }
    },
    /** Linearly to zero from the first step on. */
    LINEAR {
        @Override
        double at(double done) {
            return 1 - done;
        }
    },
    /** As half a cosine wave, to zero. */
    COSINE {
        @Override
        double at(double done) {
            return (1 + Math.cos(Math.PI * done)) / 2;
        }
    };

    /** The share of the step size that is left when a share of the steps is done. */
    abstract double at(double done);
}

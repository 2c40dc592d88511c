package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

/** A term between the images of one batch, added to their objectives. Immutable and thread-safe. */
public sealed interface BatchTerm {
    /**
     * Makes neighbouring images of a series alike (after Lucid's alignment): minus the squared distance of
     * their activations a and b, |a - b|^2 / (|a|^2 + |b|^2), which is 0 for like ones and 1 for ones that have nothing in common, halved
     * with each step in the series, up to four. Being relative, it weighs the same for layers of any scale.
     *
     * @param strength 0 or more
     */
    record Neighbors(double strength) implements BatchTerm {
        /**
         * Checks the value.
         *
         * @param strength 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public Neighbors {
            check(strength);
        }
    }

    /**
     * Makes the images different from one another: minus the mean over pairs of the cosine between their Gram matrices, which describe texture without
     * place (Lucid's diversity).
     *
     * @param strength 0 or more
     */
    record Diversity(double strength) implements BatchTerm {
        /**
         * Checks the value.
         *
         * @param strength 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public Diversity {
            check(strength);
        }
    }

    private static void check(double strength) {
        checkArgument(strength >= 0 && Double.isFinite(strength), "strength must be 0 or more, but was %s", strength);
    }
}

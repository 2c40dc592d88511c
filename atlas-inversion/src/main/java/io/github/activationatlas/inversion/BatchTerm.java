package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

/** What is asked of the pictures of one batch together, beside each one's objective. Immutable and thread-safe. */
public sealed interface BatchTerm {
    /**
     * Makes each picture look like the ones before and after it, for smooth series (after Lucid's alignment): minus the squared distance of
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
     * Makes the pictures unlike one another: minus the mean over pairs of the cosine between their Gram matrices, which tell texture without
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

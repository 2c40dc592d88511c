package io.github.activationatlas.stats;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * Draws the averages of groups towards the average of all values, the more the fewer values a group holds, so that groups can be ranked
 * without the smallest ones leading by chance: the best linear prediction in the one-way random-effects model, in which a group's true average
 * varies around that of all, and its values around its own (Efron and Morris, "Stein's Paradox in Statistics", 1977). Immutable and
 * thread-safe.
 *
 * @param overall the average of all values
 * @param ratio the variance within groups over the variance between their true averages, 0 to {@link #NO_DIFFERENCE}: a group of so many values
 *     comes halfway
 */
public record Shrinkage(double overall, double ratio) {
    /**
     * The ratio where the data show no difference between groups: their averages then come so near to that of all that what is left of the
     * difference grows with the number of values.
     */
    public static final double NO_DIFFERENCE = 1e9;

    /** Leaves averages as they are. */
    public static final Shrinkage NONE = new Shrinkage(0, 0);

    /**
     * Checks the numbers.
     *
     * @param overall the average of all values
     * @param ratio 0 to {@link #NO_DIFFERENCE}
     * @throws IllegalArgumentException if the ratio is outside its range
     */
    public Shrinkage {
        checkArgument(ratio >= 0 && ratio <= NO_DIFFERENCE, "ratio must be between 0 and 1e9, but was %s", ratio);
    }

    /**
     * Estimates the variance between groups from their averages, by the analysis of variance for groups of unequal size (Searle, Casella and
     * McCulloch, "Variance Components", 1992, section 3.6). Where values do not vary within groups, or that is not known, averages stay as
     * they are.
     *
     * @param counts how many values each group holds, at least 1
     * @param averages of each group
     * @param within the variance of values around their group's average, pooled over the groups; 0 if no group holds two
     * @return the estimate
     */
    public static Shrinkage of(int[] counts, double[] averages, double within) {
        double n = 0;
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            n += counts[i];
            squares += (double) counts[i] * counts[i];
            sum += counts[i] * averages[i];
        }
        double overall = n == 0 ? 0 : sum / n;
        if (counts.length < 2 || !(within > 0)) {
            return new Shrinkage(overall, 0);
        }
        double among = 0;
        for (int i = 0; i < counts.length; i++) {
            among += counts[i] * (averages[i] - overall) * (averages[i] - overall);
        }
        double between = (among - (counts.length - 1) * within) / (n - squares / n);
        double ratio = within / between;
        return new Shrinkage(overall, between > 0 && ratio < NO_DIFFERENCE ? ratio : NO_DIFFERENCE);
    }

    /**
     * Draws one average.
     *
     * @param average of a group
     * @param count how many values the group holds, at least 1
     * @return what its true average is most likely to be, between its average and that of all
     */
    public double of(double average, int count) {
        return overall + (average - overall) * count / (count + ratio);
    }
}

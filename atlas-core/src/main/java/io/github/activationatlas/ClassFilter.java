package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which activations an atlas of one class is made of (Carter et al. 2019, "Class activation atlases"). By rank, those that support no class
 * more than for this one: focused, but some are weak. By magnitude, those that support it most, whatever else they support: this also
 * finds what the class shares with others. Immutable.
 */
public final class ClassFilter {
    private final boolean rank;
    private final @Nullable Integer most;

    private ClassFilter(boolean rank, @Nullable Integer most) {
        checkArgument(most == null || most >= 1, "magnitude must be at least 1, but was %s", most);
        this.rank = rank;
        this.most = most;
    }

    /**
     * Takes the activations for which the class comes first.
     *
     * @return a filter
     */
    public static ClassFilter byRank() {
        return new ClassFilter(true, null);
    }

    /**
     * Takes the activations with the largest attributions to the class, positive ones only.
     *
     * @param most how many at most, at least 1; the article takes 2000
     * @return a filter
     */
    public static ClassFilter byMagnitude(int most) {
        return new ClassFilter(false, most);
    }

    /**
     * Takes what either filter takes, each activation once, as the article's code does.
     *
     * @param most how many at most by magnitude, at least 1
     * @return a filter
     */
    public static ClassFilter byRankOrMagnitude(int most) {
        return new ClassFilter(true, most);
    }

    /**
     * Chooses activations.
     *
     * @param activations a layer's activations, with attributions
     * @param classIndex the class
     * @return their rows, in ascending order
     * @throws IllegalArgumentException if attributions to the class are not known
     */
    public int[] select(LayerActivations activations, int classIndex) {
        int known = activations.classes();
        checkArgument(
                classIndex >= 0 && classIndex < known,
                "there is no class %s: attributions to %s classes are known",
                classIndex,
                known);
        float[] toClass = new float[activations.size()];
        BitSet winners = new BitSet();
        float[] row = new float[known];
        for (int i = 0; i < toClass.length; i++) {
            activations.copyAttributions(i, row);
            toClass[i] = row[classIndex];
            if (rank && isLargest(row, classIndex)) {
                winners.set(i);
            }
        }
        if (most != null) {
            addLargest(toClass, most, winners);
        }
        return winners.stream().toArray();
    }

    /** Adds the largest values above 0; ties go to the earlier row. */
    private static void addLargest(float[] values, int most, BitSet chosen) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float least = most > sorted.length ? 0 : Math.max(0, sorted[sorted.length - most]);
        int equal = most;
        for (float value : values) {
            equal -= value > least ? 1 : 0;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] > least || values[i] == least && least > 0 && equal-- > 0) {
                chosen.set(i);
            }
        }
    }

    private static boolean isLargest(float[] values, int index) {
        for (int c = 0; c < values.length; c++) {
            if (values[c] > values[index] || c < index && values[c] == values[index]) {
                return false;
            }
        }
        return true;
    }

    /** Names the filter, for records. */
    @Override
    public String toString() {
        return most == null ? "rank" : (rank ? "rank or magnitude " : "magnitude ") + most;
    }
}

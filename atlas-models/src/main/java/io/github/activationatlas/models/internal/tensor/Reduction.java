package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One value of all that differ only in some axes. */
public final class Reduction implements HeapOperator {
    private final Kind kind;
    private final TensorShape out;
    private final Groups groups;

    /** What becomes of a group of values. */
    public enum Kind {
        SUM,
        MEAN,
        MAX,
        MIN,
        PRODUCT,
        /** The sum of the magnitudes. */
        L1,
        /** The root of the sum of the squares. */
        L2,
        SUM_OF_SQUARES,
        LOG_OF_SUM,
        LOG_OF_SUM_OF_EXP
    }

    /** Axes that are reduced stay, 1 long; a reshape takes them away. */
    public Reduction(Kind kind, TensorShape in, Set<Integer> axes) {
        this.kind = kind;
        int[] dims = in.dims().toArray();
        axes.forEach(axis -> dims[axis] = 1);
        this.out = in.withDims(dims);
        this.groups = Groups.along(in, axes);
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return out;
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        float[] x = inputs[0];
        double[] sums = new double[groups.count()];
        int[] of = groupOfEach();
        switch (kind) {
            case MAX -> Arrays.fill(sums, Double.NEGATIVE_INFINITY);
            case MIN -> Arrays.fill(sums, Double.POSITIVE_INFINITY);
            case PRODUCT -> Arrays.fill(sums, 1);
            default -> {}
        }
        if (kind == Kind.SUM || kind == Kind.MEAN) {
            double[] all = groups.sums(x);
            double share = kind == Kind.MEAN ? 1.0 / groups.size() : 1;
            for (int g = 0; g < all.length; g++) {
                output[g] = (float) (all[g] * share);
            }
            return;
        }
        double[] most = kind == Kind.LOG_OF_SUM_OF_EXP ? most(x) : sums;
        for (int i = 0; i < of.length; i++) {
            int g = of[i];
            double v = x[i];
            sums[g] = switch (kind) {
                case SUM, MEAN, LOG_OF_SUM -> sums[g] + v;
                case MAX -> Math.max(sums[g], v);
                case MIN -> Math.min(sums[g], v);
                case PRODUCT -> sums[g] * v;
                case L1 -> sums[g] + Math.abs(v);
                case L2, SUM_OF_SQUARES -> sums[g] + v * v;
                case LOG_OF_SUM_OF_EXP -> sums[g] + Math.exp(v - most[g]);
            };
        }
        for (int g = 0; g < sums.length; g++) {
            output[g] = (float)
                    switch (kind) {
                        case MEAN -> sums[g] / groups.size();
                        case L2 -> Math.sqrt(sums[g]);
                        case LOG_OF_SUM -> Math.log(sums[g]);
                        case LOG_OF_SUM_OF_EXP -> Math.log(sums[g]) + most[g];
                        default -> sums[g];
                    };
        }
    }

    private double[] most(float[] x) {
        double[] most = new double[groups.count()];
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        int[] of = groupOfEach();
        for (int i = 0; i < of.length; i++) {
            most[of[i]] = Math.max(most[of[i]], x[i]);
        }
        return most;
    }

    /** How fast a group's result grows with each of its values. */
    private double[] slopes(Values values) {
        float[] x = values.inputs()[0];
        float[] y = values.output();
        int[] of = groupOfEach();
        double[] slopes = new double[of.length];
        double[] sums = kind == Kind.LOG_OF_SUM ? groups.sums(x) : new double[0];
        boolean[] taken = new boolean[groups.count()];
        for (int i = 0; i < of.length; i++) {
            int g = of[i];
            slopes[i] = switch (kind) {
                case SUM -> 1;
                case MEAN -> 1.0 / groups.size();
                case MAX, MIN -> x[i] == y[g] && !taken[g] ? 1 : 0;
                case PRODUCT -> productOfOthers(x, i, of);
                case L1 -> Math.signum(x[i]);
                case L2 -> y[g] == 0 ? 0 : x[i] / y[g];
                case SUM_OF_SQUARES -> 2.0 * x[i];
                case LOG_OF_SUM -> 1 / sums[g];
                case LOG_OF_SUM_OF_EXP -> Math.exp(x[i] - y[g]);
            };
            taken[g] |= slopes[i] != 0;
        }
        return slopes;
    }

    private static double productOfOthers(float[] x, int value, int[] of) {
        double product = 1;
        for (int i = 0; i < of.length; i++) {
            product *= i != value && of[i] == of[value] ? x[i] : 1;
        }
        return product;
    }

    private int[] groupOfEach() {
        int[] of = new int[groups.count() * groups.size()];
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                of[first + i] = group + i * step;
            }
        });
        return of;
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to != null) {
            double[] slopes = slopes(values);
            int[] of = groupOfEach();
            for (int i = 0; i < slopes.length; i++) {
                to[i] = (float) (slopes[i] * outputGradient[of[i]]);
            }
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        double[] slopes = slopes(values);
        int[] of = groupOfEach();
        double[] sums = new double[groups.count()];
        for (int i = 0; i < slopes.length; i++) {
            sums[of[i]] += slopes[i] * inputTangents[0][i];
        }
        for (int g = 0; g < sums.length; g++) {
            outputTangent[g] = (float) sums[g];
        }
    }
}

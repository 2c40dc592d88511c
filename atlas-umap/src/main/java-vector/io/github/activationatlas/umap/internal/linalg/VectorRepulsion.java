package io.github.activationatlas.umap.internal.linalg;

import io.github.activationatlas.umap.internal.vectors.MetricVectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pushes in two dimensions through the Vector API, as many points of the run at a time as a register has lanes; in other dimensions in plain
 * Java. In small methods that hand over arrays: in a large one the compiler gives up on the last operations, and their vectors become objects.
 */
final class VectorRepulsion implements Repulsion {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Points that are worked on at a time, so that scratch stays small. */
    private static final int PART = 16 * L;

    private static final FloatVector PLACES = FloatVector.zero(S).addIndex(1);
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final float[] values;
    private final Repulsion plain;

    VectorRepulsion(GradientTable push) {
        this.values = push.values();
        this.plain = new PlainRepulsion(push);
    }

    /** A thread's places in the table, and the factors and squared distances of one part of a run. */
    private record Scratch(int[] index, float[] factors, float[] squares) {
        Scratch() {
            this(new int[PART], new float[PART], new float[PART]);
        }
    }

    @Override
    public int parts() {
        return L;
    }

    @Override
    public void add(float[] at, float[][] crowd, int from, int to, float rate, float[] sums) {
        if (crowd.length != 2) {
            plain.add(at, crowd, from, to, rate, sums);
            return;
        }
        Scratch scratch = SCRATCH.get();
        for (int s = from; s < to; s += PART) {
            int count = Math.min(PART, to - s);
            squares(at[0], at[1], crowd[0], crowd[1], s, count, scratch.squares);
            places(scratch.squares, count, values.length - 2, scratch.index);
            parts(scratch.squares, count, scratch.factors);
            factors(scratch.factors, scratch.index, count, -rate);
            steps(at[0], crowd[0], s, scratch.factors, count, GradientTable.CLIP * rate, sums, 0);
            steps(at[1], crowd[1], s, scratch.factors, count, GradientTable.CLIP * rate, sums, PARTS);
        }
    }

    private static void squares(float x, float y, float[] xs, float[] ys, int s, int count, float[] squares) {
        for (int i = 0; i < count; i += L) {
            FloatVector dx = FloatVector.fromArray(S, xs, s + i).sub(x);
            FloatVector dy = FloatVector.fromArray(S, ys, s + i).sub(y);
            dy.fma(dy, dx.mul(dx)).intoArray(squares, i);
        }
    }

    private static void places(float[] squares, int count, int last, int[] index) {
        for (int i = 0; i < count; i += L) {
            FloatVector.fromArray(S, squares, i)
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.ASHR, GradientTable.SHIFT)
                    .sub(GradientTable.LOWEST)
                    .max(0)
                    .min(last)
                    .intoArray(index, i);
        }
    }

    /** How far each square lies between two of the table's entries, 0 to 1. */
    private static void parts(float[] squares, int count, float[] parts) {
        for (int i = 0; i < count; i += L) {
            IntVector rest =
                    FloatVector.fromArray(S, squares, i).reinterpretAsInts().and((1 << GradientTable.SHIFT) - 1);
            ((FloatVector) rest.convert(VectorOperators.I2F, 0))
                    .mul(GradientTable.FRACTION)
                    .intoArray(parts, i);
        }
    }

    /** What differences are multiplied by, instead of the parts: the table's values times a number, 0 beyond the count. */
    private void factors(float[] parts, int[] index, int count, float times) {
        for (int i = 0; i < count; i += L) {
            FloatVector low = FloatVector.fromArray(S, values, 0, index, i);
            FloatVector high = FloatVector.fromArray(S, values, 1, index, i);
            high.sub(low)
                    .fma(FloatVector.fromArray(S, parts, i), low)
                    .mul(times)
                    .blend(0, PLACES.compare(VectorOperators.GE, count - i))
                    .intoArray(parts, i);
        }
    }

    private static void steps(
            float x, float[] xs, int s, float[] factors, int count, float most, float[] sums, int to) {
        for (int i = 0; i < count; i += L) {
            FloatVector step = FloatVector.fromArray(S, xs, s + i).sub(x).mul(FloatVector.fromArray(S, factors, i));
            FloatVector.fromArray(S, sums, to)
                    .add(step.min(most).max(-most))
                    .intoArray(sums, to);
        }
    }
}

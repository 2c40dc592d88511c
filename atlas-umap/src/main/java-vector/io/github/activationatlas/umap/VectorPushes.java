package io.github.activationatlas.umap;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Pushes through the Vector API, as many points of the run at a time as a register has lanes. */
final class VectorPushes implements Pushes {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final FloatVector PLACES = FloatVector.zero(S).addIndex(1);
    private static final ThreadLocal<int[]> INDEX = ThreadLocal.withInitial(() -> new int[L]);

    private final float[] values;

    VectorPushes(StepTable push) {
        this.values = push.values();
    }

    @Override
    public int parts() {
        return L;
    }

    @Override
    public void add(float[] at, float[][] crowd, int from, int to, float rate, float[] sums) {
        int[] index = INDEX.get();
        float most = StepTable.CLIP * rate;
        for (int s = from; s < to; s += L) {
            FloatVector d2 = FloatVector.zero(S);
            for (int c = 0; c < crowd.length; c++) {
                FloatVector d = FloatVector.fromArray(S, crowd[c], s).sub(at[c]);
                d2 = d.fma(d, d2);
            }
            VectorMask<Float> unused = PLACES.compare(VectorOperators.GE, to - s);
            FloatVector f = push(d2, index).mul(-rate).blend(0, unused);
            for (int c = 0; c < crowd.length; c++) {
                FloatVector d = FloatVector.fromArray(S, crowd[c], s).sub(at[c]);
                FloatVector.fromArray(S, sums, c * PARTS)
                        .add(f.mul(d).min(most).max(-most))
                        .intoArray(sums, c * PARTS);
            }
        }
    }

    /** The table's values for squared distances. */
    private FloatVector push(FloatVector d2, int[] index) {
        IntVector bits = d2.reinterpretAsInts();
        bits.lanewise(VectorOperators.ASHR, StepTable.SHIFT)
                .sub(StepTable.LOWEST)
                .max(0)
                .min(values.length - 2)
                .intoArray(index, 0);
        FloatVector low = FloatVector.fromArray(S, values, 0, index, 0);
        FloatVector high = FloatVector.fromArray(S, values, 1, index, 0);
        FloatVector part = (FloatVector) bits.and((1 << StepTable.SHIFT) - 1)
                .convert(VectorOperators.I2F, 0);
        return high.sub(low).fma(part.mul(StepTable.FRACTION), low);
    }
}

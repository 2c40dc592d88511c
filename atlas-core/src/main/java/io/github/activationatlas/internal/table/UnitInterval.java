package io.github.activationatlas.internal.table;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/** Brings coordinates of any scale into the range from 0 to 1. */
public final class UnitInterval {
    private static final double OUTLIERS = 0.01;
    private static final double MARGIN = 0.1;

    private UnitInterval() {}

    /** Brings one axis into the range from 0 to 1. */
    public static float[] of(float[] along) {
        for (int i = 0; i < along.length; i++) {
            checkArgument(Float.isFinite(along[i]), "point " + i + " lies at " + along[i]);
        }
        float[] sorted = along.clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (OUTLIERS * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil((1 - OUTLIERS) * (sorted.length - 1))];
        double margin = MARGIN * (high - low);
        double from = Math.max(sorted[0], low - margin);
        double to = Math.min(sorted[sorted.length - 1], high + margin);
        double range = Math.max(to - from, Float.MIN_NORMAL);
        float[] unit = new float[along.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) Math.max(0, Math.min(1, (along[i] - from) / range));
        }
        return unit;
    }
}

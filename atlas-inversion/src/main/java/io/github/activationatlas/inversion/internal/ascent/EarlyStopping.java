package io.github.activationatlas.inversion.internal.ascent;

/** Decides when a noisy value has stopped rising. */
final class EarlyStopping {
    private static final double KEPT = 0.9;
    private final int limit;
    private double smooth = Double.NaN;
    private double best = Double.NEGATIVE_INFINITY;
    private int since;

    /**
     * Starts.
     *
     * @param limit after how many steps without a new best it is over; 0 for never
     */
    EarlyStopping(int limit) {
        this.limit = limit;
    }

    void add(double value) {
        smooth = Double.isNaN(smooth) ? value : KEPT * smooth + (1 - KEPT) * value;
        since++;
        if (smooth > best) {
            best = smooth;
            since = 0;
        }
    }

    boolean isOver() {
        return limit > 0 && since >= limit;
    }
}

package io.github.activationatlas.umap;

import io.github.activationatlas.umap.internal.npy.ArrayDigest;

/** A value of each vector. */
final class NumberTarget implements Target {
    private final float[] values;

    NumberTarget(float[] values) {
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public String digest() {
        return new ArrayDigest("numbers").add(values).hex();
    }

    /** What is known of some rows. */
    NumberTarget at(int[] rows) {
        float[] some = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = values[rows[i]];
        }
        return new NumberTarget(some);
    }

    float[] values() {
        return values;
    }
}

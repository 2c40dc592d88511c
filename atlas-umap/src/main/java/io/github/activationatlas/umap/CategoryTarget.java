package io.github.activationatlas.umap;

import io.github.activationatlas.umap.internal.npy.ArrayDigest;
import java.util.Arrays;

/** A category of each vector. */
final class CategoryTarget implements Target {
    private final int[] labels;

    CategoryTarget(int[] labels) {
        this.labels = labels;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public String digest() {
        return new ArrayDigest("categories").add(labels).hex();
    }

    /** What is known of some rows. */
    CategoryTarget at(int[] rows) {
        return new CategoryTarget(Arrays.stream(rows).map(i -> labels[i]).toArray());
    }

    int[] labels() {
        return labels;
    }
}

package io.github.activationatlas.models.internal.run;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.Shape;

/** The largest batch and image of a runner. */
record RunnerSize(int maxBatch, int maxSize) {
    RunnerSize {
        checkArgument(maxBatch >= 1 && maxBatch <= 4096, "maxBatch must be between 1 and 4096, but was %s", maxBatch);
        checkArgument(maxSize >= 1 && maxSize <= 4096, "maxSize must be between 1 and 4096, but was %s", maxSize);
    }

    Shape largest(Preprocessing input) {
        return new Shape(maxSize, maxSize, input.channels());
    }

    void check(int batch, int height, int width) {
        checkArgument(batch >= 1 && batch <= maxBatch, "batch must be between 1 and %s, but was %s", maxBatch, batch);
        checkArgument(height >= 1 && height <= maxSize, "height must be between 1 and %s, but was %s", maxSize, height);
        checkArgument(width >= 1 && width <= maxSize, "width must be between 1 and %s, but was %s", maxSize, width);
    }
}

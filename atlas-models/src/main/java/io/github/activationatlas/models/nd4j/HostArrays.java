package io.github.activationatlas.models.nd4j;

import io.github.activationatlas.models.internal.array.HostBuffers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between Java arrays and float32 ND4J arrays that lie contiguously from the start of their buffer. Not thread-safe for one array. */
public final class HostArrays {
    private HostArrays() {}

    /**
     * Copies into an ND4J array.
     *
     * @param from values
     * @param length how many of them
     * @param to an array of at least that length
     */
    public static void write(float[] from, int length, INDArray to) {
        HostBuffers.write(from, 0, length, to);
    }

    /**
     * Copies out of an ND4J array.
     *
     * @param from the array
     * @param to room for all its values
     */
    public static void read(INDArray from, float[] to) {
        HostBuffers.read(from, to, 0);
    }
}

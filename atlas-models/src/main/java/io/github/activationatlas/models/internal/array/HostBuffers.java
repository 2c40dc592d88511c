package io.github.activationatlas.models.internal.array;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between Java arrays and ND4J arrays that lie contiguous from the start of their buffer. */
public final class HostBuffers {
    private HostBuffers() {}

    /**
     * Copies into an ND4J array.
     *
     * @param from values
     * @param length how many of them
     * @param to the array
     */
    public static void write(float[] from, int length, INDArray to) {
        write(from, 0, length, to);
    }

    public static void write(float[] from, int offset, int length, INDArray to) {
        Nd4j.getAffinityManager().ensureLocation(to, Location.HOST);
        buffer(to).put(from, offset, length);
        Nd4j.getAffinityManager().tagLocation(to, Location.HOST);
    }

    /**
     * Copies out of an ND4J array.
     *
     * @param from the array
     * @param to room for all its values
     */
    public static void read(INDArray from, float[] to) {
        read(from, to, 0);
    }

    public static void read(INDArray from, float[] to, int offset) {
        Nd4j.getAffinityManager().ensureLocation(from, Location.HOST);
        buffer(from).get(to, offset, (int) from.length());
    }

    public static void writePart(float[] from, int first, INDArray to, int at, int count) {
        values(to).position(at).put(from, first, count);
        written(to);
    }

    public static void readPart(INDArray from, int first, float[] to, int at, int count) {
        values(from).position(first).get(to, at, count);
    }

    /** Copies some values of an array to the same place of another. */
    public static void copy(INDArray from, INDArray to, int offset, float[] values) {
        Nd4j.getAffinityManager().ensureLocation(from, Location.HOST);
        Nd4j.getAffinityManager().ensureLocation(to, Location.HOST);
        buffer(from).position(offset).get(values);
        buffer(to).position(offset).put(values);
        Nd4j.getAffinityManager().tagLocation(to, Location.HOST);
    }

    /** The values themselves, to be read and written in place; who writes says so with {@link #written}. */
    public static FloatBuffer values(INDArray array) {
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        return buffer(array);
    }

    public static void written(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }

    private static FloatBuffer buffer(INDArray array) {
        FloatBuffer buffer = array.data().asNioFloat();
        buffer.position(0);
        return buffer;
    }
}

package io.github.activationatlas.models.internal.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The off-heap memory of a plan: flat blocks that are allocated once and seen through views of any smaller size. A block is kept until
 * {@link #close()}, also when a larger one takes its place, because views of it may be bound to steps.
 */
public final class Memory implements AutoCloseable {
    private final Map<Object, INDArray> blocks = new HashMap<>();
    private final Map<String, float[][]> rooms = new HashMap<>();
    private final List<INDArray> owned = new ArrayList<>();
    private final Constants constants;

    public Memory(Constants constants) {
        this.constants = constants;
    }

    /** Room that lasts from one step to another, known by a key of its owner's. */
    public INDArray view(Object key, long... shape) {
        return view(key, 0, shape);
    }

    /**
     * Room that will be asked for again in other sizes.
     *
     * @param largest values in the largest size; less than the shape's if that is not known
     */
    public INDArray view(Object key, long largest, long[] shape) {
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        INDArray block = blocks.get(key);
        if (block == null || block.length() < length) {
            block = allocate(Math.max(length, largest));
            blocks.put(key, block);
        }
        return Views.of(block, shape);
    }

    /** Room that is free again when the step ends; different slots do not overlap. */
    public INDArray scratch(int slot, long... shape) {
        return view("scratch " + slot, shape);
    }

    /** The same as arrays on the Java heap: as many as were asked for, each of which may be longer. */
    public float[][] heap(String slot, int count, int length) {
        float[][] arrays = rooms.get(slot);
        if (arrays == null || arrays.length < count || arrays[0].length < length) {
            arrays = new float[count][length];
            rooms.put(slot, arrays);
        }
        return Arrays.copyOf(arrays, count);
    }

    /** A constant, uploaded the first time that it is asked for. */
    public INDArray constant(Object key, Supplier<float[]> values, long... shape) {
        return constants.get(key, values, shape);
    }

    private INDArray allocate(long length) {
        INDArray array = Nd4j.create(DataType.FLOAT, length);
        owned.add(array);
        return array;
    }

    @Override
    public void close() {
        blocks.clear();
        rooms.clear();
        owned.forEach(INDArray::close);
        owned.clear();
    }
}

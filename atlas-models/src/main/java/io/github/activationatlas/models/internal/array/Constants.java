package io.github.activationatlas.models.internal.array;

import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights off the heap, which the replicas of a plan share. Thread-safe.
 *
 * <p>A key must hold everything that its values depend on: settings alone are not enough where the values also depend on the shape that an
 * operator meets. What can be checked of that is checked: a constant is never seen through a shape of another length.
 */
public final class Constants implements AutoCloseable {
    private final Map<Object, INDArray> arrays = new HashMap<>();

    /**
     * A constant, uploaded the first time that it is asked for.
     *
     * @throws IllegalStateException if the values of this key do not fill the shape
     */
    public synchronized INDArray get(Object key, Supplier<float[]> values, long... shape) {
        INDArray array = arrays.get(key);
        if (array == null) {
            float[] data = values.get();
            array = Nd4j.create(DataType.FLOAT, data.length);
            HostBuffers.write(data, 0, data.length, array);
            arrays.put(key, array);
        }
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        checkState(
                array.length() == length,
                "the constant %s has %s values, but its shape is %s",
                key,
                array.length(),
                Arrays.toString(shape));
        return Views.of(array, shape);
    }

    @Override
    public synchronized void close() {
        arrays.values().forEach(INDArray::close);
        arrays.clear();
    }
}

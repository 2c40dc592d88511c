package io.github.activationatlas.models.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights off the heap, which the lanes of a plan share. Thread-safe. */
final class Constants implements AutoCloseable {
    private final Map<Object, INDArray> arrays = new HashMap<>();

    /** A constant, uploaded the first time that it is asked for. */
    synchronized INDArray get(Object key, Supplier<float[]> values, long... shape) {
        INDArray array = arrays.get(key);
        if (array == null) {
            float[] data = values.get();
            array = Nd4j.create(DataType.FLOAT, data.length);
            Host.write(data, 0, data.length, array);
            arrays.put(key, array);
        }
        return Views.of(array, shape);
    }

    @Override
    public synchronized void close() {
        arrays.values().forEach(INDArray::close);
        arrays.clear();
    }
}

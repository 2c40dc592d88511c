package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;

/**
 * A constant of a file. Numbers are held as 32-bit floats, which is exact for weights, or as doubles, which is exact for whole numbers below 2^53.
 *
 * @param integral whether its type is whole numbers or truth values
 * @param dims the length of each axis; none for a scalar
 * @param floats the values, unless they are in {@code doubles}
 * @param doubles the values, if they are few
 */
record OnnxTensor(boolean integral, int[] dims, float[] floats, double[] doubles) {
    static OnnxTensor ofFloats(int[] dims, float... values) {
        return new OnnxTensor(false, dims, values, new double[0]);
    }

    static OnnxTensor of(boolean integral, int[] dims, double... values) {
        return new OnnxTensor(integral, dims, new float[0], values);
    }

    static OnnxTensor integers(int... values) {
        return of(
                true,
                new int[] {values.length},
                Arrays.stream(values).asDoubleStream().toArray());
    }

    int size() {
        return Math.max(floats.length, doubles.length);
    }

    double value(int i) {
        return floats.length > 0 ? floats[i] : doubles[i];
    }

    /** All values as 32-bit floats; not to be changed. */
    float[] values() {
        if (doubles.length == 0) {
            return floats;
        }
        float[] values = new float[doubles.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) doubles[i];
        }
        return values;
    }

    double[] asDoubles() {
        double[] values = new double[size()];
        Arrays.setAll(values, this::value);
        return values;
    }

    int[] integers() {
        int[] integers = new int[size()];
        for (int i = 0; i < integers.length; i++) {
            double value = value(i);
            checkArgument(value == Math.rint(value), "a whole number is expected, not %s", value);
            // The largest integers stand for "to the end".
            integers[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
        }
        return integers;
    }

    double scalar() {
        checkArgument(size() == 1, "one value is expected, not %s", size());
        return value(0);
    }

    TensorShape shape() {
        return TensorShape.of(dims);
    }

    OnnxTensor withDims(int... reshaped) {
        return new OnnxTensor(integral, reshaped, floats, doubles);
    }

    /**
     * Refuses values that are not numbers.
     *
     * @param finite whether infinity is refused too
     */
    void requireNumbers(String name, boolean finite) {
        for (int i = 0; i < floats.length; i++) {
            // Millions of weights: the message is put together for the bad one alone.
            if (finite ? !Float.isFinite(floats[i]) : Float.isNaN(floats[i])) {
                throw new IllegalArgumentException(
                        "value " + i + " of " + floats.length + " in '" + name + "' is " + floats[i]);
            }
        }
    }

    /** An IEEE 754 number of 16 bits. */
    static float half(short bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float size = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb(1 + fraction / 1024f, exponent - 15);
        };
        return bits < 0 ? -size : size;
    }
}

package io.github.activationatlas.umap.internal.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of numbers that are read from {@code .npy} files. */
enum NpyType {
    FLOAT16("f2"),
    FLOAT32("f4"),
    FLOAT64("f8"),
    INT8("i1"),
    INT16("i2"),
    INT32("i4"),
    INT64("i8"),
    UINT8("u1"),
    UINT16("u2"),
    UINT32("u4"),
    UINT64("u8"),
    BOOL("b1");

    /** All of them, for messages. */
    static final String ALL = "float16, float32, float64, int8 to int64, uint8 to uint64 and bool";

    private final String code;
    private final int width;

    NpyType(String code) {
        this.code = code;
        this.width = code.charAt(1) - '0';
    }

    /** The type of NumPy's code without the byte order. */
    static Optional<NpyType> of(String code) {
        return Arrays.stream(values()).filter(t -> t.code.equals(code)).findAny();
    }

    /** Bytes of a number. */
    int width() {
        return width;
    }

    boolean whole() {
        return code.charAt(0) != 'f';
    }

    /** The number at a byte of the buffer, in the buffer's order; exact up to 53 bits. */
    double value(ByteBuffer in, int at) {
        return switch (this) {
            case FLOAT16 -> Float16.value(in.getShort(at));
            case FLOAT32 -> in.getFloat(at);
            case FLOAT64 -> in.getDouble(at);
            case INT8 -> in.get(at);
            case INT16 -> in.getShort(at);
            case INT32 -> in.getInt(at);
            case INT64 -> in.getLong(at);
            case UINT8 -> Byte.toUnsignedInt(in.get(at));
            case UINT16 -> Short.toUnsignedInt(in.getShort(at));
            case UINT32 -> Integer.toUnsignedLong(in.getInt(at));
            case UINT64 -> in.getLong(at) >= 0 ? (double) in.getLong(at) : 2.0 * half(in.getLong(at));
            case BOOL -> in.get(at) == 0 ? 0 : 1;
        };
    }

    /** The nearest 32-bit float; infinite for a double beyond them, as in NumPy. */
    float single(ByteBuffer in, int at) {
        if (this != INT64 && this != UINT64) {
            return (float) value(in, at);
        }
        // Rounded once, not to a double before.
        long bits = in.getLong(at);
        return this == INT64 || bits >= 0 ? (float) bits : 2f * half(bits);
    }

    /** Half of an unsigned number, with its last bit kept so that it rounds as the whole does. */
    private static long half(long bits) {
        return bits >>> 1 | bits & 1;
    }

    /** Converts consecutive numbers. */
    void floats(ByteBuffer in, int at, float[] to, int first, int count) {
        if (this == FLOAT32) {
            in.slice(at, count * width).order(in.order()).asFloatBuffer().get(to, first, count);
            return;
        }
        for (int k = 0; k < count; k++) {
            to[first + k] = single(in, at + k * width);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

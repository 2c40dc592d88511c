package io.github.activationatlas.umap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes .npy files as NumPy's documentation tells, in every form that it allows. */
final class NpyBytes {
    private NpyBytes() {}

    /** A file with any header and any data. */
    static byte[] file(int version, String header, byte[] data) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        file.put(text).put(data);
        return Arrays.copyOf(file.array(), file.position());
    }

    static byte[] file(String header, byte[] data) {
        return file(1, header, data);
    }

    static String header(String descr, boolean fortran, int... shape) {
        String sides = Arrays.stream(shape).mapToObj(s -> s + ",").collect(Collectors.joining(" "));
        return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
                .formatted(descr, fortran ? "True" : "False", sides);
    }

    /** Whole numbers, given in C order, as a file of any type and order. */
    static byte[] array(int version, String descr, boolean fortran, long[] values, int... shape) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int[] at = new int[shape.length];
        for (int i = 0; i < values.length; i++) {
            int place = 0;
            for (int a = 0; a < shape.length; a++) {
                place = place * shape[a] + at[a];
            }
            data.writeBytes(bytes(descr, values[place]));
            step(at, shape, fortran);
        }
        return file(version, header(descr, fortran, shape), data.toByteArray());
    }

    private static void step(int[] at, int[] shape, boolean fortran) {
        for (int i = 0; i < shape.length; i++) {
            int a = fortran ? i : shape.length - 1 - i;
            at[a]++;
            if (at[a] < shape[a]) {
                return;
            }
            at[a] = 0;
        }
    }

    private static byte[] bytes(String descr, long value) {
        int width = descr.charAt(2) - '0';
        long bits = switch (descr.substring(1)) {
            case "f2" -> half(value);
            case "f4" -> Float.floatToIntBits((float) value);
            case "f8" -> Double.doubleToLongBits((double) value);
            default -> value;
        };
        byte[] bytes = new byte[width];
        for (int b = 0; b < width; b++) {
            bytes[descr.charAt(0) == '>' ? width - 1 - b : b] = (byte) (bits >> 8 * b);
        }
        return bytes;
    }

    private static long half(long value) {
        if (value == 0) {
            return 0;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(Math.abs(value));
        return (value < 0 ? 1 << 15 : 0) | exponent + 15 << 10 | (Math.abs(value) << 10 - exponent & 1023);
    }
}

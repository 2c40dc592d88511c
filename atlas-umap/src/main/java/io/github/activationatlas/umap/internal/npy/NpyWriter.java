package io.github.activationatlas.umap.internal.npy;

import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Writes values as little-endian numbers, a piece at a time. */
public final class NpyWriter {
    private static final int VALUES = 1 << 14;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(VALUES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    public NpyWriter(OutputStream out) {
        this.out = out;
    }

    public interface Body {
        void write(NpyWriter to) throws IOException;
    }

    /** Writes header and values; the file appears when it is complete. */
    public static void write(Path file, String type, int[] shape, Body body) throws IOException {
        AtomicFile.write(file, out -> write(out, type, shape, body));
    }

    /** Writes header and values into a stream. */
    public static void write(OutputStream out, String type, int[] shape, Body body) throws IOException {
        out.write(NpyHeader.write(type, shape));
        body.write(new NpyWriter(out));
    }

    public void floats(float[] values) throws IOException {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(VALUES, values.length - done);
            buffer.asFloatBuffer().put(values, done, count);
            out.write(buffer.array(), 0, count * Float.BYTES);
            done += count;
        }
    }

    public void integers(int[] values) throws IOException {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(VALUES, values.length - done);
            buffer.asIntBuffer().put(values, done, count);
            out.write(buffer.array(), 0, count * Integer.BYTES);
            done += count;
        }
    }

    /** Rounded to half precision. */
    private void halves(float[] values) throws IOException {
        for (int done = 0; done < values.length; ) {
            int count = Math.min(VALUES, values.length - done);
            for (int k = 0; k < count; k++) {
                buffer.putShort(k * Short.BYTES, Float16.bits(values[done + k]));
            }
            out.write(buffer.array(), 0, count * Short.BYTES);
            done += count;
        }
    }

    /** Row behind row; they may be more than an array can hold. */
    public void rows(float[][] rows) throws IOException {
        for (float[] row : rows) {
            floats(row);
        }
    }

    public void rows(Vectors vectors) throws IOException {
        float[] row = new float[vectors.dimension()];
        for (int i = 0; i < vectors.rows(); i++) {
            vectors.copy(i, row);
            floats(row);
        }
    }

    public void halves(Vectors vectors) throws IOException {
        float[] row = new float[vectors.dimension()];
        for (int i = 0; i < vectors.rows(); i++) {
            vectors.copy(i, row);
            halves(row);
        }
    }
}

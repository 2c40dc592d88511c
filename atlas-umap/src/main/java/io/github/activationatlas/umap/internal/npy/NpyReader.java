package io.github.activationatlas.umap.internal.npy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the values of a {@code .npy} file from the first to the last, and puts them in C order. */
public final class NpyReader implements Closeable {
    private static final int BUFFER = 1 << 16;
    /** Values of one array. */
    public static final int MOST = Integer.MAX_VALUE - 8;

    private final NpyHeader header;
    private final InputStream in;
    private final ByteBuffer bytes;

    private NpyReader(NpyHeader header, InputStream in) {
        this.header = header;
        this.in = in;
        this.bytes = ByteBuffer.allocate(BUFFER).order(header.order());
    }

    /** Reads the header, and makes sure that the values are there. */
    public static NpyReader open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder, not a .npy file");
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            NpyHeader header = NpyHeader.read(in, file);
            if (Files.isRegularFile(file)) {
                header.check(Files.size(file));
                return new NpyReader(header, in);
            }
            // How much a pipe will give is known only at its end.
            byte[] values = in.readNBytes((int) Math.min(MOST, header.bytes()));
            header.check(header.start() + values.length);
            return new NpyReader(header, new ByteArrayInputStream(values));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reads the header from part of a file; whether the values are there is seen when they are read. */
    public static NpyReader of(InputStream in, Path file) throws IOException {
        return new NpyReader(NpyHeader.read(in, file), in);
    }

    public NpyHeader header() {
        return header;
    }

    /** All values in one array. */
    public float[] values() throws IOException {
        float[] values = new float[length()];
        next(values.length, (from, first, count) -> header.type().floats(from, 0, values, first, count));
        if (!header.fortran()) {
            return values;
        }
        float[] ordered = new float[values.length];
        FirstAxisFastest places = new FirstAxisFastest(header.shape());
        for (float v : values) {
            ordered[places.next()] = v;
        }
        return ordered;
    }

    /** All values in one array, which must be integers of up to 32 bits. */
    public int[] integers() throws IOException {
        NpyType type = header.type();
        if (!type.whole()) {
            throw new IOException(header.file() + " holds numbers of type " + type + ", but integers are expected");
        }
        int[] values = new int[length()];
        FirstAxisFastest places = new FirstAxisFastest(header.shape());
        next(values.length, (from, first, count) -> {
            for (int k = 0; k < count; k++) {
                double v = type.value(from, k * type.width());
                if (v != (int) v) {
                    throw new IOException(header.file() + " is expected to hold integers of 32 bits, but value "
                            + (first + k) + " is beyond them");
                }
                values[header.fortran() ? places.next() : first + k] = (int) v;
            }
        });
        return values;
    }

    /** An array a row; all together may be more than one array can hold. */
    public float[][] rows() throws IOException {
        header.checkRows();
        checkMemory();
        int columns = header.shape()[1];
        NpyType type = header.type();
        float[][] rows = new float[header.shape()[0]][columns];
        if (header.fortran()) {
            for (int j = 0; j < columns; j++) {
                int column = j;
                next(rows.length, (from, first, count) -> {
                    for (int k = 0; k < count; k++) {
                        rows[first + k][column] = type.single(from, k * type.width());
                    }
                });
            }
        } else {
            for (float[] row : rows) {
                next(columns, (from, first, count) -> type.floats(from, 0, row, first, count));
            }
        }
        return rows;
    }

    private int length() throws IOException {
        if (header.length() > MOST) {
            throw new IOException(header.file() + " holds more than " + MOST + " values");
        }
        checkMemory();
        return (int) header.length();
    }

    private void checkMemory() throws IOException {
        int rows = header.shape().length == 0 ? 1 : header.shape()[0];
        double needed = 4.0 * header.length() + 24.0 * rows;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s takes %.0f MB in memory, but Java may use %d MB (option -Xmx)",
                    header.file(),
                    needed / (1 << 20),
                    most >> 20));
        }
    }

    private interface Taker {
        /** Takes so many values from the start of the buffer, of which the first has this index. */
        void take(ByteBuffer from, int first, int count) throws IOException;
    }

    private void next(int length, Taker taker) throws IOException {
        int width = header.type().width();
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, BUFFER / width);
            if (in.readNBytes(bytes.array(), 0, count * width) < count * width) {
                throw new EOFException(header.file() + " is truncated: it should hold " + header.length() + " values");
            }
            taker.take(bytes, done, count);
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.files.WholeFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array as a NumPy {@code .npy} file holds it (format versions 1 to 3, https://numpy.org/neps/nep-0001-npy-format.html), in C order.
 * 16-, 32- and 64-bit floats and 32- and 64-bit integers are read, as 32-bit floats or as integers; 32-bit floats and integers are written. Values are not
 * copied.
 *
 * @param shape the length of each axis
 * @param values all values; their number is the product of the shape
 */
public record Npy(int[] shape, float[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int BUFFER = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");

    /**
     * Checks that the values fill the shape.
     *
     * @param shape the length of each axis
     * @param values all values
     * @throws IllegalArgumentException if they do not
     */
    public Npy {
        checkArgument(
                length(shape) == values.length,
                "%s values do not fill the shape %s",
                values.length,
                Arrays.toString(shape));
    }

    private static long length(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }

    /**
     * Flattens rows.
     *
     * @param rows vectors of one length
     * @return an array [rows, columns]
     */
    public static Npy of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return new Npy(new int[] {rows.length, columns}, flat);
    }

    /**
     * Splits a two-dimensional array.
     *
     * @return its rows
     * @throws IllegalArgumentException if it does not have two axes
     */
    public float[][] rows() {
        checkArgument(
                shape.length == 2, "an array of two axes is expected, but the shape is %s", Arrays.toString(shape));
        float[][] rows = new float[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }

    /**
     * Reads numbers of any supported type as 32-bit floats.
     *
     * @param file the file
     * @return the array
     * @throws IOException if the file is missing, truncated, not a .npy file, or holds another type or order
     */
    public static Npy read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            Header header = Header.read(in, file, MOST);
            float[] values = new float[header.length()];
            header.forEach(in, file, (i, value) -> values[i] = (float) value);
            return new Npy(header.shape(), values);
        }
    }

    /**
     * Views the rows of a file of 32- or 16-bit floats, which may be larger than memory and than 2 GB. The file stays mapped until the view
     * is garbage, and must not be changed before.
     *
     * @param file an array of two axes
     * @return the rows
     * @throws IOException as for {@link #read}; or if the file has other than two axes, or holds wider numbers or integers
     */
    public static Vectors map(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            Header header = Header.read(in, file, Long.MAX_VALUE);
            int[] shape = header.shape();
            if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
                throw new IOException(
                        file + " should hold rows of vectors, but its shape is " + Arrays.toString(shape));
            }
            if (!header.type().matches("<f[24]")) {
                throw new IOException(file + " holds numbers of type " + header.type() + "; <f4 and <f2 can be mapped");
            }
            int width = header.type().charAt(2) - '0';
            if (Files.size(file) < header.start() + Npy.length(shape) * width) {
                throw new EOFException(file + " is truncated: it should hold " + Npy.length(shape) + " values");
            }
            return MappedVectors.of(file, header.start(), shape[0], shape[1], width);
        }
    }

    /**
     * Reads integers of 32 or 64 bits.
     *
     * @param file the file
     * @return all values, row behind row
     * @throws IOException as for {@link #read}; or if the file holds floats or values beyond 32 bits
     */
    public static int[] readIntegers(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            Header header = Header.read(in, file, MOST);
            if (!header.type().startsWith("<i")) {
                throw new IOException(file + " holds numbers of type " + header.type() + ", but integers are expected");
            }
            int[] values = new int[header.length()];
            header.forEach(in, file, (i, value) -> values[i] = (int) value);
            return values;
        }
    }

    /**
     * Writes 32-bit floats; the file appears when it is complete.
     *
     * @param file the file, replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        write(file, "<f4", shape, values.length, (i, buffer) -> buffer.putFloat(values[(int) i]));
    }

    /**
     * Writes 32-bit integers; the file appears when it is complete.
     *
     * @param file the file, replaced if it is there
     * @param values all values, row behind row
     * @param shape the length of each axis
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the values do not fill the shape
     */
    public static void writeIntegers(Path file, int[] values, int... shape) throws IOException {
        checkArgument(
                length(shape) == values.length,
                "%s values do not fill the shape %s",
                values.length,
                Arrays.toString(shape));
        write(file, "<i4", shape, values.length, (i, buffer) -> buffer.putInt(values[(int) i]));
    }

    /**
     * Writes vectors as 32-bit floats, one at a time; the file appears when it is complete.
     *
     * @param file the file, replaced if it is there
     * @param vectors any number
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Vectors vectors) throws IOException {
        int[] shape = {vectors.rows(), vectors.dimension()};
        float[] row = new float[shape[1]];
        write(file, "<f4", shape, length(shape), (i, buffer) -> {
            int column = (int) (i % row.length);
            if (column == 0) {
                vectors.copy((int) (i / row.length), row);
            }
            buffer.putFloat(row[column]);
        });
    }

    private interface Sink {
        void put(long i, ByteBuffer buffer);
    }

    private static void write(Path file, String type, int[] shape, long length, Sink sink) throws IOException {
        WholeFile.write(file, out -> {
            out.write(header(type, shape));
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < length; i++) {
                sink.put(i, buffer);
                if (!buffer.hasRemaining()) {
                    out.write(buffer.array());
                    buffer.clear();
                }
            }
            out.write(buffer.array(), 0, buffer.position());
        });
    }

    private static byte[] header(String type, int[] shape) {
        String sides = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + (shape.length == 1 ? "," : "");
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sides + "), }";
        int padding = 63 - (10 + text.length()) % 64;
        String padded = text + " ".repeat(padding) + "\n";
        ByteBuffer header = ByteBuffer.allocate(10 + padded.length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        return header.put(padded.getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    private interface Source {
        void take(int i, double value);
    }

    private record Header(String type, int[] shape, long start) {

        int length() {
            return Math.toIntExact(Npy.length(shape));
        }

        static Header read(InputStream in, Path file, long most) throws IOException {
            byte[] start = in.readNBytes(8);
            if (start.length < 8 || !Arrays.equals(Arrays.copyOf(start, 6), MAGIC)) {
                throw new IOException(file + " is not a .npy file");
            }
            int sizeBytes = start[6] == 1 ? 2 : 4;
            byte[] size = in.readNBytes(sizeBytes);
            int length = ByteBuffer.wrap(Arrays.copyOf(size, 4))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            if (size.length < sizeBytes || length < 0 || length > LONGEST_HEADER) {
                throw new IOException(file + " is not a .npy file: its header has " + length + " bytes");
            }
            String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            Matcher descr = DESCR.matcher(text);
            Matcher fortran = FORTRAN.matcher(text);
            Matcher shape = SHAPE.matcher(text);
            if (!descr.find() || !fortran.find() || !shape.find()) {
                throw new IOException(file + " is not a .npy file: its header is damaged");
            }
            if (fortran.group(1).equals("True")) {
                throw new IOException(file + " is in Fortran order; save it with numpy.ascontiguousarray");
            }
            if (!descr.group(1).matches("<([fi][48]|f2)")) {
                throw new IOException(
                        file + " holds numbers of type " + descr.group(1) + "; <f2, <f4, <f8, <i4 and <i8 can be read");
            }
            try {
                int[] sides = Arrays.stream(shape.group(1).split(","))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray();
                long values = Npy.length(sides);
                if (values > most) {
                    throw new ArithmeticException();
                }
                return new Header(descr.group(1), sides, 8L + sizeBytes + length);
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IOException(file + " holds more than " + most + " values", e);
            }
        }

        void forEach(InputStream in, Path file, Source source) throws IOException {
            int width = type.charAt(2) - '0';
            byte[] bytes = new byte[BUFFER];
            int length = length();
            for (int done = 0; done < length; ) {
                int count = Math.min(length - done, BUFFER / width);
                if (in.readNBytes(bytes, 0, count * width) < count * width) {
                    throw new EOFException(file + " is truncated: it should hold " + length + " values");
                }
                ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < count; i++) {
                    double value = switch (type) {
                        case "<f2" -> Half.value(buffer.getShort());
                        case "<f4" -> buffer.getFloat();
                        case "<f8" -> buffer.getDouble();
                        case "<i4" -> buffer.getInt();
                        default -> buffer.getLong();
                    };
                    source.take(done + i, value);
                }
                done += count;
            }
        }
    }
}

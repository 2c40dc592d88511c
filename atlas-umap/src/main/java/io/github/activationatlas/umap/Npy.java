package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.umap.internal.npy.Float16;
import io.github.activationatlas.umap.internal.npy.MappedVectors;
import io.github.activationatlas.umap.internal.npy.NpyHeader;
import io.github.activationatlas.umap.internal.npy.NpyReader;
import io.github.activationatlas.umap.internal.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array as a NumPy {@code .npy} file holds it (https://numpy.org/neps/nep-0001-npy-format.html), in C order. Files of versions 1 to 3 are
 * read, in C and in Fortran order and in both byte orders: float16, float32, float64, signed and unsigned integers of 8 to 64 bits, and bool as
 * 0 and 1. They become 32-bit floats, infinite where a double is beyond these, or integers. 16-bit and 32-bit floats and 32-bit integers are written. What
 * follows an array in its file is ignored, as NumPy does, with a warning. Values are not copied.
 *
 * @param shape the length of each axis
 * @param values all values; their number is the product of the shape
 */
public record Npy(int[] shape, float[] values) {

    /**
     * Checks that the values fill the shape.
     *
     * @param shape the length of each axis
     * @param values all values
     * @throws IllegalArgumentException if they do not, or if a length is negative
     */
    public Npy {
        checkFilled(shape, values.length);
    }

    private static void checkFilled(int[] shape, int values) {
        checkArgument(
                NpyHeader.length(shape) == values,
                "%s values do not fill the shape %s",
                values,
                Arrays.toString(shape));
    }

    /**
     * Flattens rows.
     *
     * @param rows vectors of one length
     * @return an array [rows, columns]
     * @throws IllegalArgumentException if lengths differ, or if there are more values than one array can hold, which
     *     {@link #write(Path, float[][])} can write
     */
    public static Npy of(float[][] rows) {
        int[] shape = shape(rows);
        long length = NpyHeader.length(shape);
        checkArgument(
                length <= NpyReader.MOST,
                "%s rows of %s values are more than one array can hold; Npy.write(file, rows) writes them",
                shape[0],
                shape[1]);
        float[] flat = new float[(int) length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * shape[1], shape[1]);
        }
        return new Npy(shape, flat);
    }

    private static int[] shape(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            checkArgument(
                    rows[i].length == columns, "row %s has %s values, but row 0 has %s", i, rows[i].length, columns);
        }
        return new int[] {rows.length, columns};
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
     * @throws IOException if the file is missing, truncated, not a .npy file, of another type, or of more values than one array can hold
     */
    public static Npy read(Path file) throws IOException {
        try (NpyReader reader = NpyReader.open(file)) {
            return new Npy(reader.header().shape(), reader.values());
        }
    }

    /**
     * Reads an array of two axes row by row, so that it may have more values than one array can hold.
     *
     * @param file the file
     * @return its rows
     * @throws IOException as for {@link #read}; or if the file has other than two axes
     */
    public static float[][] readRows(Path file) throws IOException {
        try (NpyReader reader = NpyReader.open(file)) {
            return reader.rows();
        }
    }

    /**
     * Views the rows of a file of any supported type, which may be larger than memory and than 2 GB. Values are converted whenever they are
     * copied. The file stays mapped until the view is garbage, and must not be changed before. Rows in Fortran order are scattered over the
     * file, so they are read at once where they take no more than a quarter of the memory that Java may use.
     *
     * @param file an array of two axes
     * @return the rows
     * @throws IOException as for {@link #read}; or if the file has other than two axes, or no row or column
     */
    public static Vectors map(Path file) throws IOException {
        try (NpyReader reader = NpyReader.open(file)) {
            NpyHeader header = reader.header();
            header.checkRows();
            if (header.length() == 0) {
                throw new IOException(
                        file + " should hold rows of vectors, but its shape is " + Arrays.toString(header.shape()));
            }
            boolean small = header.length() <= Runtime.getRuntime().maxMemory() / (4 * Float.BYTES);
            return header.fortran() && small ? Vectors.of(reader.rows()) : MappedVectors.of(header);
        }
    }

    /**
     * Reads integers of any supported type.
     *
     * @param file the file
     * @return all values, row behind row
     * @throws IOException as for {@link #read}; or if the file holds floats or values beyond 32 bits
     */
    public static int[] readIntegers(Path file) throws IOException {
        try (NpyReader reader = NpyReader.open(file)) {
            return reader.integers();
        }
    }

    /**
     * Writes 32-bit floats; the file appears when it is complete.
     *
     * @param file the file, replaced if it is there
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        NpyWriter.write(file, "<f4", shape, to -> to.floats(values));
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
        checkNotNull(file, "file must not be null");
        checkFilled(shape, values.length);
        NpyWriter.write(file, "<i4", shape, to -> to.integers(values));
    }

    /**
     * Writes vectors as 32-bit floats, one at a time; the file appears when it is complete.
     *
     * @param file the file, replaced if it is there
     * @param vectors any number
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Vectors vectors) throws IOException {
        NpyWriter.write(file, "<f4", new int[] {vectors.rows(), vectors.dimension()}, to -> to.rows(vectors));
    }

    /**
     * Writes vectors as 16-bit floats, one at a time, each value rounded by {@link #roundToFloat16}; the file appears when it is complete.
     *
     * @param file the file, replaced if it is there
     * @param vectors any number
     * @throws IOException if it cannot be written
     */
    public static void writeFloat16(Path file, Vectors vectors) throws IOException {
        NpyWriter.write(file, "<f2", new int[] {vectors.rows(), vectors.dimension()}, to -> to.halves(vectors));
    }

    /**
     * Rounds to half precision (IEEE 754 binary16): 11 significant bits between 6.1e-5 and 65504, multiples of 6.0e-8 below.
     *
     * @param value any value
     * @return the nearest half-precision value, ties to even; infinite from 65520 on, as in NumPy; NaN for NaN
     */
    public static float roundToFloat16(float value) {
        return Float16.value(Float16.bits(value));
    }

    /**
     * Writes rows as 32-bit floats, one at a time, so that they may have more values than one array can hold; the file appears when it is
     * complete.
     *
     * @param file the file, replaced if it is there
     * @param rows vectors of one length
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if lengths differ
     */
    public static void write(Path file, float[][] rows) throws IOException {
        NpyWriter.write(file, "<f4", shape(rows), to -> to.rows(rows));
    }
}

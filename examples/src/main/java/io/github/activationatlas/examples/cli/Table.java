package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes rows of numbers in the format of the file name extension: .npy, .csv, or raw little-endian numbers. */
final class Table {
    private Table() {}

    /**
     * Checks a name before the work is done.
     *
     * @param bare the ending of bare numbers: .f32 or .i32
     */
    static void check(Path file, String bare) throws IOException {
        String name = file.getFileName().toString();
        checkArgument(
                name.endsWith(".npy") || name.endsWith(".csv") || name.endsWith(bare),
                "%s must end with .npy, .csv or %s",
                file,
                bare);
        AtomicFile.check(file);
    }

    static void write(Path file, float[][] rows) throws IOException {
        if (file.toString().endsWith(".npy")) {
            Npy.write(file, rows);
        } else if (file.toString().endsWith(".csv")) {
            csv(
                    file,
                    rows.length,
                    i -> IntStream.range(0, rows[i].length)
                            .mapToObj(j -> Float.toString(rows[i][j]))
                            .collect(Collectors.joining(",")));
        } else {
            bare(
                    file,
                    rows.length,
                    rows[0].length,
                    (i, buffer) -> buffer.asFloatBuffer().put(rows[i]));
        }
    }

    static void write(Path file, int[] values, int columns) throws IOException {
        int rows = values.length / columns;
        if (file.toString().endsWith(".npy")) {
            Npy.writeIntegers(file, values, rows, columns);
        } else if (file.toString().endsWith(".csv")) {
            csv(
                    file,
                    rows,
                    i -> IntStream.range(i * columns, (i + 1) * columns)
                            .mapToObj(j -> Integer.toString(values[j]))
                            .collect(Collectors.joining(",")));
        } else {
            bare(file, rows, columns, (i, buffer) -> buffer.asIntBuffer().put(values, i * columns, columns));
        }
    }

    private interface Line {
        String of(int row);
    }

    private static void csv(Path file, int rows, Line line) throws IOException {
        AtomicFile.write(file, to -> {
            for (int i = 0; i < rows; i++) {
                to.write((line.of(i) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private interface Fill {
        void row(int row, ByteBuffer buffer);
    }

    private static void bare(Path file, int rows, int columns, Fill fill) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(columns * 4).order(ByteOrder.LITTLE_ENDIAN);
        AtomicFile.write(file, to -> {
            for (int i = 0; i < rows; i++) {
                fill.row(i, buffer);
                to.write(buffer.array());
            }
        });
    }
}

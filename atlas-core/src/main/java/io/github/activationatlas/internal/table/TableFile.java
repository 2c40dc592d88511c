package io.github.activationatlas.internal.table;

import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table of vectors in a {@code .npy} file. */
public final class TableFile {
    /** Bytes of a file that is rather read than mapped; those without values are smaller. */
    private static final long SMALL = 1 << 14;

    private TableFile() {}

    /**
     * Maps a file; one that is small, or in a file system that cannot map, is read.
     *
     * @throws AtlasFormatException if it is missing, damaged or of another format
     * @throws IOException if it cannot be read
     */
    public static Vectors open(Path file) throws IOException {
        return read(file, () -> {
            if (Files.size(file) <= SMALL) {
                return small(file);
            }
            try {
                return map(file);
            } catch (UnsupportedOperationException e) {
                return HeapVectors.own(Npy.readRows(file));
            }
        });
    }

    /** Channels end when a thread is interrupted; the interrupt is set again once the file is mapped. */
    private static Vectors map(Path file) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Npy.map(file);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Vectors small(Path file) throws IOException {
        Npy array = Npy.read(file);
        int[] shape = array.shape();
        if (shape.length == 2 && array.values().length == 0) {
            return new EmptyVectors(shape[0], shape[1]);
        }
        return HeapVectors.own(Npy.readRows(file));
    }

    /**
     * Writes a file that holds every value as it is: of 16-bit floats where all can be, else of 32-bit floats.
     *
     * @throws IOException if it cannot be written
     */
    public static void writeExactly(Path file, Vectors vectors) throws IOException {
        if (areHalves(vectors)) {
            Npy.writeFloat16(file, vectors);
        } else {
            Npy.write(file, vectors);
        }
    }

    private static boolean areHalves(Vectors vectors) {
        float[] row = new float[vectors.dimension()];
        for (int i = 0; i < vectors.rows(); i++) {
            vectors.copy(i, row);
            for (float value : row) {
                if (Npy.roundToFloat16(value) != value) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Reads whole numbers, row behind row.
     *
     * @throws AtlasFormatException if the file is missing, damaged or of another format
     * @throws IOException if it cannot be read
     */
    public static int[] integers(Path file) throws IOException {
        return read(file, () -> Npy.readIntegers(file));
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(Path file, Reading<T> reading) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new AtlasFormatException(file, "is missing");
        }
        try {
            return reading.read();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            String name = file + " ";
            throw new AtlasFormatException(
                    file, message.startsWith(name) ? message.substring(name.length()) : "is damaged: " + message, e);
        }
    }
}

package io.github.activationatlas.internal.table;

import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Vectors of a large file, which is compared with what was written when the first vector is read, not when it is opened. Thread-safe: who reads
 * meanwhile waits.
 */
public final class CheckedVectors implements Vectors {
    private final Vectors vectors;
    private final Check check;
    private volatile boolean checked;

    public CheckedVectors(Vectors vectors, Check check) {
        this.vectors = vectors;
        this.check = check;
    }

    /** Compares a file with what was written. */
    public interface Check {
        /**
         * Compares.
         *
         * @throws io.github.activationatlas.AtlasFormatException if the file was changed
         * @throws IOException if it cannot be read
         */
        void run() throws IOException;
    }

    @Override
    public int rows() {
        return vectors.rows();
    }

    @Override
    public int dimension() {
        return vectors.dimension();
    }

    @Override
    public void copy(int row, float[] to) {
        if (!checked) {
            check();
        }
        vectors.copy(row, to);
    }

    private synchronized void check() {
        if (!checked) {
            try {
                check.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            checked = true;
        }
    }
}

package io.github.activationatlas.umap.internal.linalg;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Blocks multiplied by OpenBLAS, which is set to use one thread a call while it is used here, since the callers are many. Equal rows may
 * differ in the last bits of their products by where they stand in a block.
 */
public final class OpenBlasProducts implements Products {
    private static final ThreadLocal<Block[]> BLOCKS =
            ThreadLocal.withInitial(() -> new Block[] {new Block(), new Block(), new Block()});

    private static final Object LOCK = new Object();
    /** Searches in progress. */
    private static int users;

    private static int threadsBefore;

    private final PlainProducts plain = new PlainProducts();

    /** Loads the library. */
    public OpenBlasProducts() {
        openblas.blas_get_num_threads();
    }

    /** Memory outside the heap that grows as it is needed; freed when its thread is gone. */
    private static final class Block {
        private FloatPointer pointer = new FloatPointer(1);
        private long size = 1;

        FloatPointer of(long length) {
            if (length > size) {
                pointer.close();
                pointer = new FloatPointer(length);
                size = length;
            }
            return pointer;
        }
    }

    @Override
    public Runnable begin() {
        // The number belongs to the process: searches that overlap must not take one another's for the application's.
        synchronized (LOCK) {
            if (users++ == 0) {
                threadsBefore = openblas.blas_get_num_threads();
                openblas.blas_set_num_threads(1);
            }
        }
        return () -> {
            synchronized (LOCK) {
                if (--users == 0) {
                    openblas.blas_set_num_threads(threadsBefore);
                }
            }
        };
    }

    @Override
    public void multiply(float[] a, int aFrom, int m, float[] b, int bFrom, int n, int width, float[] c) {
        int stride = Products.stride(n);
        Block[] blocks = BLOCKS.get();
        FloatPointer x = blocks[0].of((long) m * width).put(a, aFrom, m * width);
        FloatPointer y = blocks[1].of((long) n * width).put(b, bFrom, n * width);
        FloatPointer z = blocks[2].of((long) m * stride);
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                openblas_nolapack.CblasNoTrans,
                openblas_nolapack.CblasTrans,
                m,
                n,
                width,
                1,
                x,
                width,
                y,
                width,
                0,
                z,
                stride);
        z.get(c, 0, m * stride);
    }

    @Override
    public void dots(
            float[] row, int x, int width, float[] table, int stride, int[] rows, int from, int end, float[] to) {
        plain.dots(row, x, width, table, stride, rows, from, end, to);
    }

    @Override
    public float squared(float[] x, float[] y, int length) {
        return plain.squared(x, y, length);
    }

    @Override
    public int select(
            float[] c, int from, int n, float[] half, float[] bound, int at, float rowHalf, float rowBound, int[] to) {
        return plain.select(c, from, n, half, bound, at, rowHalf, rowBound, to);
    }
}

package io.github.activationatlas.models.internal.kernel;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.window.Margins;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A 3 x 3 convolution with stride 1 by {@link Winograd}'s products. The transforms are made on the Java heap, a row of tiles at a time. The
 * products are ND4J's, a product of matrices for each of the 36 places in a tile, of many tiles at once: ND4J's operation for stacks of
 * matrices would take less time, but calls OpenBLAS, whose threads go on spinning.
 */
public final class WinogradConvolution implements Step {
    /** Most tiles at a time, if a row has no more: the products want high matrices, the cache wants low ones. */
    private static final int BLOCK = 256;

    private final INDArray from;
    private final INDArray to;
    /** Rows of tiles in the whole batch. */
    private final int rows;
    /** Rows of tiles in a block. */
    private final int height;

    private final WinogradRows images;
    private final INDArray seen;
    private final INDArray products;
    private final Step[] multiply = new Step[Winograd.PRODUCTS];

    /**
     * Binds to arrays.
     *
     * @param in the shape of one input image
     * @param margins what the windows reach over its sides, none of it negative
     * @param factors the kernel's, [36 x inputs, outputs]
     * @param bias for each output, null for none
     * @param from [batch, height, width, inputs]
     * @param to [batch, height, width, outputs]
     */
    public WinogradConvolution(
            Shape in,
            Margins margins,
            INDArray factors,
            float @Nullable [] bias,
            INDArray from,
            INDArray to,
            Memory memory) {
        this.from = from;
        this.to = to;
        Shape out = new Shape((int) to.size(1), (int) to.size(2), (int) to.size(3));
        int columns = Winograd.tiles(out.width());
        rows = Winograd.tiles(out.height()) * (int) from.size(0);
        int blocks = (rows * columns + BLOCK - 1) / BLOCK;
        height = (rows + blocks - 1) / blocks;
        images = new WinogradRows(in, out, margins, bias, height, memory);
        long count = (long) Winograd.SIDE * height * columns;
        seen = memory.scratch(4, count, in.channels());
        products = memory.scratch(5, count, out.channels());
        for (int i = 0; i < multiply.length; i++) {
            int place = i % Winograd.SIDE;
            multiply[i] = memory.operations()
                    .matmul(
                            part(seen, place, Winograd.SIDE),
                            part(factors, i, Winograd.PRODUCTS),
                            part(products, place, Winograd.SIDE));
        }
    }

    private static INDArray part(INDArray rows, int part, int parts) {
        long count = rows.size(0) / parts;
        return rows.get(NDArrayIndex.interval(part * count, (part + 1) * count), NDArrayIndex.all());
    }

    @Override
    public void run() {
        FloatBuffer source = HostBuffers.values(from);
        FloatBuffer target = HostBuffers.values(to);
        for (int first = 0; first < rows; first += height) {
            int end = Math.min(height, rows - first);
            for (int row = 0; row < end; row++) {
                images.cut(source, first + row, row);
            }
            for (int i = 0; i < Winograd.SIDE; i++) {
                multiply(i, end);
            }
            for (int row = 0; row < end; row++) {
                images.put(target, first + row, row);
            }
        }
        HostBuffers.written(to);
    }

    /** The products of one row of places. */
    private void multiply(int row, int end) {
        FloatBuffer factors = HostBuffers.values(seen);
        for (int slot = 0; slot < end; slot++) {
            images.transformInputs(slot, row, factors);
        }
        HostBuffers.written(seen);
        for (int j = 0; j < Winograd.SIDE; j++) {
            multiply[row * Winograd.SIDE + j].run();
        }
        FloatBuffer results = HostBuffers.values(products);
        for (int slot = 0; slot < end; slot++) {
            images.transformProducts(slot, row, results);
        }
    }
}

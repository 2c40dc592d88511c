package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Host;
import io.github.activationatlas.models.plan.Products;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The products that Gram matrices need, for one number of channels, on arrays that are made once. Those of a picture are there for each
 * number of positions that was seen: looks have few sizes.
 */
final class GramProducts implements AutoCloseable {
    private final int channels;
    private final INDArray matrix;
    private final Map<Integer, Picture> pictures = new HashMap<>();

    /** One picture's activations as they are and transposed, as ND4J leaves products that transpose to OpenBLAS, and what becomes of them. */
    private record Picture(INDArray rows, INDArray columns, INDArray product, Runnable gram, Runnable times) {
        void close() {
            rows.close();
            columns.close();
            product.close();
        }
    }

    GramProducts(int channels) {
        this.channels = channels;
        this.matrix = array(channels, channels);
    }

    private static INDArray array(int rows, int columns) {
        return Nd4j.create(DataType.FLOAT, rows, columns);
    }

    private Picture picture(int positions) {
        return pictures.computeIfAbsent(positions, p -> {
            INDArray rows = array(p, channels);
            INDArray columns = array(channels, p);
            INDArray product = array(p, channels);
            Runnable gram = Products.of(columns, rows, matrix);
            return new Picture(rows, columns, product, gram, Products.of(rows, matrix, product));
        });
    }

    /**
     * Computes A'A.
     *
     * @param a the activations A, [positions, channels]
     * @param transposed A', [channels, positions]
     * @param gram room for [channels, channels]
     */
    void gram(float[] a, float[] transposed, int positions, float[] gram) {
        Picture picture = picture(positions);
        Host.write(a, positions * channels, picture.rows());
        Host.write(transposed, positions * channels, picture.columns());
        picture.gram().run();
        Host.read(matrix, gram);
    }

    /**
     * Computes A D, with the activations that were given last.
     *
     * @param d a matrix D, [channels, channels]
     * @param product room for [positions, channels]
     */
    void times(int positions, float[] d, float[] product) {
        Picture picture = picture(positions);
        Host.write(d, channels * channels, matrix);
        picture.times().run();
        Host.read(picture.product(), product);
    }

    @Override
    public void close() {
        pictures.values().forEach(Picture::close);
        matrix.close();
    }
}

package io.github.activationatlas;

import io.github.activationatlas.umap.Vectors;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Columns of a table of activations as arrays. */
public final class Rows {
    private Rows() {}

    public static float[][] of(Vectors vectors) {
        float[][] rows = new float[vectors.rows()][vectors.dimension()];
        for (int i = 0; i < rows.length; i++) {
            vectors.copy(i, rows[i]);
        }
        return rows;
    }

    public static float[][] values(LayerActivations layer) {
        return of(layer.vectors());
    }

    public static float[][] attributions(LayerActivations layer) {
        return of(layer.attributions());
    }

    public static int[] images(LayerActivations layer) {
        return numbers(layer, layer::image);
    }

    public static int[] rows(LayerActivations layer) {
        return numbers(layer, layer::positionRow);
    }

    public static int[] columns(LayerActivations layer) {
        return numbers(layer, layer::positionColumn);
    }

    private static int[] numbers(LayerActivations layer, IntUnaryOperator number) {
        return IntStream.range(0, layer.size()).map(number).toArray();
    }
}

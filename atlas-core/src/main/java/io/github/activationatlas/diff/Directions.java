package io.github.activationatlas.diff;

import io.github.activationatlas.umap.Vectors;

/** Some of a layer's activations, known by their places among these, as directions from the average of all. */
final class Directions {
    private final Vectors values;
    private final int[] chosen;
    private final double[] middle;

    Directions(Vectors values, int[] chosen) {
        this.values = values;
        this.chosen = chosen;
        this.middle = new double[values.dimension()];
        float[] row = new float[middle.length];
        for (int i = 0; i < values.rows(); i++) {
            values.copy(i, row);
            for (int c = 0; c < middle.length; c++) {
                middle[c] += row[c] / (double) values.rows();
            }
        }
    }

    /**
     * The length of the mean direction, less what chance alone gives: 1 if all point the same way, about 0 if they are scattered (Mardia and
     * Jupp, "Directional Statistics", 2000).
     */
    double cohesion(int[] rows) {
        double[] sum = new double[middle.length];
        float[] row = new float[middle.length];
        for (int place : rows) {
            values.copy(chosen[place], row);
            double length = 0;
            for (int c = 0; c < sum.length; c++) {
                double d = row[c] - middle[c];
                length += d * d;
            }
            length = Math.sqrt(length);
            for (int c = 0; c < sum.length && length > 0; c++) {
                sum[c] += (row[c] - middle[c]) / length;
            }
        }
        double squared = 0;
        for (double s : sum) {
            squared += s * s;
        }
        int n = rows.length;
        // The mean of the cosines of all pairs.
        return n < 2 ? 1 : Math.sqrt(Math.max(0, (squared - n) / ((double) n * (n - 1))));
    }
}

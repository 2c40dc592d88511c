package io.github.activationatlas.diff;

/** Some of a layer's activations, known by their places among these, as directions from the average of all. */
final class Directions {
    private final float[][] values;
    private final int[] chosen;
    private final double[] middle;

    Directions(float[][] values, int[] chosen) {
        this.values = values;
        this.chosen = chosen;
        this.middle = new double[values[0].length];
        for (float[] row : values) {
            for (int c = 0; c < middle.length; c++) {
                middle[c] += row[c] / (double) values.length;
            }
        }
    }

    /**
     * The length of the mean direction, less what chance alone gives: 1 if all point the same way, about 0 if they are scattered (Mardia and
     * Jupp, "Directional Statistics", 2000).
     */
    double cohesion(int[] rows) {
        double[] sum = new double[middle.length];
        for (int place : rows) {
            int row = chosen[place];
            double length = 0;
            for (int c = 0; c < sum.length; c++) {
                double d = values[row][c] - middle[c];
                length += d * d;
            }
            length = Math.sqrt(length);
            for (int c = 0; c < sum.length && length > 0; c++) {
                sum[c] += (values[row][c] - middle[c]) / length;
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

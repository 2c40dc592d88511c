package io.github.activationatlas.diff;

/**
 * The turn, mirror, scale and shift that bring one layout nearest to another, by least squares (orthogonal Procrustes analysis, Schonemann
 * 1966; in two dimensions in closed form, with complex numbers).
 */
final class Fit {
    private final double meanX;
    private final double meanY;
    private final double toX;
    private final double toY;
    private final double real;
    private final double imaginary;
    private final boolean mirror;

    /** Fits [rows, 2] to [rows, 2]. */
    Fit(float[][] from, float[][] to) {
        double[] sums = new double[4];
        int n = from.length;
        for (int i = 0; i < n; i++) {
            sums[0] += from[i][0];
            sums[1] += from[i][1];
            sums[2] += to[i][0];
            sums[3] += to[i][1];
        }
        meanX = sums[0] / n;
        meanY = sums[1] / n;
        toX = sums[2] / n;
        toY = sums[3] / n;
        // The sum of to times the conjugate of from, straight and mirrored; the larger one explains more.
        double[] straight = new double[2];
        double[] mirrored = new double[2];
        double spread = 0;
        for (int i = 0; i < n; i++) {
            double x = from[i][0] - meanX;
            double y = from[i][1] - meanY;
            double u = to[i][0] - toX;
            double v = to[i][1] - toY;
            straight[0] += u * x + v * y;
            straight[1] += v * x - u * y;
            mirrored[0] += u * x - v * y;
            mirrored[1] += v * x + u * y;
            spread += x * x + y * y;
        }
        mirror = Math.hypot(mirrored[0], mirrored[1]) > Math.hypot(straight[0], straight[1]);
        double[] best = mirror ? mirrored : straight;
        real = spread == 0 ? 1 : best[0] / spread;
        imaginary = spread == 0 ? 0 : best[1] / spread;
    }

    double[] apply(double pointX, double pointY) {
        double x = pointX - meanX;
        double y = (mirror ? -1 : 1) * (pointY - meanY);
        return new double[] {toX + real * x - imaginary * y, toY + imaginary * x + real * y};
    }
}

package io.github.activationatlas.umap.internal.layout;

/**
 * The similarity of two points of the layout, 1 / (1 + a d^(2b)): a and b fitted by least squares so that it is 1 up to {@code minDist} and
 * falls as exp(-(d - minDist) / spread) beyond, on 300 distances from 0 to three times the spread, as umap-learn does.
 */
public record SimilarityCurve(double a, double b) {
    private static final int SAMPLES = 300;

    /** Levenberg-Marquardt in log a and log b, which keeps both positive. */
    public static SimilarityCurve fit(double spread, double minDist) {
        double[] p = {0, 0};
        double damping = 1e-3;
        double error = error(p, spread, minDist);
        for (int round = 0; round < 500 && damping < 1e12; round++) {
            double[] normal = normalEquations(p, spread, minDist);
            double haa = normal[0] * (1 + damping);
            double hbb = normal[2] * (1 + damping);
            double determinant = haa * hbb - normal[1] * normal[1];
            double[] next = {
                p[0] + (hbb * normal[3] - normal[1] * normal[4]) / determinant,
                p[1] + (haa * normal[4] - normal[1] * normal[3]) / determinant
            };
            double nextError = error(next, spread, minDist);
            if (nextError < error) {
                p = next;
                error = nextError;
                damping /= 10;
            } else {
                damping *= 10;
            }
        }
        return new SimilarityCurve(Math.exp(p[0]), Math.exp(p[1]));
    }

    private static double target(double x, double spread, double minDist) {
        return x < minDist ? 1 : Math.exp(-(x - minDist) / spread);
    }

    private static double x(int i, double spread) {
        return 3 * spread * i / (SAMPLES - 1);
    }

    private static double error(double[] p, double spread, double minDist) {
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double x = x(i, spread);
            double r = target(x, spread, minDist) - 1 / (1 + Math.exp(p[0]) * Math.pow(x, 2 * Math.exp(p[1])));
            sum += r * r;
        }
        return sum;
    }

    /** The entries of J'J (aa, ab, bb) and J'r (a, b). */
    private static double[] normalEquations(double[] p, double spread, double minDist) {
        double[] sums = new double[5];
        double b = Math.exp(p[1]);
        for (int i = 1; i < SAMPLES; i++) {
            double x = x(i, spread);
            double u = Math.exp(p[0]) * Math.pow(x, 2 * b);
            double y = 1 / (1 + u);
            double da = -y * y * u;
            double db = -y * y * u * 2 * b * Math.log(x);
            double r = target(x, spread, minDist) - y;
            sums[0] += da * da;
            sums[1] += da * db;
            sums[2] += db * db;
            sums[3] += da * r;
            sums[4] += db * r;
        }
        return sums;
    }
}

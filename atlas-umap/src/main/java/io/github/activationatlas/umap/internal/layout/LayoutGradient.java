package io.github.activationatlas.umap.internal.layout;

/**
 * The pull and push between two points of a layout: the gradient of UMAP's cross entropy (UMAP paper, section 3.2) as factors on the
 * difference of their coordinates. Squared distances in; a step along a coordinate is at most {@value #CLIP}.
 */
public record LayoutGradient(double a, double b, double repulsion) {
    private static final double CLIP = 4;

    /** The factor by which the first point is moved, below 0: towards the second. */
    public double attract(double d2) {
        if (d2 == 0) {
            return 0;
        }
        double power = Math.pow(d2, b);
        return -2 * a * b * power / d2 / (a * power + 1);
    }

    /** The factor by which the first point is moved, above 0: away from the second. */
    public double repel(double d2) {
        return d2 == 0 ? 0 : 2 * repulsion * b / ((0.001 + d2) * (a * Math.pow(d2, b) + 1));
    }

    public static double clip(double v) {
        return v > CLIP ? CLIP : Math.max(v, -CLIP);
    }

    /** The squared distance of two points, given where their coordinates begin. */
    public static double squared(float[] y, int i, float[] z, int j, int dimension) {
        double sum = 0;
        for (int c = 0; c < dimension; c++) {
            double d = (double) y[i + c] - z[j + c];
            sum += d * d;
        }
        return sum;
    }
}

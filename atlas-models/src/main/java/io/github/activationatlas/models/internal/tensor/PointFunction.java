package io.github.activationatlas.models.internal.tensor;

/** A function of one value. */
public interface PointFunction {
    double value(double x);

    /** How fast it grows at x, where it is y. */
    double slope(double x, double y);
}

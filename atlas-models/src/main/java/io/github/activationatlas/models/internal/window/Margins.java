package io.github.activationatlas.models.internal.window;

import io.github.activationatlas.models.Shape;

/** Rows and columns added around an image. */
public record Margins(int top, int bottom, int left, int right) {
    public static final Margins NONE = new Margins(0, 0, 0, 0);

    /** All but the centre position and those around it; of an even number of positions the centre is the second of the two in the middle. */
    public static Margins aroundCenter(Shape s, int reach) {
        int row = s.height() / 2;
        int column = s.width() / 2;
        return new Margins(row - reach, s.height() - 1 - row - reach, column - reach, s.width() - 1 - column - reach)
                .notBelowZero();
    }

    public boolean symmetric() {
        return top == bottom && left == right;
    }

    public Shape around(Shape s) {
        return new Shape(s.height() + top + bottom, s.width() + left + right, s.channels());
    }

    public boolean notNegative() {
        return top >= 0 && bottom >= 0 && left >= 0 && right >= 0;
    }

    public Margins notBelowZero() {
        return new Margins(Math.max(0, top), Math.max(0, bottom), Math.max(0, left), Math.max(0, right));
    }

    /** How far each side is below zero. */
    public Margins missing() {
        return new Margins(-top, -bottom, -left, -right).notBelowZero();
    }

    public Shape inside(Shape s) {
        return new Shape(s.height() - top - bottom, s.width() - left - right, s.channels());
    }

    public Margins minus(Margins m) {
        return new Margins(top - m.top, bottom - m.bottom, left - m.left, right - m.right);
    }

    /** The lesser of two, side by side. */
    public static Margins least(Margins a, Margins b) {
        return new Margins(
                Math.min(a.top, b.top),
                Math.min(a.bottom, b.bottom),
                Math.min(a.left, b.left),
                Math.min(a.right, b.right));
    }
}

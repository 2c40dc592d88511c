package io.github.activationatlas.models.plan;

/** Rows and columns added around an image. */
record Margins(int top, int bottom, int left, int right) {

    boolean symmetric() {
        return top == bottom && left == right;
    }

    Shape around(Shape s) {
        return new Shape(s.height() + top + bottom, s.width() + left + right, s.channels());
    }

    boolean notNegative() {
        return top >= 0 && bottom >= 0 && left >= 0 && right >= 0;
    }

    Margins notBelowZero() {
        return new Margins(Math.max(0, top), Math.max(0, bottom), Math.max(0, left), Math.max(0, right));
    }

    /** How far each side is below zero. */
    Margins missing() {
        return new Margins(-top, -bottom, -left, -right).notBelowZero();
    }

    Shape inside(Shape s) {
        return new Shape(s.height() - top - bottom, s.width() - left - right, s.channels());
    }
}

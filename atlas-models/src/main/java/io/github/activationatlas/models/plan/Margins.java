package io.github.activationatlas.models.plan;

/** Rows and columns added around an image. */
record Margins(int top, int bottom, int left, int right) {

    boolean none() {
        return top == 0 && bottom == 0 && left == 0 && right == 0;
    }

    boolean symmetric() {
        return top == bottom && left == right;
    }

    Shape around(Shape s) {
        return new Shape(s.height() + top + bottom, s.width() + left + right, s.channels());
    }
}

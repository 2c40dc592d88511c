package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;

/** The positions of an image that the windows of an operator cover; what lies in the padding is left out. */
record Taps(Window window, Shape in, Shape out) {
    /** One tap of one window. */
    interface Tap {
        /**
         * A position.
         *
         * @param to the window, as a number of positions of the result
         * @param from the position in the image
         * @param tap which tap of the window, row by row
         */
        void at(int to, int from, int tap);
    }

    void forEach(Tap tap) {
        WindowAxis rows = window.rows();
        WindowAxis columns = window.columns();
        int top = rows.before(in.height());
        int left = columns.before(in.width());
        for (int i = 0; i < out.height(); i++) {
            for (int ky = 0; ky < rows.kernel(); ky++) {
                int y = i * rows.stride() - top + ky * rows.dilation();
                if (y < 0 || y >= in.height()) {
                    continue;
                }
                for (int kx = 0; kx < columns.kernel(); kx++) {
                    int first = kx * columns.dilation() - left;
                    for (int j = 0; j < out.width(); j++) {
                        int x = j * columns.stride() + first;
                        if (x >= 0 && x < in.width()) {
                            tap.at(i * out.width() + j, y * in.width() + x, ky * columns.kernel() + kx);
                        }
                    }
                }
            }
        }
    }
}

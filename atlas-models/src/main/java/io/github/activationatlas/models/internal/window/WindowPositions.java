package io.github.activationatlas.models.internal.window;

import io.github.activationatlas.models.Shape;
import java.util.function.IntPredicate;

/** The positions of an image that each window of a pooling covers; what lies outside the image is left out. */
public record WindowPositions(Window window, int batch, Shape in, Shape out) {

    /** Called with each position of each window. */
    public interface Visitor {
        /**
         * One position of one window.
         *
         * @param output index of the window's first channel in the pooled array
         * @param input index of the place's first channel in the image array
         */
        void at(int output, int input);
    }

    public void forEach(Visitor visitor) {
        forEach(window -> true, visitor);
    }

    /** Visits only windows that see a place whose channels are not all zero. */
    public void forEachSeeing(float[] values, Visitor visitor) {
        int channels = in.channels();
        boolean[] filled = new boolean[values.length / channels];
        for (int place = 0; place < filled.length; place++) {
            for (int c = 0; c < channels && !filled[place]; c++) {
                filled[place] = values[place * channels + c] != 0;
            }
        }
        boolean[] sees = new boolean[batch * out.height() * out.width()];
        forEach((output, input) -> sees[output / channels] |= filled[input / channels]);
        forEach(window -> sees[window], visitor);
    }

    private void forEach(IntPredicate wanted, Visitor visitor) {
        int channels = in.channels();
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < out.height(); i++) {
                for (int j = 0; j < out.width(); j++) {
                    int window = (b * out.height() + i) * out.width() + j;
                    if (wanted.test(window)) {
                        forEach(b, i, j, window * channels, visitor);
                    }
                }
            }
        }
    }

    private void forEach(int b, int i, int j, int to, Visitor visitor) {
        WindowAxis rows = window.rows();
        WindowAxis columns = window.columns();
        int top = i * rows.stride() - rows.before(in.height());
        int left = j * columns.stride() - columns.before(in.width());
        for (int ky = 0; ky < rows.kernel(); ky++) {
            int y = top + ky * rows.dilation();
            for (int kx = 0; kx < columns.kernel() && y >= 0 && y < in.height(); kx++) {
                int x = left + kx * columns.dilation();
                if (x >= 0 && x < in.width()) {
                    visitor.at(to, ((b * in.height() + y) * in.width() + x) * in.channels());
                }
            }
        }
    }
}

package io.github.activationatlas.models.plan;

/** The places of an image that each window of a pooling looks at; what lies outside the image is left out. */
record Taps(Window window, int batch, Shape in, Shape out) {

    /** Is told of each place of each window. */
    interface Tap {
        /**
         * One place of one window.
         *
         * @param output index of the window's first channel in the pooled array
         * @param input index of the place's first channel in the image array
         */
        void at(int output, int input);
    }

    Taps(Window window, Frame f) {
        this(window, f.batch(), f.shape(), f.outputShape());
    }

    void forEach(Tap tap) {
        int channels = in.channels();
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < out.height(); i++) {
                for (int j = 0; j < out.width(); j++) {
                    forEach(b, i, j, ((b * out.height() + i) * out.width() + j) * channels, tap);
                }
            }
        }
    }

    private void forEach(int b, int i, int j, int to, Tap tap) {
        Axis rows = window.rows();
        Axis columns = window.columns();
        int top = i * rows.stride() - rows.before(in.height());
        int left = j * columns.stride() - columns.before(in.width());
        for (int ky = 0; ky < rows.kernel(); ky++) {
            int y = top + ky * rows.dilation();
            for (int kx = 0; kx < columns.kernel() && y >= 0 && y < in.height(); kx++) {
                int x = left + kx * columns.dilation();
                if (x >= 0 && x < in.width()) {
                    tap.at(to, ((b * in.height() + y) * in.width() + x) * in.channels());
                }
            }
        }
    }
}

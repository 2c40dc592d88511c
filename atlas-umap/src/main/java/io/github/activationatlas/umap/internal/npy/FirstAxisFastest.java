package io.github.activationatlas.umap.internal.npy;

/** The places in C order of values that come with the first axis fastest. */
final class FirstAxisFastest {
    private final int[] shape;
    private final int[] strides;
    private final int[] at;
    private int place;

    FirstAxisFastest(int[] shape) {
        this.shape = shape;
        this.at = new int[shape.length];
        this.strides = new int[shape.length];
        int stride = 1;
        for (int a = shape.length - 1; a >= 0; a--) {
            strides[a] = stride;
            stride *= shape[a];
        }
    }

    int next() {
        int now = place;
        for (int a = 0; a < shape.length; a++) {
            place += strides[a];
            if (++at[a] < shape[a]) {
                break;
            }
            place -= strides[a] * shape[a];
            at[a] = 0;
        }
        return now;
    }
}

package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/** The attributes that convolution and pooling share, and the padding in front of them when SameDiff's own cannot say it. */
record OnnxWindow(int[] kernel, int[] strides, int[] dilations, int[] pads, boolean same) {

    static OnnxWindow of(OnnxNode node, int[] kernel) {
        checkArgument(
                kernel.length == 2,
                "only two-dimensional images are supported, but the kernel has %s sides",
                kernel.length);
        String auto = node.text("auto_pad", "NOTSET");
        checkArgument(!auto.equals("SAME_LOWER"), "auto_pad SAME_LOWER is not supported");
        int[] pads = auto.equals("VALID") ? new int[4] : node.integers("pads", 0, 0, 0, 0);
        if (node.integer("ceil_mode", 0) == 1) {
            checkArgument(node.operator().equals("MaxPool"), "ceil_mode is supported for MaxPool only");
            int[] strides = node.integers("strides", 1, 1);
            // Room for one more window: floor((n + s - 1 - k) / s) = ceil((n - k) / s); and none may start behind the
            // image.
            pads = pads.clone();
            pads[2] += Math.min(kernel[0], strides[0]) - 1;
            pads[3] += Math.min(kernel[1], strides[1]) - 1;
        }
        return new OnnxWindow(
                kernel,
                node.integers("strides", 1, 1),
                node.integers("dilations", 1, 1),
                pads,
                auto.equals("SAME_UPPER"));
    }

    boolean symmetric() {
        return pads[0] == pads[2] && pads[1] == pads[3];
    }

    int padRows() {
        return symmetric() ? pads[0] : 0;
    }

    int padColumns() {
        return symmetric() ? pads[1] : 0;
    }

    /** The input, padded by an operation of its own where top and bottom or left and right differ. */
    SDVariable padded(OnnxNode node, double value) {
        if (same || symmetric()) {
            return node.input(0);
        }
        int[][] sides = {{0, 0}, {0, 0}, {pads[0], pads[2]}, {pads[1], pads[3]}};
        SDVariable margins = node.graph().constant(node.output() + "/pads", Nd4j.createFromArray(sides));
        return node.graph().nn().pad(node.output() + "/padded", node.input(0), margins, value);
    }
}

package io.github.activationatlas.models.internal.network;

import io.github.activationatlas.models.internal.operator.AveragePooling;
import io.github.activationatlas.models.internal.operator.ChannelAffine;
import io.github.activationatlas.models.internal.operator.Concatenation;
import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.Dense;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.Flattening;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Normalization;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.Padding;
import io.github.activationatlas.models.internal.operator.Sum;
import io.github.activationatlas.models.internal.rewrite.PaddingFusion;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** Reads a SameDiff graph, which lists its operations in the order in which they were made, into operators. */
final class SameDiffReader {
    private static final long[] TO_LAST = {0, 2, 3, 1};
    private static final long[] TO_FIRST = {0, 3, 1, 2};

    private final SameDiff graph;
    private final boolean channelsFirst;

    SameDiffReader(SameDiff graph, boolean channelsFirst) {
        this.graph = graph;
        this.channelsFirst = channelsFirst;
    }

    Network read(String input) {
        List<Node> nodes = new ArrayList<>();
        Set<String> permuted = new HashSet<>();
        for (SameDiffOp op : graph.getOps().values()) {
            SameDiffOperation view = new SameDiffOperation(graph, op, channelsFirst);
            Operator operator = operator(view, permuted);
            // An operation without a rule may mask with infinity.
            view.requireFinite(operator != null);
            nodes.add(new Node(view.kind(), operator, view.computedInputs(), view.output()));
        }
        return new Network(input, PaddingFusion.fuse(nodes));
    }

    /**
     * Local response normalisation runs over the last axis, so that importers put channels there for a moment; a plan's values lie so
     * anyway.
     *
     * @param permuted results whose channels come last although the graph puts them first
     */
    private static @Nullable Operator operator(SameDiffOperation op, Set<String> permuted) {
        boolean last = op.computedInputs().stream().anyMatch(permuted::contains);
        if (op.kind().equals("permute") && op.channelsFirst() && op.integersAre(last ? TO_FIRST : TO_LAST)) {
            if (!last) {
                permuted.add(op.output());
            }
            return new ElementwiseOp(new ElementwiseFunction.Identity());
        }
        if (op.kind().equals("lrn") && op.channelsFirst() == last) {
            if (last) {
                permuted.add(op.output());
            }
            return new Normalization((int) op.integer(0), op.real(0), op.real(1), op.real(2));
        }
        return last ? null : operator(op);
    }

    /** The rules of an operation; null where the plan has none for it or for its arguments. */
    private static @Nullable Operator operator(SameDiffOperation op) {
        return switch (op.kind()) {
            case "identity", "dropout", "dropout_inverted", "noop" ->
                new ElementwiseOp(new ElementwiseFunction.Identity());
            case "conv2d" -> convolution(op);
            case "maxpool2d" -> op.layoutIs(op.integer(10, 0)) ? new MaxPooling(window(op)) : null;
            case "avgpool2d" ->
                op.layoutIs(op.integer(10, 0)) ? new AveragePooling(window(op), false, op.integer(9) == 1) : null;
            case "relu" -> isZero(op.scalar()) ? new ElementwiseOp(new ElementwiseFunction.Relu()) : null;
            case "relu6" -> isZero(op.scalar()) ? new ElementwiseOp(new ElementwiseFunction.Clip(0, 6)) : null;
            case "leakyrelu" ->
                new ElementwiseOp(new ElementwiseFunction.LeakyRelu(op.scalar() == null ? 0.01 : op.scalar()));
            case "clipbyvalue" -> new ElementwiseOp(new ElementwiseFunction.Clip(op.real(0), op.real(1)));
            case "sigmoid" -> new ElementwiseOp(new ElementwiseFunction.Logistic());
            case "tanh" -> new ElementwiseOp(new ElementwiseFunction.HyperbolicTangent());
            case "concat" ->
                op.integer(0, -1) == op.channelAxis() && op.computedInputs().size() == op.inputCount()
                        ? new Concatenation()
                        : null;
            case "add", "biasadd" -> addition(op);
            case "multiply" -> op.inputCount() == 2 && op.isConstant(1) ? scaling(op) : null;
            case "batchnorm" -> batchNormalization(op);
            case "reduce_mean" -> mean(op);
            case "reshape", "flatten", "flatten_2d", "squeeze" ->
                op.computedInputs().size() == 1 && toVector(op) ? new Flattening(op.channelsFirst()) : null;
            case "mmul", "matmul" -> dense(op);
            case "pad" -> padding(op);
            default -> null;
        };
    }

    private static boolean isZero(@Nullable Double value) {
        return value == null || value == 0;
    }

    private static Window window(SameDiffOperation op) {
        return new Window(axis(op, 0), axis(op, 1));
    }

    private static WindowAxis axis(SameDiffOperation op, int side) {
        int pad = (int) op.integer(4 + side);
        return new WindowAxis(
                (int) op.integer(side),
                (int) op.integer(2 + side),
                (int) op.integer(6 + side),
                pad,
                pad,
                op.integer(8) == 1);
    }

    private static @Nullable Operator convolution(SameDiffOperation op) {
        if (!op.layoutIs(op.integer(9, 0)) || op.integer(8) > 1 || !op.isConstant(1)) {
            return null;
        }
        int[] toRowsColumnsInOut = switch ((int) op.integer(10, 0)) {
            case 1 -> new int[] {2, 3, 1, 0};
            case 2 -> new int[] {1, 2, 3, 0};
            default -> new int[] {0, 1, 2, 3};
        };
        long[] shape = op.constantShape(1);
        int inputs = (int) shape[toRowsColumnsInOut[2]];
        int outputs = (int) shape[toRowsColumnsInOut[3]];
        WindowAxis rows = kernel(axis(op, 0), shape[toRowsColumnsInOut[0]]);
        WindowAxis columns = kernel(axis(op, 1), shape[toRowsColumnsInOut[1]]);
        Window window = new Window(rows, columns);
        float @Nullable [] bias = op.inputCount() > 2 ? op.constant(2) : null;
        return rows.stride() == columns.stride()
                ? Convolution.dilated(window, inputs, outputs, op.constant(1, toRowsColumnsInOut), bias)
                : null;
    }

    /** SameDiff may leave the kernel's size to the weights. */
    private static WindowAxis kernel(WindowAxis a, long size) {
        return new WindowAxis((int) size, a.stride(), a.dilation(), a.before(), a.after(), a.same());
    }

    private static @Nullable Operator addition(SameDiffOperation op) {
        if (op.computedInputs().size() == 2) {
            return new Sum();
        }
        float[] shift = channelConstant(op);
        if (shift == null) {
            return null;
        }
        float[] one = new float[shift.length];
        Arrays.fill(one, 1);
        return new ChannelAffine(one, shift, alongLast(op));
    }

    private static @Nullable Operator scaling(SameDiffOperation op) {
        float[] scale = channelConstant(op);
        return scale == null ? null : new ChannelAffine(scale, new float[scale.length], alongLast(op));
    }

    /** A vector meets the last axis by the rules of broadcasting; only a bias knows of channels. */
    private static boolean alongLast(SameDiffOperation op) {
        return op.channelsFirst() && !op.kind().equals("biasadd") && op.constantShape(1).length == 1;
    }

    /** A second input that holds one value, or one a channel. */
    private static float @Nullable [] channelConstant(SameDiffOperation op) {
        if (op.inputCount() != 2 || !op.isConstant(1)) {
            return null;
        }
        long[] shape = op.constantShape(1);
        long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        boolean vector =
                op.kind().equals("biasadd") || length == 1 || shape.length <= 2 && shape[shape.length - 1] == length;
        boolean image = shape.length == 4 && shape[op.channelAxis()] == length;
        boolean withoutBatch = shape.length == 3 && shape[op.channelAxis() - 1] == length;
        return vector || image || withoutBatch ? op.constant(1) : null;
    }

    private static @Nullable Operator batchNormalization(SameDiffOperation op) {
        for (int i = 1; i < op.inputCount(); i++) {
            if (!op.isConstant(i)) {
                return null;
            }
        }
        boolean scaled = op.integer(0, 1) == 1;
        boolean shifted = op.integer(1, 1) == 1;
        float[] mean = op.constant(1);
        float[] variance = op.constant(2);
        float[] gamma = scaled ? op.constant(3) : null;
        float[] beta = shifted ? op.constant(scaled ? 4 : 3) : null;
        float[] scale = new float[mean.length];
        float[] shift = new float[mean.length];
        for (int c = 0; c < mean.length; c++) {
            scale[c] = (float) ((gamma == null ? 1 : gamma[c]) / Math.sqrt(variance[c] + op.real(0)));
            shift[c] = (beta == null ? 0 : beta[c]) - mean[c] * scale[c];
            if (!Float.isFinite(scale[c]) || !Float.isFinite(shift[c])) {
                throw op.fault("is not finite: channel " + c + " has the variance " + variance[c] + " and epsilon "
                        + op.real(0));
            }
        }
        return new ChannelAffine(scale, shift);
    }

    private static @Nullable Operator mean(SameDiffOperation op) {
        int[] axes = Arrays.stream(op.dimensions())
                .map(axis -> axis < 0 ? axis + 4 : axis)
                .sorted()
                .toArray();
        return Arrays.equals(axes, op.channelsFirst() ? new int[] {2, 3} : new int[] {1, 2})
                ? AveragePooling.overImage()
                : null;
    }

    /** Whether a reshape gives [batch, everything]. */
    private static boolean toVector(SameDiffOperation op) {
        if (!op.kind().equals("reshape")) {
            return true;
        }
        if (op.inputCount() == 2) {
            return op.isConstant(1) && op.constant(1).length == 2;
        }
        return op.integerCount() == 2 || op.integerCount() == 3 && op.integer(0) < 0;
    }

    private static @Nullable Operator dense(SameDiffOperation op) {
        if (op.inputCount() != 2 || !op.isConstant(1) || op.integer(0, 0) != 0 || op.constantShape(1).length != 2) {
            return null;
        }
        boolean transposed = op.integer(1, 0) == 1;
        long[] shape = op.constantShape(1);
        return new Dense(
                (int) shape[transposed ? 1 : 0],
                (int) shape[transposed ? 0 : 1],
                transposed ? op.constant(1, 1, 0) : op.constant(1));
    }

    private static @Nullable Operator padding(SameDiffOperation op) {
        if (op.inputCount() < 2 || !op.isConstant(1) || op.integer(0, 0) != 0) {
            return null;
        }
        float[] sides = op.constant(1);
        int rows = op.channelsFirst() ? 2 : 1;
        int channels = op.channelAxis();
        if (sides.length != 8 || sides[0] + sides[1] + sides[2 * channels] + sides[2 * channels + 1] != 0) {
            return null;
        }
        Margins margins = new Margins(
                (int) sides[2 * rows], (int) sides[2 * rows + 1], (int) sides[2 * rows + 2], (int) sides[2 * rows + 3]);
        return new Padding(margins, (float) op.real(0, 0));
    }
}

package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.ChannelAffine;
import io.github.activationatlas.models.internal.operator.Dense;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.BinaryFunction;
import io.github.activationatlas.models.internal.tensor.BinaryOperator;
import java.util.Arrays;

/** ONNX's Gemm: alpha A B + beta C, either of them transposed. */
final class GemmOperator {
    private GemmOperator() {}

    static Result gemm(OnnxNode node, GraphBuilder graph) {
        float alpha = node.real("alpha", 1);
        float beta = node.real("beta", 1);
        boolean transA = node.integer("transA", 0) == 1;
        boolean transB = node.integer("transB", 0) == 1;
        node.ignore("broadcast");
        OnnxValue a = turned(graph, node.value(0), transA);
        OnnxValue b = node.value(1);
        checkArgument(
                a.shape().rank() == 2 && b.shape().rank() == 2,
                "matrices are expected, not %s and %s",
                a.shape(),
                b.shape());
        TensorShape own = b.shape();
        int outputs = own.dim(transB ? 0 : 1);
        Result product;
        boolean vector = a instanceof Result && a.shape().dim(0) == 1 && b instanceof Constant;
        if (vector) {
            Constant weights = (Constant) b;
            weights.tensor().requireNumbers(weights.name(), true);
            int inputs = own.dim(transB ? 1 : 0);
            float[] values = graph.weights(
                    transB ? "transposed" : "matrix",
                    weights,
                    () -> transB
                            ? transposed(weights.tensor().values(), outputs, inputs)
                            : weights.tensor().values());
            product = node.has(2) || alpha != 1
                    ? graph.helper(new Dense(inputs, outputs, values), (Result) a)
                    : graph.add(new Dense(inputs, outputs, values), (Result) a);
        } else {
            product = MatrixOperators.matrices(graph, a, turned(graph, b, transB));
        }
        if (alpha != 1) {
            product = graph.helper(
                    BinaryOperator.withConstantSecond(
                            BinaryFunction.MULTIPLY, product.shape(), TensorShape.of(), new float[] {alpha}),
                    product);
        }
        return node.has(2) ? plus(node, graph, product, beta) : product;
    }

    private static Result plus(OnnxNode node, GraphBuilder graph, Result product, float beta) {
        if (node.value(2) instanceof Constant c) {
            c.tensor().requireNumbers(c.name(), true);
            float[] bias =
                    graph.weights("times " + beta, c, () -> times(c.tensor().values(), beta));
            int n = product.shape().dim(1);
            checkArgument(
                    Arrays.equals(
                            ConstantArrays.broadcast(
                                    product.shape().dims().toArray(), c.tensor().dims()),
                            product.shape().dims().toArray()),
                    "a bias of the shape %s cannot be added to %s",
                    c.shape(),
                    product.shape());
            if (product.shape().dim(0) == 1
                    && (c.shape().size() == n || c.shape().size() == 1)) {
                float[] ones = graph.weights("ones", c, () -> {
                    float[] one = new float[bias.length];
                    Arrays.fill(one, 1);
                    return one;
                });
                return graph.add(new ChannelAffine(ones, bias), product);
            }
            return graph.add(
                    BinaryOperator.withConstantSecond(BinaryFunction.ADD, product.shape(), c.shape(), bias), product);
        }
        Result c = node.result(2);
        Result scaled = beta == 1
                ? c
                : graph.helper(
                        BinaryOperator.withConstantSecond(
                                BinaryFunction.MULTIPLY, c.shape(), TensorShape.of(), new float[] {beta}),
                        c);
        return graph.add(BinaryOperator.of(BinaryFunction.ADD, product.shape(), scaled.shape()), product, scaled);
    }

    private static float[] times(float[] values, float factor) {
        float[] product = values.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return product;
    }

    private static OnnxValue turned(GraphBuilder graph, OnnxValue value, boolean transpose) {
        if (!transpose) {
            return value;
        }
        checkArgument(value.shape().rank() == 2, "a matrix is expected, not %s", value.shape());
        if (value instanceof Result result) {
            return graph.transposed(result, 1, 0);
        }
        Constant c = (Constant) value;
        int rows = c.shape().dim(0);
        int columns = c.shape().dim(1);
        return new Constant(
                c.name() + " transposed",
                OnnxTensor.ofFloats(
                        new int[] {columns, rows}, transposed(c.tensor().values(), rows, columns)),
                c.fixed());
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] transposed = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                transposed[c * rows + r] = values[r * columns + c];
            }
        }
        return transposed;
    }
}

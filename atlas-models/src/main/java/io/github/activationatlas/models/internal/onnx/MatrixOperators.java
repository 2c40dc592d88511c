package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.Dense;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.MatrixMultiplication;
import io.github.activationatlas.models.internal.tensor.RowProduct;
import java.util.stream.IntStream;

/** ONNX's MatMul and Gemm. */
final class MatrixOperators {
    private MatrixOperators() {}

    static Result matMul(OnnxNode node, GraphBuilder graph) {
        return product(graph, node.value(0), node.value(1));
    }

    /** A product by NumPy's rule: a vector counts as a matrix of one row or one column. */
    private static Result product(GraphBuilder graph, OnnxValue a, OnnxValue b) {
        checkArgument(a.shape().rank() >= 1 && b.shape().rank() >= 1, "a scalar cannot be multiplied as a matrix");
        boolean rowVector = a.shape().rank() == 1;
        boolean columnVector = b.shape().rank() == 1;
        OnnxValue left = rowVector ? counted(graph, a, 1, a.shape().dim(0)) : a;
        OnnxValue right = columnVector ? counted(graph, b, b.shape().dim(0), 1) : b;
        Result result = matrices(graph, left, right);
        if (!rowVector && !columnVector) {
            return result;
        }
        int rank = result.shape().rank();
        int[] dims = IntStream.range(0, rank)
                .filter(axis -> !(rowVector && axis == rank - 2 || columnVector && axis == rank - 1))
                .map(result.shape()::dim)
                .toArray();
        return graph.reshaped(result, dims);
    }

    private static OnnxValue counted(GraphBuilder graph, OnnxValue value, int... dims) {
        return value instanceof Constant c
                ? new Constant(c.name(), c.tensor().withDims(dims), c.fixed())
                : graph.reshaped((Result) value, dims);
    }

    static Result matrices(GraphBuilder graph, OnnxValue a, OnnxValue b) {
        TensorShape x = a.shape();
        TensorShape y = b.shape();
        int k = x.dim(x.rank() - 1);
        checkArgument(
                k == y.dim(y.rank() - 2),
                "matrices %s and %s cannot be multiplied: this network needs the image size that it was made for",
                x,
                y);
        if (a instanceof Result left && b instanceof Constant weights && y.rank() == 2) {
            weights.tensor().requireNumbers(weights.name(), true);
            float[] values = graph.weights("matrix", weights, weights.tensor()::values);
            if (x.rank() == 2 && x.dim(0) == 1) {
                return graph.helper(new Dense(k, y.dim(1), values), left);
            }
            Result rows = x.order().get(x.rank() - 1) == x.rank() - 1 ? left : graph.rowMajor(left);
            return graph.helper(new RowProduct(k, y.dim(1), values), rows);
        }
        float[] valuesA = a instanceof Constant c ? c.tensor().values() : null;
        float[] valuesB = b instanceof Constant c ? c.tensor().values() : null;
        Result[] inputs = java.util.stream.Stream.of(a, b)
                .filter(Result.class::isInstance)
                .map(value -> graph.rowMajor((Result) value))
                .toArray(Result[]::new);
        return graph.helper(new MatrixMultiplication(x.rowMajor(), valuesA, y.rowMajor(), valuesB), inputs);
    }
}

package io.github.activationatlas.models.internal.onnx;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.AveragePooling;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.tensor.AxisMap;
import io.github.activationatlas.models.internal.tensor.PointFunctions;
import io.github.activationatlas.models.internal.tensor.PointOperator;
import io.github.activationatlas.models.internal.tensor.WindowMaximum;
import io.github.activationatlas.models.internal.window.PoolingArguments;
import io.github.activationatlas.models.internal.window.Window;

/** Pooling over the windows of an image. */
final class PoolOperators {
    private PoolOperators() {}

    static Result maximum(OnnxNode node, GraphBuilder graph, Result in, WindowAttributes attributes) {
        node.ignore("storage_order");
        Shape image = GraphBuilder.imageShape(in);
        Window window = attributes.pool(image);
        Shape out = window.output(image, image.channels());
        boolean fast = window.rows().dilation() == 1
                && window.columns().dilation() == 1
                && new MaxPooling(window).seesSomething();
        return graph.add(fast ? new MaxPooling(window) : new WindowMaximum(window, image, out), in);
    }

    static Result average(OnnxNode node, GraphBuilder graph, Result in, WindowAttributes attributes) {
        boolean counted = node.integer("count_include_pad", 0) == 1;
        Shape image = GraphBuilder.imageShape(in);
        Window window = attributes.pool(image);
        boolean plain = window.rows().dilation() == 1 && window.columns().dilation() == 1 && !attributes.ceil();
        if (plain && window.same()
                ? !counted
                : plain && !PoolingArguments.of(window, image, counted ? 1 : 0).padded()) {
            return graph.add(new AveragePooling(window, false, counted), in);
        }
        Result rows = graph.helper(attributes.mean(in, 2, window.rows(), counted), in);
        return graph.add(attributes.mean(rows, 3, window.columns(), counted), rows);
    }

    static Result lp(OnnxNode node, GraphBuilder graph, Result in, WindowAttributes attributes) {
        double p = node.integer("p", 2);
        Shape image = GraphBuilder.imageShape(in);
        Window window = attributes.pool(image);
        Result powers = graph.helper(
                new PointOperator(
                        PointFunctions.of(
                                x -> Math.pow(Math.abs(x), p),
                                (x, y) -> p * Math.pow(Math.abs(x), p - 1) * Math.signum(x)),
                        in.shape()),
                in);
        AxisMap rows = attributes.sum(powers, 2, window.rows());
        Result sum = graph.helper(rows, powers);
        sum = graph.helper(attributes.sum(sum, 3, window.columns()), sum);
        return graph.add(
                new PointOperator(
                        PointFunctions.of(x -> Math.pow(x, 1 / p), (x, y) -> x == 0 ? 0 : Math.pow(x, 1 / p - 1) / p),
                        sum.shape()),
                sum);
    }
}

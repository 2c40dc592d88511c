package io.github.activationatlas.models.internal.plan;

import static io.github.activationatlas.models.internal.operator.OperatorDifferences.check;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.PointFunctions;
import io.github.activationatlas.models.internal.tensor.PointOperator;
import io.github.activationatlas.models.internal.tensor.Recount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator may only take the memory of a value that no derivative needs any more. */
class InPlaceTest {
    private static final Shape IN = new Shape(3, 4, 2);
    private static final TensorShape TYPE = TensorShape.image(IN);

    private static Network chain(Operator... operators) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < operators.length; i++) {
            String output = i == operators.length - 1 ? "out" : "step" + i;
            nodes.add(new Node("tested", operators[i], List.of(i == 0 ? "image" : "step" + (i - 1)), output));
        }
        return new Network("image", nodes);
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void aSlopeThatIsComputedFromAResultSurvivesTheNextFunction() {
        check(
                chain(
                        new ElementwiseOp(new ElementwiseFunction.LeakyRelu(0.1)),
                        new ElementwiseOp(new ElementwiseFunction.Logistic())),
                IN,
                1,
                (image, y, x, c) -> logistic(Math.max(image.at(y, x, c), 0.1 * image.at(y, x, c))));
    }

    @Test
    void soItDoesBehindARecountAndADropout() {
        check(
                chain(
                        new ElementwiseOp(new ElementwiseFunction.HyperbolicTangent()),
                        new Recount(TYPE),
                        new ElementwiseOp(new ElementwiseFunction.Identity()),
                        new ElementwiseOp(new ElementwiseFunction.Logistic())),
                IN,
                2,
                (image, y, x, c) -> logistic(Math.tanh(image.at(y, x, c))));
    }

    @Test
    void resultsOfTensorOperatorsSurviveToo() {
        check(
                chain(
                        new PointOperator(PointFunctions.of(Math::exp, (x, y) -> y), TYPE),
                        new ElementwiseOp(new ElementwiseFunction.HyperbolicTangent())),
                IN,
                3,
                (image, y, x, c) -> Math.tanh(Math.exp(image.at(y, x, c))));
    }
}

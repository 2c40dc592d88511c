package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.array.Step;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.TimesOneMinus;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;

/** The functions of {@link ElementwiseOp}: their value, and their slope computed from that value. */
public sealed interface ElementwiseFunction {

    Step apply(Operations ops, INDArray x, INDArray y);

    Step slope(INDArray y, INDArray slope);

    /** x itself: dropout and other operations that do nothing once a network is trained. */
    record Identity() implements ElementwiseFunction {
        @Override
        public Step apply(Operations ops, INDArray x, INDArray y) {
            return x.data() == y.data() ? () -> {} : ops.copy(x, y);
        }

        @Override
        public Step slope(INDArray y, INDArray slope) {
            return () -> slope.assign(1);
        }
    }

    /** max(0, x). */
    record Relu() implements ElementwiseFunction {
        @Override
        public Step apply(Operations ops, INDArray x, INDArray y) {
            return ops.custom("relu", new INDArray[] {x}, y, new double[] {0});
        }

        @Override
        public Step slope(INDArray y, INDArray slope) {
            return Operations.legacy(new Sign(y, slope));
        }
    }

    /** x where positive, otherwise a share of it. */
    record LeakyRelu(double share) implements ElementwiseFunction {
        @Override
        public Step apply(Operations ops, INDArray x, INDArray y) {
            return Operations.legacy(new LeakyReLU(x, y, share));
        }

        @Override
        public Step slope(INDArray y, INDArray slope) {
            return Operations.legacy(positive(y, slope))
                    .then(() -> slope.muli(1 - share).addi(share));
        }
    }

    /** x held between two bounds. */
    record Clip(double min, double max) implements ElementwiseFunction {
        @Override
        public Step apply(Operations ops, INDArray x, INDArray y) {
            return Operations.legacy(new ScalarMax(x, null, y, min))
                    .then(Operations.legacy(new ScalarMin(y, null, y, max)));
        }

        @Override
        public Step slope(INDArray y, INDArray slope) {
            // (y - min)(max - y) as y' (width - y'), which is zero at the bounds and positive between them.
            return Operations.legacy(new ScalarMax(y, null, slope, min))
                    .then(() -> slope.subi(min))
                    .then(() -> slope.subi((max - min) / 2))
                    .then(() -> slope.muli(slope).rsubi((max - min) * (max - min) / 4))
                    .then(Operations.legacy(positive(slope, slope)));
        }
    }

    /** 1 / (1 + exp(-x)). */
    record Logistic() implements ElementwiseFunction {
        @Override
        public Step apply(Operations ops, INDArray x, INDArray y) {
            return Operations.legacy(new Sigmoid(x, y));
        }

        @Override
        public Step slope(INDArray y, INDArray slope) {
            return Operations.legacy(new TimesOneMinus(y, slope));
        }
    }

    /** The hyperbolic tangent. */
    record HyperbolicTangent() implements ElementwiseFunction {
        @Override
        public Step apply(Operations ops, INDArray x, INDArray y) {
            return Operations.legacy(new Tanh(x, y));
        }

        @Override
        public Step slope(INDArray y, INDArray slope) {
            return () -> y.muli(y, slope).rsubi(1);
        }
    }

    private static org.nd4j.linalg.api.ops.impl.scalar.Step positive(INDArray y, INDArray result) {
        return new org.nd4j.linalg.api.ops.impl.scalar.Step(y, result, 0.0);
    }
}

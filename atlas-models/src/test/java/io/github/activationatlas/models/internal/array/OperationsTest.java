package io.github.activationatlas.models.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What closing operations frees is theirs alone. */
class OperationsTest {
    @Test
    void closingLeavesTheArraysAndOtherOperationsOnThem() {
        try (INDArray left = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
                INDArray right = Nd4j.createFromArray(new float[][] {{5, 6}, {7, 8}});
                INDArray product = Nd4j.createFromArray(new float[2][2]);
                Operations kept = new Operations()) {
            Step again = kept.matmul(left, right, product);
            for (int i = 0; i < 100; i++) {
                Operations closed = new Operations();
                closed.matmul(left, right, product).run();
                closed.close();
                assertThatCode(closed::close).doesNotThrowAnyException();
            }
            product.assign(0);
            again.run();
            assertThat(product.toFloatMatrix()).isDeepEqualTo(new float[][] {{19, 22}, {43, 50}});
        }
    }
}

package io.github.activationatlas.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.models.RealData;
import io.github.activationatlas.models.internal.onnx.OnnxCases.Case;
import io.github.activationatlas.models.internal.onnx.OnnxCases.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases of the ONNX project and probes with gradients by PyTorch in double precision. */
class OnnxCasesTest {
    /** Those that passed when this was written: one that no longer does is a fault. */
    private static final long PASSED = 339;

    @Test
    void everyCaseIsRightOrRefused() throws IOException {
        Path zip = RealData.file("onnx-cases.zip");
        List<Case> cases = OnnxCases.run(zip);
        assertThat(cases).hasSizeGreaterThan(500);
        assertThat(cases)
                .filteredOn(c -> c.outcome() == Outcome.WRONG || c.outcome() == Outcome.CRASHED)
                .isEmpty();
        assertThat(cases).filteredOn(c -> c.outcome() == Outcome.PASSED).hasSizeGreaterThanOrEqualTo((int) PASSED);
        assertThat(cases)
                .filteredOn(c -> c.outcome() == Outcome.REFUSED)
                .allSatisfy(c -> assertThat(c.told())
                        .containsAnyOf("operator", "opset", "has no output that is computed from the image"));
        assertThat(cases)
                .filteredOn(c -> c.name().endsWith(".p") && c.outcome() != Outcome.PASSED)
                .extracting(Case::operators)
                .allMatch(operators -> operators.contains("Dropout"));
    }
}

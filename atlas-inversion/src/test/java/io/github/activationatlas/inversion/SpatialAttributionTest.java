package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.inversion.internal.image.HeatMap;
import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.VisionModel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SpatialAttributionTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    /** Only an average and a linear layer follow. */
    private static final String LAST =
            MODEL.layers().get(MODEL.layers().size() - 2).name();

    private static BufferedImage photo(Color ground, Color disc) {
        BufferedImage photo = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
        var g = photo.createGraphics();
        g.setColor(ground);
        g.fillRect(0, 0, 80, 80);
        g.setColor(disc);
        g.fillOval(5, 5, 40, 40);
        g.dispose();
        return photo;
    }

    private static double logit(BufferedImage photo, int classIndex) {
        int size = MODEL.input().size();
        try (NetworkRunner runner = MODEL.runner(1, size, MODEL.logits())) {
            runner.forward(Images.toSquare(photo, MODEL.input()), 1, size, size);
            float[] logits = new float[runner.shape(MODEL.logits()).size()];
            runner.read(MODEL.logits(), logits);
            return logits[classIndex];
        }
    }

    private static double sum(BufferedImage photo, int classIndex) {
        double sum = 0;
        for (float[] row : SpatialAttribution.of(MODEL, LAST, photo).map(classIndex)) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }

    @Test
    void beforeTheLinearEndPositionsAddUpToTheLogitWithoutItsBias() {
        BufferedImage one = photo(Color.GREEN, Color.RED);
        BufferedImage other = photo(Color.BLUE, Color.YELLOW);
        for (int c = 0; c < 3; c++) {
            double expected = logit(one, c) - logit(other, c);
            assertThat(sum(one, c) - sum(other, c)).isCloseTo(expected, within(1e-3 * (1 + Math.abs(expected))));
        }
    }

    @Test
    void aPositionIsWhatTheRunnerAttributesToIt() {
        BufferedImage photo = photo(Color.GREEN, Color.RED);
        float[][] map = SpatialAttribution.of(MODEL, "mixed3a", photo).map(1);
        int size = MODEL.input().size();
        try (NetworkRunner runner = MODEL.runner(1, size, "mixed3a", MODEL.logits())) {
            runner.forward(Images.toSquare(photo, MODEL.input()), 1, size, size);
            assertThat(map)
                    .hasDimensions(
                            runner.shape("mixed3a").height(),
                            runner.shape("mixed3a").width());
            float[] classes = new float[runner.shape(MODEL.logits()).size()];
            int row = map.length - 1;
            runner.attribution("mixed3a", new int[] {row}, new int[] {2}, classes);
            assertThat(map[row][2]).isCloseTo(classes[1], within(1e-4f * (1 + Math.abs(classes[1]))));
        }
    }

    @Test
    void relaxedRulesAreThoseOfTheRunner() {
        BufferedImage photo = photo(Color.GREEN, Color.RED);
        GradientRules rules = new GradientRules(GradientRules.Relu.EXACT, GradientRules.MaxPool.L2);
        float relaxed = SpatialAttribution.of(MODEL, "mixed3a", photo, rules).map(1)[1][2];
        int size = MODEL.input().size();
        try (NetworkRunner runner = MODEL.runner(rules, 1, size, "mixed3a", MODEL.logits())) {
            runner.forward(Images.toSquare(photo, MODEL.input()), 1, size, size);
            float[] classes = new float[runner.shape(MODEL.logits()).size()];
            runner.attribution("mixed3a", new int[] {1}, new int[] {2}, classes);
            assertThat(relaxed).isCloseTo(classes[1], within(1e-4f * (1 + Math.abs(classes[1]))));
        }
        float exact = SpatialAttribution.of(MODEL, "mixed3a", photo).map(1)[1][2];
        assertThat(relaxed).isNotCloseTo(exact, within(1e-3f * (1 + Math.abs(exact))));
    }

    @Test
    void aHeatMapIsOrangeWhereTheMapIsAboveZeroAndBlueBelow() {
        BufferedImage map = HeatMap.over(new float[4 * 4 * 3], 4, 3, new float[][] {{1, 0}, {0, -1}});
        Color first = new Color(map.getRGB(0, 0));
        Color last = new Color(map.getRGB(3, 3));
        assertThat(first.getRed()).isGreaterThan(first.getBlue() + 100);
        assertThat(last.getBlue()).isGreaterThan(last.getRed() + 100);
        BufferedImage over = Visualizations.attribution(MODEL, LAST, photo(Color.GREEN, Color.RED), 0);
        assertThat(over.getWidth()).isEqualTo(MODEL.input().size());
    }

    @Test
    void wrongLayersAndClassesAreNamed() {
        BufferedImage photo = photo(Color.GREEN, Color.RED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpatialAttribution.of(MODEL, MODEL.logits(), photo))
                .withMessageContaining("no positions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Visualizations.attribution(MODEL, LAST, photo, -1))
                .withMessageContaining("classIndex must be between 0 and");
    }
}

package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.activationatlas.inversion.internal.image.ColorDecoder;
import io.github.activationatlas.inversion.internal.image.GradientsTest;
import io.github.activationatlas.inversion.internal.image.ImageConversion;
import io.github.activationatlas.inversion.nd4j.SameDiffObjective;
import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.VisionModel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Images that the network in the jar is asked for. */
class FeatureVisualizerTest {
    private static final VisionModel MODEL = VisionModel.bundled();

    private static int[] pixels(Visualization v) {
        BufferedImage image = v.image();
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void aPictureOfAClassIsClassifiedAsThatClass() {
        FeatureVisualizer visualizer = FeatureVisualizer.builder(MODEL, MODEL.logits())
                .recipe(Recipe.LUCID)
                .decay(true)
                .size(64)
                .steps(64)
                .transforms(Transforms.JITTER)
                .build();
        int classes = MODEL.labels().names().size();
        List<Visualization> pictures = visualizer.visualize(
                IntStream.range(0, classes).mapToObj(Objective::classLogit).toList());
        // A logit that is raised does not hold the others down, so a like class may come before.
        int first = 0;
        for (int c = 0; c < classes; c++) {
            String name = MODEL.labels().names().get(c);
            var found = MODEL.classify(pictures.get(c).image(), 2);
            assertThat(found).extracting(p -> p.label()).contains(name);
            first += found.get(0).label().equals(name) ? 1 : 0;
        }
        assertThat(first).isGreaterThanOrEqualTo(classes - 2);
    }

    @Test
    void aPictureOfAVectorPointsWhereTheVectorPoints() {
        float[] direction = activationOfAPicture();
        Visualization cosine = FeatureVisualizer.builder(MODEL, "mixed4a")
                .size(48)
                .steps(100)
                .untransformedWeight(1)
                .build()
                .visualize(Objective.cosine(direction));
        assertThat(cosine.reached()).isGreaterThan(0.85);
        Visualization article = FeatureVisualizer.builder(MODEL, "mixed4a")
                .size(48)
                .steps(100)
                .build()
                .visualize(Objective.direction(direction, 4));
        assertThat(cosineOf(article, direction)).isGreaterThan(0.6);
    }

    private static float[] activationOfAPicture() {
        return activationOf(Color.ORANGE, 8);
    }

    /** Of upright stripes on black. */
    private static float[] activationOf(Color color, int period) {
        BufferedImage stripes = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var g = stripes.createGraphics();
        g.setColor(color);
        for (int x = 0; x < 64; x += period) {
            g.fillRect(x, 0, period / 2, 64);
        }
        g.dispose();
        return middle(Images.toSquare(stripes, MODEL.input()), 64);
    }

    private static float[] middle(float[] values, int size) {
        try (NetworkRunner runner = MODEL.runner(1, size, "mixed4a")) {
            runner.forward(values, 1, size, size);
            var shape = runner.shape("mixed4a");
            float[] all = new float[shape.size()];
            runner.read("mixed4a", all);
            int at = (shape.height() / 2 * shape.width() + shape.width() / 2) * shape.channels();
            return java.util.Arrays.copyOfRange(all, at, at + shape.channels());
        }
    }

    private static double cosineOf(Visualization picture, float[] direction) {
        return cosine(
                middle(ImageConversion.rgb(picture.image()), picture.image().getWidth()), direction);
    }

    @Test
    void theSameSeedGivesTheSamePicturesAndAnotherSeedOthers() {
        List<Objective> objectives = List.of(Objective.channel(1), Objective.neuron(2), Objective.channel(3));
        VisualizerBuilder builder =
                FeatureVisualizer.builder(MODEL, "mixed3a").size(24).steps(4).batch(2);
        List<Visualization> one = builder.seed(5).build().visualize(objectives);
        List<Visualization> again = builder.seed(5).build().visualize(objectives);
        List<Visualization> other = builder.seed(6).build().visualize(objectives);
        for (int i = 0; i < 3; i++) {
            assertThat(pixels(again.get(i))).isEqualTo(pixels(one.get(i)));
            assertThat(pixels(other.get(i))).isNotEqualTo(pixels(one.get(i)));
        }
    }

    @Test
    void regularisersMakePicturesSmoother() {
        VisualizerBuilder builder =
                FeatureVisualizer.builder(MODEL, "mixed3a").size(32).steps(30);
        double plain = roughness(builder.build().visualize(Objective.channel(4)));
        double smooth = roughness(
                builder.regularizers(new Regularizer.TotalVariation(1)).build().visualize(Objective.channel(4)));
        assertThat(smooth).isLessThan(0.8 * plain);
    }

    private static double roughness(Visualization v) {
        int[] p = pixels(v);
        double sum = 0;
        for (int i = 1; i < p.length; i++) {
            sum += Math.abs((p[i] & 255) - (p[i - 1] & 255));
        }
        return sum;
    }

    @Test
    void progressCountsEveryStepOfEveryPicture() {
        List<VisualizationProgress> reports = new ArrayList<>();
        FeatureVisualizer.builder(MODEL, "mixed3a")
                .size(16)
                .steps(3)
                .batch(2)
                .onProgress(reports::add)
                .build()
                .visualize(List.of(Objective.channel(0), Objective.channel(1), Objective.channel(2)));
        assertThat(reports)
                .extracting(VisualizationProgress::done)
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(9L);
        assertThat(reports).extracting(VisualizationProgress::total).containsOnly(9L);
    }

    @Test
    void progressTellsObjectiveFidelityAndPictures() {
        float[] direction = activationOfAPicture();
        List<VisualizationProgress> reports = new ArrayList<>();
        List<List<BufferedImage>> pictures = new ArrayList<>();
        Visualization found = FeatureVisualizer.builder(MODEL, "mixed4a")
                .size(48)
                .steps(3)
                .untransformedWeight(1)
                .centerCropFirst(false)
                .onProgress(p -> {
                    reports.add(p);
                    pictures.add(p.images().get());
                })
                .build()
                .visualize(Objective.cosine(direction));
        for (int i = 0; i < 3; i++) {
            double objective = reports.get(i).objective();
            assertThat(objective).isEqualTo(found.trajectory().get(i));
            assertThat(reports.get(i).cosine()).isCloseTo(objective / 10, within(1e-3));
            BufferedImage picture = pictures.get(i).get(0);
            assertThat(cosine(middle(ImageConversion.rgb(picture), 48), direction))
                    .isCloseTo(reports.get(i).cosine(), within(0.02));
        }
        FeatureVisualizer.builder(MODEL, "mixed4a")
                .size(16)
                .steps(1)
                .onProgress(reports::add)
                .build()
                .visualize(Objective.channel(1));
        assertThat(reports.get(3).cosine()).isNaN();
    }

    @Test
    void anInterruptCancelsAndMemoryIsFreed() {
        VisualizerBuilder builder =
                FeatureVisualizer.builder(MODEL, "mixed3a").size(32).steps(5).batchTerms(new BatchTerm.Diversity(1));
        List<Objective> two = List.of(Objective.channel(0), Objective.channel(1));
        builder.build().visualize(two);
        long before = Pointer.totalBytes();
        FeatureVisualizer cancelled =
                builder.onProgress(p -> Thread.currentThread().interrupt()).build();
        assertThatThrownBy(() -> cancelled.visualize(two)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Pointer.totalBytes() - before).isLessThan(1 << 16);
    }

    @Test
    void graphsOfSameDiffThatWereFreedAreMadeAgain() {
        FeatureVisualizer visualizer =
                FeatureVisualizer.builder(MODEL, "mixed3a").size(40).steps(9).build();
        List<Objective> objectives = List.of(
                SameDiffObjective.of(h -> h.mul(h).mean()),
                Objective.channel(1).plus(SameDiffObjective.of(h -> h.std(true)).times(0.5)));
        List<Double> trajectory = visualizer.visualize(objectives).get(1).trajectory();
        assertThat(visualizer.visualize(objectives).get(1).trajectory()).isEqualTo(trajectory);
    }

    @Test
    void anObjectiveOfOnesOwnActsLikeTheSameBuiltIn() {
        Objective own = (h, offset, shape, weight, gradient) -> {
            double sum = 0;
            for (int i = offset; i < offset + shape.size(); i++) {
                sum += (double) h[i] * h[i] / shape.size();
                gradient[i] += (float) (weight / shape.size() * 2 * h[i]);
            }
            return sum;
        };
        FeatureVisualizer visualizer =
                FeatureVisualizer.builder(MODEL, "mixed3a").size(40).steps(4).build();
        List<Double> expected = visualizer.visualize(Objective.deepDream()).trajectory();
        List<Double> actual = visualizer.visualize(own).trajectory();
        for (int i = 0; i < 4; i++) {
            assertThat(actual.get(i)).isCloseTo(expected.get(i), withinPercentage(1e-3));
        }
    }

    @Test
    void ofSeveralStartsTheBestIsKept() {
        VisualizerBuilder builder =
                FeatureVisualizer.builder(MODEL, "mixed3a").size(24).steps(6);
        List<Objective> objectives = List.of(Objective.neuron(1), Objective.neuron(2), Objective.neuron(3));
        List<Visualization> one = builder.build().visualize(objectives);
        List<Visualization> best = builder.starts(3).build().visualize(objectives);
        for (int i = 0; i < 3; i++) {
            assertThat(best.get(i).reached()).isGreaterThanOrEqualTo(one.get(i).reached());
        }
    }

    @Test
    void aSecondRunGoesOnFromTheFirst() {
        float[] direction = activationOfAPicture();
        VisualizerBuilder builder = FeatureVisualizer.builder(MODEL, "mixed4a")
                .size(48)
                .untransformedWeight(1)
                .untransformedEvery(1);
        Visualization first = builder.steps(40).build().visualize(Objective.cosine(direction));
        FeatureVisualizer shortly = builder.steps(5).build();
        Visualization cold = shortly.visualize(Objective.cosine(direction));
        Visualization warm = shortly.visualizeFrom(List.of(Objective.cosine(direction)), List.of(first.image()))
                .get(0);
        assertThat(warm.reached()).isGreaterThan(cold.reached());
        assertThatIllegalArgumentException().isThrownBy(() -> shortly.visualizeFrom(List.of(), List.of(first.image())));
    }

    @Test
    void resultsTellTheirFidelityAndHowTheyCameThere() {
        float[] direction = activationOfAPicture();
        Visualization v = FeatureVisualizer.builder(MODEL, "mixed4a")
                .size(48)
                .steps(60)
                .robustViews(4)
                .build()
                .visualize(Objective.cosine(direction));
        Fidelity fidelity = java.util.Objects.requireNonNull(v.fidelity());
        assertThat(fidelity.cosine()).isCloseTo(cosineOf(v, direction), within(0.02));
        assertThat(fidelity.robust()).isBetween(0.3, 1.0);
        assertThat(fidelity.normRatio()).isBetween(0.2, 5.0);
        assertThat(v.trajectory().size()).isEqualTo(60);
        assertThat(v.trajectory().get(59)).isGreaterThan(v.trajectory().get(0));
        IconScores scores = IconScores.of(
                MODEL, "mixed4a", List.of(v.image()), new float[][] {direction}, new float[][] {direction}, null);
        assertThat(scores.cosCentre()).isCloseTo(fidelity.cosine(), within(0.02));
        assertThat(scores.ownCell()).isEqualTo(1);
    }

    @Test
    void patienceEndsARunThatNoLongerRises() {
        Visualization v = FeatureVisualizer.builder(MODEL, "mixed3a")
                .size(16)
                .steps(300)
                .transforms(Transforms.NONE)
                .patience(5)
                .build()
                .visualize(Objective.l2(0).times(0));
        assertThat(v.trajectory().size()).isLessThan(300);
    }

    @Test
    void transformsCanBeDrawnForEachPictureWithoutRegardToItsBatch() {
        VisualizerBuilder builder =
                FeatureVisualizer.builder(MODEL, "mixed3a").size(24).steps(3).transformsPerImage(true);
        List<Objective> objectives = List.of(Objective.channel(1), Objective.channel(1));
        List<Visualization> together = builder.batch(2).build().visualize(objectives);
        List<Visualization> alone = builder.batch(1).build().visualize(objectives);
        for (int i = 0; i < 2; i++) {
            int[] a = pixels(together.get(i));
            int[] b = pixels(alone.get(i));
            for (int p = 0; p < a.length; p++) {
                assertThat(Math.abs((a[p] & 255) - (b[p] & 255))).isLessThan(8);
            }
        }
    }

    @Test
    void everyParametrisationAndOptimiserRaisesItsObjective() {
        for (Parametrization p : List.of(
                Parametrization.fourier(),
                Parametrization.pixels(),
                new Parametrization.Pyramid(3),
                new Parametrization.Maco(Magnitudes.inverseFrequency(32)))) {
            for (Optimizer o : List.of(Optimizer.adam(), new Optimizer.Sgd(0.5, 0))) {
                Visualization v = FeatureVisualizer.builder(MODEL, "mixed3a")
                        .size(32)
                        .steps(12)
                        .parametrization(p)
                        .optimizer(o)
                        .transforms(Transforms.NONE)
                        .build()
                        .visualize(Objective.channel(4).times(10));
                assertThat(v.reached()).isGreaterThan(v.trajectory().get(0));
            }
        }
    }

    @Test
    void aNetworkLearnsToPaint() {
        VisualizerBuilder builder = FeatureVisualizer.builder(MODEL, "mixed3a")
                .size(32)
                .steps(30)
                .parametrization(new Parametrization.Cppn())
                .optimizer(Optimizer.adam())
                .learningRate(0.005);
        Visualization v = builder.build().visualize(Objective.channel(4).times(10));
        // It starts grey, so the first step sees what a grey image raises.
        assertThat(v.reached()).isGreaterThan(2 * v.trajectory().get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().visualizeFrom(List.of(Objective.channel(4)), List.of(v.image())))
                .withMessageContaining("cannot start from an image");
    }

    @Test
    void theClassicUsesAreOneCallEach() {
        BufferedImage photo = Visualizations.classLogit(MODEL, 2);
        assertThat(photo.getWidth()).isEqualTo(64);
        assertThat(Visualizations.caricature(MODEL, "mixed3a", photo, 40).getWidth())
                .isEqualTo(40);
        int channels = MODEL.layer("conv0").shape().channels();
        assertThat(Visualizations.channels(MODEL, "conv0", channels).getWidth()).isEqualTo(channels * 84);
        assertThat(Visualizations.channel(MODEL, "conv0", 1).getHeight()).isEqualTo(80);
    }

    @Test
    void anInterpolationGoesFromOneDirectionToTheOther() {
        float[] from = activationOfAPicture();
        float[] to = activationOf(Color.GREEN, 16);
        List<float[]> seen = Visualizations.interpolation(MODEL, "mixed4a", from, to, 4).stream()
                .map(image -> middle(ImageConversion.rgb(image), image.getWidth()))
                .toList();
        double[] nearFrom = seen.stream().mapToDouble(h -> cosine(h, from)).toArray();
        double[] nearTo = seen.stream().mapToDouble(h -> cosine(h, to)).toArray();
        assertThat(nearFrom[0]).isGreaterThan(0.8);
        assertThat(nearTo[3]).isGreaterThan(0.8);
        for (int i = 1; i < 4; i++) {
            assertThat(nearTo[i] - nearFrom[i]).isGreaterThan(nearTo[i - 1] - nearFrom[i - 1]);
        }
    }

    private static double cosine(float[] a, float[] b) {
        return GradientsTest.dot(a, b) / Math.sqrt(GradientsTest.dot(a, a) * GradientsTest.dot(b, b));
    }

    @Test
    void gradientsGoThroughTheNetworkByOtherRulesIfWanted() {
        VisualizerBuilder builder =
                FeatureVisualizer.builder(MODEL, "mixed4a").size(32).steps(20);
        Visualization exact = builder.build().visualize(Objective.neuron(3));
        Visualization relaxed = builder.gradientRules(
                        new GradientRules(GradientRules.Relu.REDIRECTED, GradientRules.MaxPool.AVERAGE))
                .build()
                .visualize(Objective.neuron(3));
        assertThat(pixels(relaxed)).isNotEqualTo(pixels(exact));
        assertThat(relaxed.reached()).isGreaterThan(relaxed.trajectory().get(0));
    }

    @Test
    void schedulesFallToZeroFromWhereTheyAreNamedFor() {
        for (Schedule schedule : Schedule.values()) {
            assertThat(schedule.factor(0)).isEqualTo(1);
            assertThat(schedule.factor(1)).isCloseTo(schedule == Schedule.CONSTANT ? 1 : 0, within(1e-12));
        }
        assertThat(Schedule.SECOND_HALF.factor(0.5)).isEqualTo(1);
        assertThat(Schedule.SECOND_HALF.factor(0.75)).isCloseTo(0.5, within(1e-12));
        assertThat(Schedule.THREE_QUARTERS.factor(0.25)).isEqualTo(1);
        assertThat(Schedule.LINEAR.factor(0.25)).isCloseTo(0.75, within(1e-12));
        assertThat(Schedule.COSINE.factor(0.5)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void coloursAreThoseOfTheUsersPictures() {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xFF0000);
        // Red alone varies, so one free value moves red and nothing moves the rest.
        float[] plane = {2, 5, 5};
        float[] drawn = new float[3];
        new ColorDecoder(Colors.ofImages(List.of(picture)), 1, 1).decode(plane, drawn);
        assertThat(Math.abs(drawn[0] - 0.5f)).isGreaterThan(0.3f);
        assertThat(drawn[1]).isCloseTo(0.5f, within(1e-3f));
        assertThatIllegalArgumentException().isThrownBy(() -> Colors.ofImages(List.of()));
    }

    @Test
    void magnitudesOfAWaveLieAtItsFrequency() {
        BufferedImage wave = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            int v = (int) Math.round(127.5 + 100 * Math.cos(2 * Math.PI * 3 * (i % 16) / 16));
            wave.setRGB(i % 16, i / 16, v * 0x10101);
        }
        Magnitudes magnitudes = Magnitudes.ofImages(List.of(wave), 16);
        assertThat(magnitudes.at(0, 0, 3)).isGreaterThan(50 * magnitudes.at(0, 0, 4));
        assertThat(magnitudes.at(0, 0, 3)).isGreaterThan(50 * magnitudes.at(0, 3, 0));
    }

    @Test
    void whiteningIsTheInverseOfTheSecondMoment() {
        Random random = new Random(1);
        float[][] activations = new float[4000][3];
        for (float[] h : activations) {
            h[0] = (float) random.nextGaussian();
            h[1] = h[0] + 0.5f * (float) random.nextGaussian();
            h[2] = 2 * (float) random.nextGaussian();
        }
        Whitening whitening = Whitening.ofActivations(activations);
        double[][] product = new double[3][3];
        for (float[] h : activations) {
            float[] s = whitening.apply(h);
            for (int i = 0; i < 9; i++) {
                product[i / 3][i % 3] += s[i / 3] * h[i % 3] / activations.length;
            }
        }
        for (int i = 0; i < 9; i++) {
            assertThat(product[i / 3][i % 3]).isCloseTo(i / 3 == i % 3 ? 1 : 0, within(0.02));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> whitening.apply(new float[2]))
                .withMessage("the direction has 2 values, but the whitening is for 3 channels");
    }

    @Test
    void wrongOptionsAreNamedWithTheirRange() {
        VisualizerBuilder b = FeatureVisualizer.builder(MODEL, "mixed3a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.size(4))
                .withMessage("size must be between 8 and 1024, but was 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.steps(0))
                .withMessage("steps must be between 1 and 100000, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.batch(0))
                .withMessage("batch must be between 1 and 1024, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.learningRate(0))
                .withMessage("learningRate must be above 0 and at most 10, but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.untransformedWeight(1.5))
                .withMessage("untransformedWeight must be between 0 and 1, but was 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureVisualizer.builder(MODEL, "fire8"))
                .withMessageStartingWith("there is no layer 'fire8'");
        assertThatIllegalArgumentException().isThrownBy(() -> Objective.direction(new float[3], 4));
        assertThatIllegalArgumentException().isThrownBy(() -> Objective.cosine(new float[] {Float.NaN}));
        FeatureVisualizer small = b.size(16).steps(1).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.visualize(Objective.cosine(new float[] {1, 2})))
                .withMessageContaining("2");
        assertThatIllegalArgumentException().isThrownBy(() -> small.visualize(Objective.channel(5000)));
    }
}

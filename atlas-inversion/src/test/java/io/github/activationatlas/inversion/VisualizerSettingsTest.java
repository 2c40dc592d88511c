package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Settings as values and as text. */
class VisualizerSettingsTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private static final String LAYER = "mixed3a";

    private static VisualizerBuilder builder() {
        return FeatureVisualizer.builder(MODEL, LAYER);
    }

    private static Arbitrary<Double> between(double least, double most) {
        return Arbitraries.doubles().between(least, most);
    }

    private static Arbitrary<Parametrization> parametrizations() {
        Arbitrary<Parametrization.Fourier> spectra =
                Combinators.combine(between(0, 3), between(0.01, 0.5)).as(Parametrization.Fourier::new);
        Arbitrary<Parametrization.Pyramid> pyramids =
                Arbitraries.integers().between(1, 6).map(Parametrization.Pyramid::new);
        return Arbitraries.oneOf(List.of(
                spectra,
                pyramids,
                Arbitraries.just(new Parametrization.Cppn()),
                Arbitraries.integers()
                        .between(8, 20)
                        .map(n -> new Parametrization.Maco(Magnitudes.inverseFrequency(n))),
                Combinators.combine(spectra, between(0, 0.5)).as(Parametrization.SharedBase::new),
                Combinators.combine(spectra, between(0, 9)).as(Parametrization.Alpha::new),
                Combinators.combine(pyramids, between(0, 9)).as(Parametrization.Alpha::new)));
    }

    private static Arbitrary<Transforms> transforms() {
        Arbitrary<Transform> one = Arbitraries.oneOf(List.of(
                Combinators.combine(Arbitraries.integers().between(0, 9), between(0, 1))
                        .as(Transform.Pad::new),
                Arbitraries.integers().between(0, 9).map(Transform.Jitter::new),
                Arbitraries.just(new Transform.CropToStep(4)),
                Arbitraries.just(new Transform.CropOrPad(70)),
                between(0.9, 1.1).list().ofMinSize(1).ofMaxSize(3).map(Transform.Scale::new),
                between(-30, 30).list().ofMinSize(1).ofMaxSize(3).map(Transform.Rotate::new),
                between(0, 1).map(Transform.GaussianNoise::new),
                between(0, 1).map(Transform.ColorJitter::new)));
        return Arbitraries.oneOf(
                Arbitraries.of(
                        Transforms.LUCID, Transforms.ATLAS, Transforms.STANDARD, Transforms.JITTER, Transforms.NONE),
                one.list().ofMaxSize(3).map(list -> Transforms.of(list.toArray(Transform[]::new))));
    }

    private static Arbitrary<Regularizer[]> regularizers() {
        return Arbitraries.<Regularizer>oneOf(List.of(
                        between(0, 9).map(Regularizer.TotalVariation::new),
                        between(0, 9).map(Regularizer.Contrast::new),
                        between(0, 9).map(Regularizer.L1::new),
                        between(0, 9).map(Regularizer.Blur::new),
                        between(0, 9).map(Regularizer.HighFrequency::new),
                        between(0, 9).map(weight -> new Regularizer.Border(weight, 3))))
                .array(Regularizer[].class)
                .ofMaxSize(3);
    }

    private static Arbitrary<Colors> colors() {
        return Arbitraries.oneOf(
                Arbitraries.just(Colors.imagenet()),
                Arbitraries.floats()
                        .between(-9, 9)
                        .array(float[].class)
                        .ofSize(9)
                        .map(m ->
                                Colors.of(new float[][] {{m[0], m[1], m[2]}, {m[3], m[4], m[5]}, {m[6], m[7], m[8]}})));
    }

    @Provide
    Arbitrary<VisualizerSettings> settings() {
        Arbitrary<VisualizerBuilder> first = Combinators.combine(
                        Arbitraries.of(Recipe.class),
                        Arbitraries.integers().between(100, 1024),
                        Arbitraries.longs(),
                        parametrizations(),
                        transforms(),
                        regularizers(),
                        colors())
                .as((recipe, size, seed, parametrization, transforms, regularizers, colors) -> builder()
                        .recipe(recipe)
                        .size(size)
                        .seed(seed)
                        .parametrization(parametrization)
                        .transforms(transforms)
                        .regularizers(regularizers)
                        .colors(colors));
        Arbitrary<GradientRules> rules = Combinators.combine(
                        Arbitraries.of(GradientRules.Relu.class), Arbitraries.of(GradientRules.MaxPool.class))
                .as(GradientRules::new);
        Arbitrary<Optimizer> optimizers = Arbitraries.oneOf(
                Combinators.combine(between(0, 0.9), between(0, 0.9), between(0, 10))
                        .as(Optimizer.Adam::new),
                Combinators.combine(between(0, 0.9), between(0, 10)).as(Optimizer.Sgd::new));
        return Combinators.combine(
                        first,
                        between(0, 1),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.of(true, false),
                        optimizers,
                        rules,
                        Arbitraries.of(Schedule.class),
                        between(0.1, 10))
                .as((builder, weight, number, flag, optimizer, rule, schedule, factor) -> builder.untransformedWeight(
                                weight)
                        .untransformedEvery(number)
                        .centerCropFirst(flag)
                        .normalizeGradients(!flag)
                        .transformsPerImage(flag)
                        .batchTerms(new BatchTerm.Neighbors(weight), new BatchTerm.Diversity(factor))
                        .starts(number)
                        .patience(number)
                        .robustViews(number)
                        .batch(number)
                        .steps(number)
                        .optimizer(optimizer)
                        .gradientRules(rule)
                        .schedule(schedule)
                        .contrast(factor)
                        .learningRate(factor)
                        .build()
                        .settings());
    }

    @Property(tries = 200)
    void textGivesTheSameSettings(@ForAll("settings") VisualizerSettings settings) {
        VisualizerSettings read = VisualizerSettings.fromMap(new HashMap<>(settings.toMap()));
        assertThat(read).isEqualTo(settings).hasSameHashCodeAs(settings).hasToString(settings.toString());
        assertThat(List.copyOf(read.toMap().entrySet()))
                .isEqualTo(List.copyOf(settings.toMap().entrySet()));
        assertThat(builder().settings(read).build().settings()).isEqualTo(settings);
    }

    @Property(tries = 50)
    void whatDiffersInTextIsNotEqual(
            @ForAll("settings") VisualizerSettings one, @ForAll("settings") VisualizerSettings other) {
        assertThat(one.equals(other)).isEqualTo(one.toMap().equals(other.toMap()));
    }

    @Test
    void defaultsAreComplete() {
        VisualizerSettings settings = builder().build().settings();
        assertThat(settings.size()).isEqualTo(80);
        assertThat(settings.colors()).isEqualTo(Colors.imagenet());
        assertThat(settings.toMap())
                .containsEntry("steps", "240")
                .containsEntry("parametrization", "Fourier[decayPower=1.5, cutoff=0.35]")
                .containsEntry("optimizer", "Adam[beta1=0.8, beta2=0.99, weightDecay=0.1]")
                .containsEntry("transforms", "ATLAS")
                .containsEntry("regularizers", "[]")
                .containsEntry("seed", "1");
        assertThat(List.copyOf(settings.toMap().keySet()))
                .startsWith("size", "steps")
                .endsWith("colors");
        assertThat(FeatureVisualizer.builder(MODEL, LAYER)
                        .settings(settings)
                        .build()
                        .toString())
                .isEqualTo(settings.toString());
    }

    @Test
    void aBuilderThatStartsFromSettingsDrawsTheSame() {
        FeatureVisualizer first = builder()
                .recipe(Recipe.LUCID)
                .steps(3)
                .size(40)
                .seed(7)
                .regularizers(new Regularizer.Blur(0.1))
                .build();
        FeatureVisualizer again = builder()
                .settings(VisualizerSettings.fromMap(first.settings().toMap()))
                .build();
        assertThat(again.visualize(Objective.channel(1)).trajectory())
                .isEqualTo(first.visualize(Objective.channel(1)).trajectory());
    }

    private static void refused(String key, String text, String... says) {
        Map<String, String> map = new HashMap<>(builder().build().settings().toMap());
        map.put(key, text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VisualizerSettings.fromMap(map))
                .satisfies(e -> assertThat(e.getMessage()).contains(says).contains(key));
    }

    @Test
    void textThatIsWrongIsRefusedWithTheSettingsName() {
        refused("brightness", "1", "there is no setting 'brightness'");
        refused("steps", "many", "a whole number is expected, but was 'many'");
        refused("steps", "0", "between 1 and 100000, but was 0");
        refused("steps", "", "a whole number");
        refused("untransformedWeight", "NaN", "between 0 and 1, but was NaN");
        refused("centerCropFirst", "maybe", "true or false");
        refused("schedule", "SLOW", "one of [CONSTANT, SECOND_HALF");
        refused("parametrization", "Fourier[decayPower=9.0, cutoff=0.35]", "decayPower must be between 0 and 3");
        refused("parametrization", "Fourier[decayPower=1.0]", "Fourier has 2 values, but 1 are in");
        refused("parametrization", "Fourier[cutoff=0.35, decayPower=1.0]", "'decayPower=' is expected");
        refused("parametrization", "Clay[]", "Fourier", "Cppn", "in brackets is expected, but was 'Clay[]'");
        refused("parametrization", "Fourier[decayPower=1.0, cutoff=0.35", "with its values in brackets");
        refused("regularizers", "Blur[weight=1.0]", "a list [...] is expected");
        refused("transforms", "MOON", "one of [LUCID, ATLAS");
        refused("colors", "Colors[1.0, 2.0]", "square");
        refused("colors", "blue", "Colors[...]");
    }

    @Test
    void whatIsMissingIsNamed() {
        for (String key : Set.copyOf(builder().build().settings().toMap().keySet())) {
            Map<String, String> map = new HashMap<>(builder().build().settings().toMap());
            map.remove(key);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> VisualizerSettings.fromMap(map))
                    .withMessage("the setting '%s' is missing", key);
        }
    }

    @Test
    void whatTextCannotRecreateIsRefusedWithItsName() {
        Regularizer own = new Regularizer.Custom("no-red", (image, offset, height, width, channels, gradient) -> 0);
        VisualizerSettings withCode = builder().regularizers(own).build().settings();
        assertThat(withCode.toMap()).containsEntry("regularizers", "[Custom[name=no-red]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VisualizerSettings.fromMap(withCode.toMap()))
                .withMessageContaining("regularizers")
                .withMessageContaining("Custom[name=no-red] is the caller's own code");
        Magnitudes ofImages = Magnitudes.ofImages(List.of(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB)), 80);
        VisualizerSettings withImages = builder()
                .parametrization(new Parametrization.Maco(ofImages))
                .build()
                .settings();
        assertThat(withImages.toMap().get("parametrization")).matches("Maco\\[magnitudes=sha256:[0-9a-f]{64}]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VisualizerSettings.fromMap(withImages.toMap()))
                .withMessageContaining("parametrization")
                .withMessageContaining("magnitudes of the caller's own images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Regularizer.Custom("a, b", (i, o, h, w, c, g) -> 0))
                .withMessageContaining("name must be");
    }

    @Test
    void aPenaltyOfOnesOwnActsLikeTheSameBuiltIn() {
        Regularizer own =
                new Regularizer.Custom("half-contrast", (image, offset, height, width, channels, gradient) -> {
                    double penalty = 0;
                    for (int i = offset; i < offset + height * width * channels; i++) {
                        double d = image[i] - 0.5;
                        penalty += 0.5 * d * d;
                        gradient[i] -= (float) (2 * 0.5 * d);
                    }
                    return penalty;
                });
        List<List<Double>> trajectories = new ArrayList<>();
        for (Regularizer regularizer : List.of(own, new Regularizer.Contrast(0.5), new Regularizer.Contrast(0))) {
            trajectories.add(builder()
                    .steps(4)
                    .size(40)
                    .regularizers(regularizer)
                    .build()
                    .visualize(Collections.nCopies(2, Objective.channel(1)))
                    .get(1)
                    .trajectory());
        }
        assertThat(trajectories.get(0)).isEqualTo(trajectories.get(1)).isNotEqualTo(trajectories.get(2));
    }

    @Test
    void settingsDoNotChangeWithTheBuilderOrTheLists() {
        Regularizer[] given = {new Regularizer.Blur(1)};
        VisualizerBuilder builder = builder().regularizers(given);
        VisualizerSettings settings = builder.build().settings();
        given[0] = new Regularizer.Blur(2);
        builder.steps(3);
        assertThat(settings.steps()).isEqualTo(240);
        assertThat(settings.regularizers()).containsExactly(new Regularizer.Blur(1));
        assertThat(settings.toMap()).isUnmodifiable();
        assertThat(settings.regularizers()).isUnmodifiable();
    }
}

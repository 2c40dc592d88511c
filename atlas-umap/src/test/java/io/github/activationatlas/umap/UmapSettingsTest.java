package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UmapSettingsTest {
    private static final UmapSettings DEFAULTS = Umap.builder().build().settings();
    private static final float[][] ROWS = Clusters.of(3, 20, 5, 2);

    /** Settings of which each is its default or something else. */
    private static UmapSettings any(long seed) {
        Random random = new Random(seed);
        double minDist = random.nextDouble() * 3;
        UmapBuilder builder = Umap.builder();
        List<Runnable> setters = List.of(
                () -> builder.nNeighbors(2 + random.nextInt(999)),
                () -> builder.minDist(minDist).spread(minDist + 0.01 + random.nextDouble()),
                () -> builder.nComponents(1 + random.nextInt(100)),
                () -> builder.nEpochs(1 + random.nextInt(100_000)),
                () -> builder.metric(Metric.values()[random.nextInt(Metric.values().length)]),
                () -> builder.metric(new Own("own " + random.nextInt(5))),
                () -> builder.init(Init.values()[random.nextInt(4)]),
                () -> builder.init(new float[][] {{random.nextFloat(), random.nextFloat()}}),
                () -> builder.learningRate(0.001 + random.nextDouble() * 99),
                () -> builder.negativeSampleRate(random.nextInt(101)),
                () -> builder.repulsionStrength(random.nextDouble() * 100),
                () -> builder.localConnectivity(random.nextDouble() * 100),
                () -> builder.setOpMixRatio(random.nextDouble()),
                () -> builder.disconnectionDistance(
                        random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble() * 1e-9),
                () -> builder.unique(random.nextBoolean()),
                () -> builder.targetWeight(random.nextDouble()),
                () -> builder.densMap(random.nextBoolean()),
                () -> builder.densLambda(random.nextDouble() * 100),
                () -> builder.densFraction(random.nextDouble()),
                () -> builder.alignmentRegularization(random.nextDouble()),
                () -> builder.alignmentWindow(1 + random.nextInt(100)),
                () -> builder.seed(random.nextLong()),
                () -> builder.deterministic(random.nextBoolean()));
        setters.stream().filter(s -> random.nextBoolean()).forEach(Runnable::run);
        return builder.build().settings();
    }

    private record Own(String name) implements Distance {
        @Override
        public float between(float[] x, float[] y) {
            return Metric.MANHATTAN.between(x, y);
        }
    }

    @Property(tries = 300)
    void settingsAreWhatTheirMapSays(@ForAll long one, @ForAll long other) {
        UmapSettings settings = any(one);
        Map<String, String> map = settings.toMap();
        List<String> names = new ArrayList<>(map.keySet());
        Collections.shuffle(names, new Random(other));
        Map<String, String> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, map.get(name)));
        assertThat(UmapSettings.fromMap(shuffled)).isEqualTo(settings).hasSameHashCodeAs(settings);
        assertThat(UmapSettings.fromMap(shuffled).toMap())
                .containsExactlyEntriesOf(map)
                .hasToString(map.toString());
        assertThat(map.equals(any(other).toMap())).isEqualTo(settings.equals(any(other)));
        assertThat(any(one)).isEqualTo(settings);
    }

    @Property(tries = 200)
    void aBuilderFromSettingsMakesTheseSettings(@ForAll long seed) {
        UmapSettings settings = any(seed);
        UmapBuilder builder = Umap.builder().nNeighbors(7).from(settings);
        if (settings.metric().startsWith("own")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessage("the settings are of the distance " + settings.metric()
                            + ", which must be given: metric(distance)");
            builder.metric(new Own(settings.metric()));
        }
        assertThat(builder.build().settings()).isEqualTo(settings);
        assertThat(builder.build().toBuilder().build().settings()).isEqualTo(settings);
    }

    @Test
    void everySettingCountsForEquality() {
        Map<String, Object> others = Map.ofEntries(
                Map.entry("nNeighbors", 16),
                Map.entry("minDist", 0.2),
                Map.entry("spread", 1.5),
                Map.entry("nComponents", 3),
                Map.entry("nEpochs", OptionalInt.of(9)),
                Map.entry("metric", "COSINE"),
                Map.entry("init", Init.RANDOM),
                Map.entry("startDigest", Optional.of("0".repeat(64))),
                Map.entry("learningRate", 0.6),
                Map.entry("negativeSampleRate", 5),
                Map.entry("repulsionStrength", 2.0),
                Map.entry("localConnectivity", 2.0),
                Map.entry("setOpMixRatio", 0.9),
                Map.entry("disconnectionDistance", OptionalDouble.of(3)),
                Map.entry("unique", true),
                Map.entry("targetWeight", 0.6),
                Map.entry("targetDigest", Optional.of("1".repeat(64))),
                Map.entry("neighborsDigest", Optional.of("2".repeat(64))),
                Map.entry("densMap", true),
                Map.entry("densLambda", 3.0),
                Map.entry("densFraction", 0.4),
                Map.entry("alignmentRegularization", 0.1),
                Map.entry("alignmentWindow", 2),
                Map.entry("seed", 2L),
                Map.entry("deterministic", false));
        assertThat(others.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(UmapSettings.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        others.forEach((name, value) -> {
            UmapSettings changed = DEFAULTS.with(name, value);
            assertThat(changed).isNotEqualTo(DEFAULTS);
            Map<String, String> expected = new LinkedHashMap<>(DEFAULTS.toMap());
            expected.put(name, changed.toMap().get(name));
            assertThat(changed.toMap()).isEqualTo(expected).isNotEqualTo(DEFAULTS.toMap());
            assertThat(UmapSettings.fromMap(changed.toMap())).isEqualTo(changed);
        });
    }

    private static void refused(String name, String value, String message) {
        Map<String, String> map = new LinkedHashMap<>(DEFAULTS.toMap());
        if (value.isEmpty()) {
            map.remove(name);
        } else {
            map.put(name, value);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UmapSettings.fromMap(map))
                .withMessage(message);
    }

    @Test
    void entriesThatAreNoSettingsAreRefusedByName() {
        refused("n_neighbors", "15", "there is no setting n_neighbors");
        refused("seed", "", "the setting seed is missing");
        refused("seed", "one", "the setting seed cannot be one");
        refused("nNeighbors", "1", "nNeighbors must be between 2 and 1000, but was 1");
        refused("nNeighbors", "1.5", "the setting nNeighbors cannot be 1.5");
        refused("minDist", "3", "minDist must be between 0 and spread = 1.0, but was 3.0");
        refused("minDist", "NaN", "minDist must be between 0 and 100, but was NaN");
        refused("nEpochs", "0", "nEpochs must be between 1 and 100000, but was 0");
        refused("unique", "yes", "the setting unique cannot be yes: it is neither true nor false");
        refused("init", "TSNE", "the setting init cannot be TSNE: it is not one of [PCA, SPECTRAL, RECURSIVE, RANDOM]");
        refused("targetDigest", "abc", "targetDigest must be a SHA-256 in 64 hexadecimal digits, but was abc");
        refused("metric", "a\"b", "a metric's name must be of letters, digits, spaces and . : ; - _, but was a\"b");
    }

    @Test
    void aFitFromStoredSettingsEndsWithTheSameBytes() {
        UmapModel model = Umap.builder()
                .nNeighbors(6)
                .metric(Metric.COSINE)
                .nEpochs(30)
                .seed(5)
                .densMap(true)
                .build()
                .fit(ROWS);
        UmapSettings stored = UmapSettings.fromMap(model.settings().toMap());
        UmapModel again = Umap.builder().from(stored).build().fit(ROWS);
        assertThat(again.embedding()).isDeepEqualTo(model.embedding());
        assertThat(again.settings()).isEqualTo(model.settings());
    }

    @Test
    void whatWasGivenIsNamedByItsDigestAndMustBeGivenAgain() {
        float[][] start = Clusters.of(3, 20, 2, 8);
        int[] labels = new int[60];
        Arrays.setAll(labels, i -> i / 20);
        Umap umap = Umap.builder().nEpochs(10).init(start).build();
        start[3][1] = 77;
        Vectors vectors = Vectors.of(ROWS);
        NeighborGraph near = umap.neighbors(vectors);
        UmapModel model = umap.fit(vectors, near, Target.categories(labels));
        assertThat(model.settings().targetDigest())
                .contains(Target.categories(labels).digest());
        assertThat(model.settings().neighborsDigest()).contains(near.digest());
        assertThat(umap.settings().targetDigest()).isEmpty();
        assertThat(model.umap().settings()).isEqualTo(umap.settings());

        Umap again = Umap.builder().from(model.settings()).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> again.fit(vectors))
                .withMessage("the settings ask for the neighborsDigest %s, but none was given", near.digest());
        Target other = Target.numbers(new float[60]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> again.fit(vectors, near, other))
                .withMessageContaining(other.digest() + " was given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> again.fit(vectors, near, Target.categories(labels)))
                .withMessageEndingWith("which must be given: init(coordinates)");
        start = Clusters.of(3, 20, 2, 8);
        UmapModel same = again.toBuilder().init(start).build().fit(vectors, near, Target.categories(labels));
        assertThat(same.settings()).isEqualTo(model.settings());
        assertThat(same.embedding()).isDeepEqualTo(model.embedding());
    }

    @Test
    void neighboursDependOnFourSettings() {
        assertThat(Umap.builder()
                        .metric(Metric.COSINE)
                        .seed(4)
                        .minDist(0.5)
                        .build()
                        .settings()
                        .neighborsMap())
                .containsExactly(
                        Map.entry("nNeighbors", "15"),
                        Map.entry("metric", "COSINE"),
                        Map.entry("unique", "false"),
                        Map.entry("seed", "4"));
    }
}

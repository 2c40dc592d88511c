package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.activationatlas.inversion.internal.image.GradientsTest;
import io.github.activationatlas.models.Threads;
import io.github.activationatlas.models.VisionModel;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step leaves on the heap, counted by the virtual machine for the thread that takes the steps. */
class AllocationTest {
    private static final String LAYER = "mixed3a";
    private static final int PICTURES = 4;
    private static final int SIZE = 80;
    /** The smallest array of an image. What is left, about 50,000 bytes for any size and batch, are ND4J's own objects for each call. */
    private static final int PICTURE = 4 * 3 * SIZE * SIZE;
    /** Until then most sizes of looks were seen, for each of which layers are laid out once; the median forgives the rest. */
    private static final int WARM = 40;

    private static final ThreadMXBean VIRTUAL_MACHINE = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The median of bytes a step from step {@link #WARM} to three times as many. */
    private static long bytesAStep(VisualizerBuilder builder, Objective objective) {
        long[] bytes = new long[3 * WARM];
        int[] next = {0};
        int allowed = Threads.allowed();
        Threads.allow(1);
        try {
            builder.size(SIZE)
                    .batch(PICTURES)
                    .steps(bytes.length)
                    .onProgress(p -> bytes[next[0]++] = VIRTUAL_MACHINE.getThreadAllocatedBytes(
                            Thread.currentThread().getId()))
                    .build()
                    .visualize(Collections.nCopies(PICTURES, objective));
        } finally {
            Threads.allow(allowed);
        }
        return IntStream.range(WARM, bytes.length)
                .mapToLong(i -> bytes[i] - bytes[i - 1])
                .sorted()
                .skip(WARM)
                .findFirst()
                .orElseThrow();
    }

    private static VisualizerBuilder builder(Recipe recipe) {
        return FeatureVisualizer.builder(VisionModel.bundled(), LAYER).recipe(recipe);
    }

    private static float[] direction() {
        return GradientsTest.noise(VisionModel.bundled().layer(LAYER).shape().channels(), 1);
    }

    @ParameterizedTest
    @EnumSource(value = Recipe.class, names = "THOROUGH", mode = EnumSource.Mode.EXCLUDE)
    void stepsAllocateNoArrays(Recipe recipe) {
        long bytes = bytesAStep(builder(recipe), recipe.objective(direction(), null));
        assertThat(bytes).isPositive().isLessThan(PICTURE);
    }

    @Test
    void neitherDoRegularizersBatchTermsAndAlphaChannels() {
        Whitening whitening = Whitening.ofActivations(new float[][] {direction(), direction()});
        long bytes = bytesAStep(
                builder(Recipe.DEFAULT)
                        .parametrization(new Parametrization.Alpha(Parametrization.fourier(), 1))
                        .regularizers(new Regularizer.TotalVariation(0.01), new Regularizer.HighFrequency(0.01))
                        .batchTerms(new BatchTerm.Neighbors(1), new BatchTerm.Diversity(1)),
                Objective.whitenedCosine(direction(), whitening));
        assertThat(bytes).isPositive().isLessThan(PICTURE);
    }

    static Stream<Parametrization> parametrizations() {
        return Stream.of(
                new Parametrization.Pyramid(3),
                new Parametrization.Maco(Magnitudes.inverseFrequency(SIZE)),
                new Parametrization.SharedBase(new Parametrization.Fourier(1.5, 0.3), 0.1));
    }

    @ParameterizedTest
    @MethodSource("parametrizations")
    void norDoOtherWaysToHoldAPicture(Parametrization parametrization) {
        long bytes = bytesAStep(
                builder(Recipe.DEFAULT).parametrization(parametrization), Recipe.DEFAULT.objective(direction(), null));
        assertThat(bytes).isPositive().isLessThan(PICTURE);
    }
}

package io.github.activationatlas.inversion.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.Doubles;
import io.github.activationatlas.inversion.Transform;
import io.github.activationatlas.inversion.Transforms;
import io.github.activationatlas.inversion.internal.image.GradientsTest;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Looks at images. */
class TransformsTest {
    private static final List<Transforms> ALL = List.of(
            Transforms.LUCID,
            Transforms.ATLAS,
            Transforms.STANDARD,
            Transforms.JITTER,
            Transforms.NONE,
            Transforms.of(
                    new Transform.CropOrPad(20),
                    new Transform.Rotate(List.of(30.0)),
                    new Transform.Pad(3, 0.5),
                    new Transform.ColorJitter(0.3),
                    new Transform.GaussianNoise(0.1)));

    @Property(tries = 20)
    void samplingIsAffineAndItsReverseIsItsTranspose(
            @ForAll @IntRange(min = 16, max = 90) int size,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 4) int which) {
        List<Transform> transforms = ALL.get(which).forSize(size);
        View view = new View(size, 3, transforms);
        SplittableRandom random = new SplittableRandom(seed);
        view.draw(random, random);
        assertThat(view.side()).isBetween(1, View.largest(size, transforms));
        float[] pictures = GradientsTest.noise(2 * size * size * 3, seed);
        int seen = 2 * view.side() * view.side() * 3;
        float[] cotangent = GradientsTest.noise(seen, 5);
        float[] gradient = new float[pictures.length];
        for (int b = 0; b < 2; b++) {
            view.reverse(cotangent.clone(), b, gradient);
        }
        // Of an affine function differences of any size agree.
        GradientsTest.check(pictures, gradient, 1, x -> {
            float[] out = new float[seen];
            view.sample(x, 0, out);
            view.sample(x, 1, out);
            return GradientsTest.dot(out, cotangent);
        });
    }

    @Test
    void theAtlasChainShowsFewSizes() {
        SplittableRandom random = new SplittableRandom(1);
        View view = new View(80, 1, Transforms.ATLAS.forSize(80));
        SortedSet<Integer> seen = new TreeSet<>();
        for (int i = 0; i < 2000; i++) {
            view.draw(random, random);
            seen.add(view.side());
        }
        assertThat(seen).containsExactly(29, 33, 37, 41, 45, 49);
    }

    @Test
    void lucidsChainShowsThirtyTwoToFiftyOnePixelsOfEighty() {
        SplittableRandom random = new SplittableRandom(1);
        View view = new View(80, 1, Transforms.LUCID.forSize(80));
        int[] seen = new int[2000];
        for (int i = 0; i < seen.length; i++) {
            view.draw(random, random);
            seen[i] = view.side();
        }
        Arrays.sort(seen);
        assertThat(seen[0]).isEqualTo(32);
        assertThat(seen[seen.length - 1]).isEqualTo(51);
        assertThat(seen[seen.length / 2]).isBetween(43, 47);
    }

    @Test
    void theStandardChainIsLucids() {
        double[] scales =
                IntStream.range(0, 11).mapToDouble(i -> 1 + (i - 5) / 50.0).toArray();
        double[] angles =
                IntStream.rangeClosed(-15, 10).mapToDouble(i -> i < -10 ? 0 : i).toArray();
        List<Transform> chain = Transforms.STANDARD.forSize(80);
        assertThat(chain)
                .startsWith(new Transform.Pad(12, 0.5), new Transform.Jitter(8))
                .endsWith(new Transform.Rotate(Doubles.asList(angles)), new Transform.Jitter(4))
                .hasSize(5);
        assertThat(Doubles.toArray(((Transform.Scale) chain.get(2)).factors())).containsExactly(scales, within(1e-12));
    }

    @Test
    void aWholeViewOfAPictureIsThePictureWithChannelsLast() {
        float[] picture = GradientsTest.noise(10 * 10 * 3, 1);
        float[] out = new float[picture.length];
        View view = new View(10, 3, List.of());
        SplittableRandom random = new SplittableRandom(1);
        view.draw(random, random);
        view.sample(picture, 0, out);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isEqualTo(picture[i % 3 * 100 + i / 3]);
        }
    }

    @Test
    void wrongValuesAreNamedWithTheirRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transform.Jitter(-1))
                .withMessage("pixels must be between 0 and 1024, but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transform.Scale(List.of()))
                .withMessage("there are no factors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Transform.GaussianNoise(2))
                .withMessage("deviation must be between 0 and 1, but was 2.0");
    }
}

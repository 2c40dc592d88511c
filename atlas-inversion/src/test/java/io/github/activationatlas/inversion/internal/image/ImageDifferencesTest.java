package io.github.activationatlas.inversion.internal.image;

import static io.github.activationatlas.inversion.internal.image.ImageFormulas.BATCH;
import static io.github.activationatlas.inversion.internal.image.ImageFormulas.LUCID;
import static io.github.activationatlas.inversion.internal.image.ImageFormulas.check;
import static io.github.activationatlas.inversion.internal.image.ImageFormulas.drawn;
import static io.github.activationatlas.inversion.internal.image.ImageFormulas.planes;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.DoubleDifferences;
import io.github.activationatlas.inversion.Magnitudes;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Regularizer;
import io.github.activationatlas.inversion.Transform;
import io.github.activationatlas.inversion.internal.view.View;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every parametrisation, regulariser and transform against its formula in double, value and gradient. */
class ImageDifferencesTest {
    /** The plane of spectra [re or im, ky, line, kx], each frequency times a scale, by the definition of the transform. */
    private static double wave(double[] spectra, double[] scale, int[] rows, int half, int n, int line, int y, int x) {
        double sum = 0;
        int lines = BATCH * 3;
        for (int r = 0; r < rows.length; r++) {
            for (int k = 0; k < half; k++) {
                int at = (r * lines + line) * half + k;
                double angle = 2 * Math.PI * (rows[r] * y + k * x) / n;
                double twice = k == 0 || 2 * k == n ? 1 : 2;
                double re = spectra[at];
                double im = spectra[rows.length * lines * half + at];
                sum += twice * scale[r * half + k] * (re * Math.cos(angle) - im * Math.sin(angle));
            }
        }
        return sum / n / n;
    }

    private static int[] rows(int n, int highest) {
        int count = Math.min(n, 2 * highest + 1);
        int[] rows = new int[count];
        for (int r = 0; r < count; r++) {
            rows[r] = r <= highest ? r : r - count;
        }
        return rows;
    }

    @Property(tries = 8)
    void spectra(@ForAll @IntRange(min = 8, max = 11) int n) {
        for (double[] settings : new double[][] {{1, 0.5}, {1.5, 0.3}}) {
            Parametrization.Fourier fourier = new Parametrization.Fourier(settings[0], settings[1]);
            WaveFormula waves = new WaveFormula(fourier, n);
            float[] cotangent = GradientsTest.noise(BATCH * n * n * 3, 6);
            check(fourier, n, 20, p -> drawn(LUCID, n, cotangent, waves.planes(p, 3)), cotangent);
        }
    }

    @Property(tries = 8)
    void spectraWithASharedBase(@ForAll @IntRange(min = 8, max = 11) int n) {
        Parametrization.Fourier own = new Parametrization.Fourier(1, 0.4);
        double cutoff = 0.25;
        WaveFormula waves = new WaveFormula(own, n);
        int count = waves.count();
        float[] cotangent = GradientsTest.noise(BATCH * n * n * 3, 6);
        check(
                new Parametrization.SharedBase(own, cutoff),
                n,
                20,
                p -> {
                    double[] spectra = p.clone();
                    int picture = 3 * count;
                    for (int i = 0; i < p.length; i++) {
                        int down = waves.frequency(i / (BATCH * picture));
                        int across = waves.frequency(i % count);
                        if (Math.hypot(down, across) <= cutoff * n) {
                            int first = i / (BATCH * picture) * BATCH * picture + i % picture;
                            spectra[i] = (p[first] + p[first + picture]) / 2;
                        }
                    }
                    return drawn(LUCID, n, cotangent, waves.planes(spectra, 3));
                },
                cotangent);
    }

    @Property(tries = 3)
    void phases(@ForAll @IntRange(min = 8, max = 10) int n) {
        Magnitudes magnitudes = Magnitudes.inverseFrequency(n);
        int half = n / 2 + 1;
        int[] rows = rows(n, n / 2);
        double[] ones = new double[n * half];
        java.util.Arrays.fill(ones, 1);
        float[] cotangent = GradientsTest.noise(BATCH * n * n * 3, 6);
        check(
                new Parametrization.Maco(magnitudes),
                n,
                1,
                p -> {
                    double[] spectra = new double[2 * p.length];
                    for (int i = 0; i < p.length; i++) {
                        double m = magnitudes.at(i / half % 3, i / half / (BATCH * 3), i % half);
                        spectra[i] = m * Math.cos(p[i]);
                        spectra[p.length + i] = m * Math.sin(p[i]);
                    }
                    double[][] planes =
                            planes(n, 3, (b, k, y, x) -> wave(spectra, ones, rows, half, n, 3 * b + k, y, x));
                    double[][] moments = new double[BATCH][2];
                    for (int i = 0; i < BATCH * 3 * n * n; i++) {
                        double value = planes[i / (n * n)][i % (n * n)];
                        moments[i / (3 * n * n)][0] += value / (3 * n * n);
                        moments[i / (3 * n * n)][1] += value * value / (3 * n * n);
                    }
                    return drawn(
                            LUCID,
                            n,
                            cotangent,
                            (b, k, y, x) -> (planes[3 * b + k][y * n + x] - moments[b][0])
                                    / Math.sqrt(moments[b][1] - moments[b][0] * moments[b][0]));
                },
                cotangent);
    }

    @Property(tries = 5)
    void pyramids(@ForAll @IntRange(min = 8, max = 17) int n, @ForAll @IntRange(min = 1, max = 3) int levels) {
        float[] cotangent = GradientsTest.noise(BATCH * n * n * 3, 6);
        check(
                new Parametrization.Pyramid(levels),
                n,
                50,
                p -> drawn(LUCID, n, cotangent, (b, k, y, x) -> {
                    double sum = 0;
                    int from = 0;
                    for (int level = 0; level < levels; level++) {
                        int side = n >> level;
                        int offset = from;
                        sum += bilinear((r, c) -> p[offset + (r * BATCH * 3 + 3 * b + k) * side + c], side, n, y, x);
                        from += side * side * BATCH * 3;
                    }
                    return sum;
                }),
                cotangent);
    }

    @Property(tries = 3)
    void paintingNetworks(@ForAll @IntRange(min = 8, max = 9) int n, @ForAll @IntRange(max = 1000) int seed) {
        float[] cotangent = GradientsTest.noise(BATCH * n * n * 3, 6);
        try (ImageParametrization images =
                ImageParametrization.of(new Parametrization.Cppn(), n, BATCH, Colors.imagenet())) {
            float[] parameters = new float[images.length()];
            images.start(seed, i -> i, parameters);
            int last = 3 * 49;
            float[] noise = GradientsTest.noise(BATCH * last, seed);
            for (int i = 0; i < noise.length; i++) {
                parameters[(i / last + 1) * parameters.length / BATCH - last + i % last] = noise[i] / 7;
            }
            float[] pictures = new float[cotangent.length];
            images.draw(parameters, pictures);
            float[] gradient = new float[parameters.length];
            images.reverse(pictures, cotangent.clone(), gradient);
            double value = DoubleDifferences.dot(cotangent, DoubleDifferences.widen(pictures));
            DoubleDifferences.check(parameters, value, gradient, p -> {
                double[][] colours = new double[BATCH * n * n][];
                for (int i = 0; i < colours.length; i++) {
                    int column = i % n;
                    int row = i / n % n;
                    double right = Math.sqrt(3) * (2.0 * column / (n - 1) - 1);
                    double down = Math.sqrt(3) * (2.0 * row / (n - 1) - 1);
                    colours[i] = painted(p, i / (n * n) * p.length / BATCH, right, down);
                }
                return drawn(LUCID, n, cotangent, (b, k, y, x) -> colours[(b * n + y) * n + x][k]);
            });
        }
    }

    /** What a network of eight layers makes of two coordinates. */
    private static double[] painted(double[] p, int from, double right, double down) {
        double[] in = {right, down, 1};
        int at = from;
        for (int layer = 0; layer <= 8; layer++) {
            double[] sums = new double[layer == 8 ? 3 : 24];
            for (int i = 0; i < sums.length; i++) {
                for (double value : in) {
                    sums[i] += p[at++] * value;
                }
            }
            if (layer == 8) {
                return sums;
            }
            in = new double[49];
            in[48] = 1;
            for (int i = 0; i < 24; i++) {
                in[i] = Math.atan(sums[i]) / 0.67;
                in[24 + i] = Math.pow(Math.atan(sums[i]), 2) / 0.6;
            }
        }
        throw new AssertionError();
    }

    private interface Pixels {
        double at(int row, int column);
    }

    /** A pixel of a plane scaled from one side to another; the edge is repeated outside. */
    private static double bilinear(Pixels from, int side, int to, int y, int x) {
        double row = Math.max(0, Math.min(side - 1, (y + 0.5) * side / to - 0.5));
        double column = Math.max(0, Math.min(side - 1, (x + 0.5) * side / to - 0.5));
        int top = (int) row;
        int left = (int) column;
        int bottom = Math.min(side - 1, top + 1);
        int right = Math.min(side - 1, left + 1);
        return (1 - row + top) * ((1 - column + left) * from.at(top, left) + (column - left) * from.at(top, right))
                + (row - top)
                        * ((1 - column + left) * from.at(bottom, left) + (column - left) * from.at(bottom, right));
    }

    @Property(tries = 12)
    void regularizers(
            @ForAll @IntRange(min = 2, max = 7) int height,
            @ForAll @IntRange(min = 2, max = 7) int width,
            @ForAll @IntRange(min = 1, max = 3) int channels) {
        Pixel[] grid = new Pixel[height * width * channels];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = new Pixel(i / width % height, i % width, i / (height * width));
        }
        ImageCost difference = (p, at) -> at.y() + 1 < height ? Math.abs(p.at(at, 0, 0) - p.at(at, 1, 0)) : 0;
        ImageCost right = (p, at) -> at.x() + 1 < width ? Math.abs(p.at(at, 0, 0) - p.at(at, 0, 1)) : 0;
        regularizer(
                new Regularizer.TotalVariation(0.3),
                height,
                width,
                channels,
                grid,
                (p, at) -> 0.3 * (difference.of(p, at) + right.of(p, at)));
        regularizer(
                new Regularizer.Contrast(0.7),
                height,
                width,
                channels,
                grid,
                (p, at) -> 0.7 * Math.pow(p.at(at, 0, 0) - 0.5, 2));
        regularizer(
                new Regularizer.L1(0.4),
                height,
                width,
                channels,
                grid,
                (p, at) -> 0.4 * Math.abs(p.at(at, 0, 0) - 0.5));
        regularizer(
                new Regularizer.HighFrequency(0.6),
                height,
                width,
                channels,
                grid,
                (p, at) -> 0.6 * Math.pow(p.at(at, 0, 0) - blurred(p, at), 2));
        double[] given = DoubleDifferences.widen(GradientsTest.noise(grid.length, 4));
        Picture start = new Picture(given, height, width);
        regularizer(
                new Regularizer.Blur(0.8),
                height,
                width,
                channels,
                grid,
                // Half the square, of which the blurred copy is taken for given.
                (p, at) -> 0.4 * Math.pow(p.at(at, 0, 0) - blurred(start, at), 2));
        regularizer(
                new Regularizer.Border(0.5, 1),
                height,
                width,
                channels,
                grid,
                (p, at) -> at.y() == 0 || at.x() == 0 || at.y() == height - 1 || at.x() == width - 1
                        ? 0.5 * Math.pow(p.at(at, 0, 0) - 0.5, 2)
                        : 0);
    }

    /** The mean of nine pixels and the middle one again. */
    private static double blurred(Picture p, Pixel at) {
        double blurred = 0.1 * p.at(at, 0, 0);
        for (int i = 0; i < 9; i++) {
            blurred += 0.1 * p.at(at, i / 3 - 1, i % 3 - 1);
        }
        return blurred;
    }

    private record Pixel(int y, int x, int channel) {}

    private record Picture(double[] values, int height, int width) {
        /** The value some pixels below and right; the edge is repeated outside. */
        double at(Pixel p, int down, int right) {
            int y = Math.max(0, Math.min(height - 1, p.y() + down));
            int x = Math.max(0, Math.min(width - 1, p.x() + right));
            return values[(p.channel() * height + y) * width + x];
        }
    }

    private interface ImageCost {
        double of(Picture p, Pixel at);
    }

    private static void regularizer(
            Regularizer regularizer, int height, int width, int channels, Pixel[] grid, ImageCost cost) {
        float[] picture = GradientsTest.noise(grid.length, 4);
        float[] gradient = new float[picture.length];
        double value = RegularizerGradient.subtract(regularizer, picture, 0, height, width, channels, gradient);
        DoubleDifferences.check(picture, -value, gradient, x -> {
            Picture p = new Picture(x, height, width);
            double sum = 0;
            for (Pixel at : grid) {
                sum -= cost.of(p, at);
            }
            return sum;
        });
    }

    @Property(tries = 20)
    void transforms(@ForAll @IntRange(min = 8, max = 20) int n, @ForAll @IntRange(max = 1000) int seed) {
        double factor = 0.7 + 0.001 * seed;
        double degrees = -30 + 0.06 * seed;
        double turn = Math.toRadians(degrees);
        transform(
                new Transform.Pad(3, 0.4),
                n,
                seed,
                (in, y, x) -> y >= 3 && x >= 3 && y < n + 3 && x < n + 3 ? in.at(y - 3, x - 3) : 0.4);
        SplittableRandom drawn = new SplittableRandom(seed);
        int down = drawn.nextInt(5);
        int right = drawn.nextInt(5);
        transform(new Transform.Jitter(4), n, seed, (in, y, x) -> in.at(y + down, x + right));
        SplittableRandom steps = new SplittableRandom(seed);
        int room = (n - 1) % 6;
        int below = steps.nextInt(room + 1);
        int beside = steps.nextInt(room + 1);
        transform(new Transform.CropToStep(6), n, seed, (in, y, x) -> in.at(y + below, x + beside));
        transform(new Transform.CropOrPad(n - 3), n, seed, (in, y, x) -> in.at(y + 1, x + 1));
        transform(
                new Transform.CropOrPad(n + 4),
                n,
                seed,
                (in, y, x) -> y >= 2 && x >= 2 && y < n + 2 && x < n + 2 ? in.at(y - 2, x - 2) : 0);
        transform(new Transform.Scale(List.of(factor)), n, seed, (in, y, x) -> {
            double ratio = (double) n / (int) (n * factor);
            return inside(in, n, (y + 0.5) * ratio - 0.5, (x + 0.5) * ratio - 0.5);
        });
        transform(new Transform.Rotate(List.of(degrees)), n, seed, (in, y, x) -> {
            double middle = (n - 1) / 2.0;
            return inside(
                    in,
                    n,
                    middle + Math.sin(turn) * (x - middle) + Math.cos(turn) * (y - middle),
                    middle + Math.cos(turn) * (x - middle) - Math.sin(turn) * (y - middle));
        });
        SplittableRandom shifts = new SplittableRandom(seed);
        double by = 1 + 0.3 * (2 * shifts.nextDouble() - 1);
        double shift = 0.15 * (2 * shifts.nextDouble() - 1);
        transform(new Transform.ColorJitter(0.3), n, seed, (in, y, x) -> by * in.at(y, x) + shift);
        double[] noise = new double[n * n];
        SplittableRandom source = new SplittableRandom(new SplittableRandom(seed).nextLong());
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 0.1 * source.nextGaussian();
        }
        transform(new Transform.GaussianNoise(0.1), n, seed, (in, y, x) -> in.at(y, x) + noise[y * n + x]);
    }

    /** A bilinear sample; black outside. */
    private static double inside(Pixels in, int n, double y, double x) {
        double sum = 0;
        for (int tap = 0; tap < 4; tap++) {
            int row = (int) Math.floor(y) + tap / 2;
            int column = (int) Math.floor(x) + tap % 2;
            if (row >= 0 && column >= 0 && row < n && column < n) {
                sum += (1 - Math.abs(y - row)) * (1 - Math.abs(x - column)) * in.at(row, column);
            }
        }
        return sum;
    }

    private interface Look {
        double at(Pixels in, int y, int x);
    }

    private static void transform(Transform transform, int n, int seed, Look look) {
        View view = new View(n, 1, List.of(transform));
        SplittableRandom random = new SplittableRandom(seed);
        view.draw(random, random);
        float[] picture = GradientsTest.noise(n * n, seed);
        int seen = view.side();
        float[] out = new float[seen * seen];
        view.sample(picture, 0, out);
        float[] cotangent = GradientsTest.noise(out.length, seed + 1);
        float[] gradient = new float[picture.length];
        view.reverse(cotangent.clone(), 0, gradient);
        DoubleDifferences.check(
                picture, DoubleDifferences.dot(cotangent, DoubleDifferences.widen(out)), gradient, p -> {
                    double sum = 0;
                    for (int i = 0; i < cotangent.length; i++) {
                        sum += cotangent[i] * look.at((r, c) -> p[r * n + c], i / seen, i % seen);
                    }
                    return sum;
                });
    }
}

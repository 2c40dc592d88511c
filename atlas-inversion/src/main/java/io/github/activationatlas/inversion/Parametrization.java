package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

/** How images are parametrised while they are optimised. Immutable and thread-safe. */
public sealed interface Parametrization {
    /**
     * Returns Lucid's spectrum: decay 1, all frequencies.
     *
     * @return the parametrisation
     */
    static Parametrization fourier() {
        return new Fourier(1, 0.5);
    }

    /**
     * Returns single pixels, which give the noisiest images.
     *
     * @return the parametrisation
     */
    static Parametrization pixels() {
        return new Pyramid(1);
    }

    /**
     * The image's spectrum, so that a step changes all scales instead of single pixels (Olah et al. 2017). The amplitude of frequency f is
     * a parameter divided by f^decayPower, as natural images' amplitudes fall; all decays agree at 0.05 cycles a pixel.
     *
     * @param decayPower 0 to 3; the larger, the smoother
     * @param cutoff the highest frequency along either axis, above 0 to 0.5 cycles a pixel; 0.5 keeps all
     */
    record Fourier(double decayPower, double cutoff) implements Parametrization {
        /**
         * Checks the values.
         *
         * @param decayPower 0 to 3
         * @param cutoff above 0 to 0.5
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Fourier {
            checkArgument(
                    decayPower >= 0 && decayPower <= 3, "decayPower must be between 0 and 3, but was %s", decayPower);
            checkArgument(cutoff > 0 && cutoff <= 0.5, "cutoff must be above 0 and at most 0.5, but was %s", cutoff);
        }
    }

    /**
     * The phase alone: each frequency keeps the strength that it has in natural images (MACO; Fel et al. 2023, arXiv:2306.06805).
     *
     * @param magnitudes the strengths
     */
    record Maco(Magnitudes magnitudes) implements Parametrization {}

    /**
     * A sum of planes, each half as large as the one before and scaled up bilinearly (Lucid's Laplacian pyramid); one level is plain pixels.
     *
     * @param levels 1 to 6
     */
    record Pyramid(int levels) implements Parametrization {
        /**
         * Checks the levels.
         *
         * @param levels 1 to 6
         * @throws IllegalArgumentException if they are outside this range
         */
        public Pyramid {
            checkArgument(levels >= 1 && levels <= 6, "levels must be between 1 and 6, but was %s", levels);
        }
    }

    /**
     * Spectra whose low frequencies are the same for all images of a batch, so that series and variants agree in their large forms (Mordvintsev
     * et al., "Differentiable Image Parameterizations", Distill 2018). Images of different batches share nothing, and one thread does a batch.
     *
     * @param own how each image is parametrised
     * @param cutoff the highest frequency that is shared, 0 to 0.5 cycles a pixel
     */
    record SharedBase(Fourier own, double cutoff) implements Parametrization {
        /**
         * Checks the value.
         *
         * @param own how each image is parametrised
         * @param cutoff 0 to 0.5
         * @throws IllegalArgumentException if it is outside its range
         */
        public SharedBase {
            checkArgument(cutoff >= 0 && cutoff <= 0.5, "cutoff must be between 0 and 0.5, but was %s", cutoff);
        }
    }

    /**
     * Images with an alpha channel. Each step lays them over new random backgrounds, so that what does not matter becomes transparent (Lucid;
     * Mordvintsev et al. 2018). Results are ARGB images; what they reached is measured over mid-grey.
     *
     * @param color how colours and opacity are parametrised: a spectrum or a pyramid
     * @param opacityCost the penalty for a mean opacity of 1, 0 or more; the higher, the more becomes transparent
     */
    record Alpha(Parametrization color, double opacityCost) implements Parametrization {
        /**
         * Checks the values.
         *
         * @param color a spectrum or a pyramid
         * @param opacityCost 0 or more
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Alpha {
            checkArgument(
                    color instanceof Fourier || color instanceof Pyramid,
                    "color must be a spectrum or a pyramid, but was %s",
                    color);
            checkArgument(
                    opacityCost >= 0 && Double.isFinite(opacityCost),
                    "opacityCost must be 0 or more, but was %s",
                    opacityCost);
        }
    }

    /**
     * A small network that paints the image (a compositional pattern-producing network; Mordvintsev et al. 2018): from each pixel's two
     * coordinates through eight layers of 24 units, each an arctangent and its square, to the colour. A step changes the network's weights,
     * so forms are smooth. It wants smaller steps than other ways and no weight decay: {@link Optimizer#adam()} at a learning rate
     * of about 0.002; and takes several times as long. It starts grey, and cannot start from a given image.
     */
    record Cppn() implements Parametrization {}
}

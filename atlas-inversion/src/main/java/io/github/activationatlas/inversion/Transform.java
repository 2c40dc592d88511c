package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** A random change of an image before the network sees it. Immutable and thread-safe. */
public sealed interface Transform {
    /**
     * Pads with one value.
     *
     * @param pixels its width, 0 to 1024
     * @param value 0 black to 1 white
     */
    record Pad(int pixels, double value) implements Transform {
        /**
         * Checks the values.
         *
         * @param pixels 0 to 1024
         * @param value 0 to 1
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Pad {
            checkArgument(pixels >= 0 && pixels <= 1024, "pixels must be between 0 and 1024, but was %s", pixels);
            checkArgument(value >= 0 && value <= 1, "value must be between 0 and 1, but was %s", value);
        }
    }

    /**
     * Crops a random window.
     *
     * @param pixels by how much it is smaller, 0 to 1024; an image always keeps a pixel
     */
    record Jitter(int pixels) implements Transform {
        /**
         * Checks the value.
         *
         * @param pixels 0 to 1024
         * @throws IllegalArgumentException if it is outside its range
         */
        public Jitter {
            checkArgument(pixels >= 0 && pixels <= 1024, "pixels must be between 0 and 1024, but was %s", pixels);
        }
    }

    /**
     * Crops a random window whose side is the largest multiple of a step, plus one: a network must be prepared for each size that
     * it sees, and with this it sees few. An image that is no larger than a step stays as it is.
     *
     * @param pixels the step from size to size, an even number from 2 to 64, so that windows have a middle pixel
     */
    record CropToStep(int pixels) implements Transform {
        /**
         * Checks the value.
         *
         * @param pixels even, 2 to 64
         * @throws IllegalArgumentException if it is outside its range
         */
        public CropToStep {
            checkArgument(
                    pixels >= 2 && pixels <= 64 && pixels % 2 == 0,
                    "pixels must be even and between 2 and 64, but was %s",
                    pixels);
        }
    }

    /**
     * Crops to the centre, or pads with black.
     *
     * @param size the side that is left, 1 to 4096 pixels
     */
    record CropOrPad(int size) implements Transform {
        /**
         * Checks the value.
         *
         * @param size 1 to 4096
         * @throws IllegalArgumentException if it is outside its range
         */
        public CropOrPad {
            checkArgument(size >= 1 && size <= 4096, "size must be between 1 and 4096, but was %s", size);
        }
    }

    /**
     * Scales by a random factor from a list.
     *
     * @param factors each 0.1 to 10, each as likely as any other; copied
     */
    record Scale(List<Double> factors) implements Transform {
        /**
         * Checks the factors.
         *
         * @param factors each 0.1 to 10
         * @throws IllegalArgumentException if there are none or one is outside its range
         */
        public Scale {
            factors = ImmutableList.copyOf(factors);
            checkArgument(!factors.isEmpty(), "there are no factors");
            checkArgument(
                    factors.stream().allMatch(f -> f >= 0.1 && f <= 10),
                    "factors must be between 0.1 and 10, but were %s",
                    factors);
        }
    }

    /**
     * Rotates about the centre by a random angle from a list; what comes in from outside is black.
     *
     * @param degrees each finite, each as likely as any other; copied
     */
    record Rotate(List<Double> degrees) implements Transform {
        /**
         * Checks the angles.
         *
         * @param degrees each finite
         * @throws IllegalArgumentException if there are none or one is not finite
         */
        public Rotate {
            degrees = ImmutableList.copyOf(degrees);
            checkArgument(
                    !degrees.isEmpty() && degrees.stream().allMatch(Double::isFinite),
                    "degrees must be finite and at least one, but were %s",
                    degrees);
        }
    }

    /**
     * Adds Gaussian noise to every value.
     *
     * @param deviation its standard deviation, 0 to 1
     */
    record GaussianNoise(double deviation) implements Transform {
        /**
         * Checks the value.
         *
         * @param deviation 0 to 1
         * @throws IllegalArgumentException if it is outside its range
         */
        public GaussianNoise {
            checkArgument(deviation >= 0 && deviation <= 1, "deviation must be between 0 and 1, but was %s", deviation);
        }
    }

    /**
     * Multiplies each channel by a random factor near 1 and adds a random value near 0.
     *
     * @param reach 0 to 1: factors lie within 1 - reach and 1 + reach, values within half of it about 0
     */
    record ColorJitter(double reach) implements Transform {
        /**
         * Checks the value.
         *
         * @param reach 0 to 1
         * @throws IllegalArgumentException if it is outside its range
         */
        public ColorJitter {
            checkArgument(reach >= 0 && reach <= 1, "reach must be between 0 and 1, but was %s", reach);
        }
    }
}

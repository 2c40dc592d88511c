package io.github.activationatlas.models.internal.run;

import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.network.NetworkSource;
import io.github.activationatlas.models.internal.rewrite.EncodingFusion;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns image values in [0, 1] into the values that a network was trained on, channel by channel, and gradients back. Thread-safe. */
final class InputEncoding {
    private final int channels;
    /** For each channel of the network the image's. */
    private final int[] sources;

    private final float[] scale;
    private final float[] shift;

    InputEncoding(Preprocessing input) {
        channels = input.channels();
        sources = new int[channels];
        scale = new float[channels];
        shift = new float[channels];
        boolean reversed = input.channelOrder() == Preprocessing.ChannelOrder.BGR;
        Arrays.setAll(sources, c -> reversed ? channels - 1 - c : c);
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (input.valueRange() / input.std().get(c));
            shift[c] = (float) (-input.mean().get(c) / input.std().get(c));
        }
    }

    /**
     * Encodes pixels.
     *
     * @param pixels values in [0, 1], [count, channels]
     * @param count pixels
     * @param to room for the network's values, [count, channels]
     */
    void encode(float[] pixels, int count, float[] to) {
        affine(pixels, count, to, true);
    }

    /** Turns a gradient with respect to the network's values into one with respect to the image's. */
    void encodeGradient(float[] gradient, int count, float[] to) {
        affine(gradient, count, to, false);
    }

    /** Pixel by pixel, because a pass for each channel would read everything once a channel. Swapping colours is its own inverse. */
    private void affine(float[] from, int count, float[] to, boolean shifted) {
        for (int i = 0, at = 0; i < count; i++, at += channels) {
            for (int c = 0; c < channels; c++) {
                int source = sources[c];
                to[at + c] = shifted ? from[at + source] * scale[c] + shift[c] : from[at + source] * scale[source];
            }
        }
    }

    /** The network that takes an image's values as they are; null if its first operators cannot do the encoding. */
    @Nullable
    NetworkSource ofPixels(NetworkSource network, Shape image) {
        EncodingFusion fusion = new EncodingFusion(sources, scale, shift);
        if (network.at(image).ofPixels(fusion) == null) {
            return null;
        }
        return new NetworkSource() {
            @Override
            public String input() {
                return network.input();
            }

            @Override
            public TensorShape image(Shape image) {
                return network.image(image);
            }

            @Override
            public String missing(Shape image) {
                return network.missing(image);
            }

            @Override
            public Network at(Shape image) {
                Network own = network.at(image);
                // Of images that are too small nothing is left that could read them.
                return Objects.requireNonNullElse(own.ofPixels(fusion), own);
            }
        };
    }
}

package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.primitives.ImmutableDoubleArray;
import io.github.activationatlas.models.internal.network.Network;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a network expects of its input: how a picture, whose values lie in [0, 1] and whose colours are red, green and blue, becomes the
 * numbers that it was trained on. Channel by channel, in the network's own order: (value x valueRange - mean) / std. Immutable.
 *
 * @param size height and width in pixels that the network was trained with
 * @param channels number of channels; 3 unless the network is not for colour pictures
 * @param channelOrder which colour comes first
 * @param layout whether channels come before or after height and width
 * @param valueRange the value of the brightest pixel before the mean is taken off: 1 or 255 mostly
 * @param mean what is taken off, one value a channel
 * @param std what is divided by, one positive value a channel
 * @param crop how a picture is brought to a square
 */
public record InputContract(
        int size,
        int channels,
        ChannelOrder channelOrder,
        Layout layout,
        double valueRange,
        ImmutableDoubleArray mean,
        ImmutableDoubleArray std,
        Crop crop) {

    /** Which colour comes first. */
    public enum ChannelOrder {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red, as in networks that come from Caffe. */
        BGR
    }

    /** The order of the axes. */
    public enum Layout {
        /** [batch, channels, height, width], as in PyTorch and ONNX. */
        CHANNELS_FIRST,
        /** [batch, height, width, channels], as in TensorFlow. */
        CHANNELS_LAST
    }

    /** How a picture is brought to a square. */
    public enum Crop {
        /** The largest square in the middle, then resized. */
        CENTER,
        /** The whole picture, resized without regard to its proportions. */
        RESIZE
    }

    /**
     * Checks all values.
     *
     * @param size height and width in pixels that the network was trained with
     * @param channels number of channels; 3 unless the network is not for colour pictures
     * @param channelOrder which colour comes first
     * @param layout whether channels come before or after height and width
     * @param valueRange the value of the brightest pixel before the mean is taken off: 1 or 255 mostly
     * @param mean what is taken off, one value a channel
     * @param std what is divided by, one positive value a channel
     * @param crop how a picture is brought to a square
     * @throws IllegalArgumentException if a value is outside its range
     */
    public InputContract {
        checkNotNull(channelOrder, "channelOrder must not be null");
        checkNotNull(layout, "layout must not be null");
        checkNotNull(mean, "mean must not be null");
        checkNotNull(std, "std must not be null");
        checkNotNull(crop, "crop must not be null");
        checkArgument(size >= 1 && size <= 4096, "size must be between 1 and 4096, but was %s", size);
        checkArgument(channels >= 1 && channels <= 1024, "channels must be between 1 and 1024, but was %s", channels);
        checkArgument(
                channels == 3 || channelOrder == ChannelOrder.RGB,
                "channelOrder must be RGB unless there are 3 channels, not %s",
                channels);
        checkArgument(
                valueRange > 0 && Double.isFinite(valueRange),
                "valueRange must be positive and finite, but was %s",
                valueRange);
        checkArgument(
                mean.length() == channels,
                "mean must have one value for each of %s channels, but was %s",
                channels,
                mean);
        checkArgument(
                std.length() == channels, "std must have one value for each of %s channels, but was %s", channels, std);
        checkArgument(mean.stream().allMatch(Double::isFinite), "mean must be finite, but was %s", mean);
        checkArgument(
                std.stream().allMatch(s -> s > 0 && Double.isFinite(s)),
                "std must be positive and finite, but was %s",
                std);
    }

    /**
     * Starts from a network that takes 224 x 224 RGB pictures with values from 0 to 1, channels first.
     *
     * @return a builder with these defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** The channel of the picture that is the network's channel c. */
    int source(int c) {
        return channelOrder == ChannelOrder.BGR ? channels - 1 - c : c;
    }

    /**
     * Turns picture values into network values.
     *
     * @param pixels values in [0, 1], [count, channels]
     * @param count pixels
     * @param to room for the network's values, [count, channels]
     */
    void encode(float[] pixels, int count, float[] to) {
        affine(pixels, count, to, true);
    }

    /** Turns a gradient with respect to the network's values into one with respect to picture values. */
    void encodeGradient(float[] gradient, int count, float[] to) {
        affine(gradient, count, to, false);
    }

    /** Pixel by pixel, because a pass for each channel would read everything once a channel. Swapping colours is its own inverse. */
    private void affine(float[] from, int count, float[] to, boolean shifted) {
        float[] scale = scale();
        float[] shift = shift();
        int[] order = sources();
        for (int i = 0, at = 0; i < count; i++, at += channels) {
            for (int c = 0; c < channels; c++) {
                int source = order[c];
                to[at + c] = shifted ? from[at + source] * scale[c] + shift[c] : from[at + source] * scale[source];
            }
        }
    }

    private int[] sources() {
        int[] sources = new int[channels];
        Arrays.setAll(sources, this::source);
        return sources;
    }

    private float[] scale() {
        float[] scale = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (valueRange / std.get(c));
        }
        return scale;
    }

    private float[] shift() {
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            shift[c] = (float) (-mean.get(c) / std.get(c));
        }
        return shift;
    }

    /** A network of pictures' values themselves, null if there is none like that. */
    @Nullable
    Network ofPictures(Network network) {
        return network.ofPixels(sources(), scale(), shift());
    }

    /** Collects the values; each is checked when {@link #build()} is called. Not thread-safe. */
    public static final class Builder {
        private int size = 224;
        private int channels = 3;
        private ChannelOrder channelOrder = ChannelOrder.RGB;
        private Layout layout = Layout.CHANNELS_FIRST;
        private double valueRange = 1;
        private double[] mean = {0, 0, 0};
        private double[] std = {1, 1, 1};
        private Crop crop = Crop.CENTER;

        private Builder() {}

        /**
         * Sets height and width.
         *
         * @param size pixels, 1 to 4096; 224 by default
         * @return this
         */
        public Builder size(int size) {
            checkArgument(size >= 1 && size <= 4096, "size must be between 1 and 4096, but was %s", size);
            this.size = size;
            return this;
        }

        /**
         * Sets the number of channels, and mean 0 and std 1 for each.
         *
         * @param channels 1 to 1024; 3 by default
         * @return this
         */
        public Builder channels(int channels) {
            checkArgument(
                    channels >= 1 && channels <= 1024, "channels must be between 1 and 1024, but was %s", channels);
            this.channels = channels;
            this.mean = new double[channels];
            this.std = new double[channels];
            java.util.Arrays.fill(std, 1);
            return this;
        }

        /**
         * Sets which colour comes first.
         *
         * @param channelOrder RGB by default
         * @return this
         */
        public Builder channelOrder(ChannelOrder channelOrder) {
            this.channelOrder = checkNotNull(channelOrder, "channelOrder must not be null");
            return this;
        }

        /**
         * Sets the order of the axes.
         *
         * @param layout channels first by default
         * @return this
         */
        public Builder layout(Layout layout) {
            this.layout = checkNotNull(layout, "layout must not be null");
            return this;
        }

        /**
         * Sets the value of the brightest pixel.
         *
         * @param valueRange positive; 1 by default
         * @return this
         */
        public Builder valueRange(double valueRange) {
            checkArgument(
                    valueRange > 0 && Double.isFinite(valueRange),
                    "valueRange must be positive and finite, but was %s",
                    valueRange);
            this.valueRange = valueRange;
            return this;
        }

        /**
         * Sets what is taken off each channel, in the network's order, in units of the value range.
         *
         * @param mean one value a channel; 0 by default
         * @return this
         */
        public Builder mean(double... mean) {
            this.mean = checkNotNull(mean, "mean must not be null").clone();
            return this;
        }

        /**
         * Sets what each channel is divided by, in the network's order.
         *
         * @param std one positive value a channel; 1 by default
         * @return this
         */
        public Builder std(double... std) {
            this.std = checkNotNull(std, "std must not be null").clone();
            return this;
        }

        /**
         * Sets how a picture is brought to a square.
         *
         * @param crop the centre by default
         * @return this
         */
        public Builder crop(Crop crop) {
            this.crop = checkNotNull(crop, "crop must not be null");
            return this;
        }

        /**
         * Makes the contract.
         *
         * @return the contract
         * @throws IllegalArgumentException if values do not fit one another
         */
        public InputContract build() {
            return new InputContract(
                    size,
                    channels,
                    channelOrder,
                    layout,
                    valueRange,
                    ImmutableDoubleArray.copyOf(mean),
                    ImmutableDoubleArray.copyOf(std),
                    crop);
        }
    }
}

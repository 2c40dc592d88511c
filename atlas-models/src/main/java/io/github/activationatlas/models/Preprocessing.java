package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.primitives.Doubles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's preprocessing: how an image, whose values lie in [0, 1] and whose colours are red, green and blue, becomes the
 * numbers that the network was trained on. Channel by channel, in the network's own order: (value x valueRange - mean) / std. Immutable.
 *
 * @param size height and width in pixels that the network was trained with
 * @param channels number of channels; 3 unless the network is not for colour images
 * @param channelOrder the order of the colour channels
 * @param layout whether channels come before or after height and width
 * @param valueRange the value of the brightest pixel, before the mean is subtracted: usually 1 or 255
 * @param mean the mean to subtract, one value per channel, in units of the value range
 * @param std the standard deviation to divide by, one positive value per channel
 * @param crop how an image is made square
 */
public record Preprocessing(
        int size,
        int channels,
        ChannelOrder channelOrder,
        Layout layout,
        double valueRange,
        List<Double> mean,
        List<Double> std,
        Crop crop) {

    /** The order of the colour channels. */
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

    /** How an image is made square. */
    public enum Crop {
        /** The largest square in the middle, then resized. */
        CENTER,
        /** The whole image, resized without regard to its proportions. */
        RESIZE
    }

    /**
     * Checks all values.
     *
     * @param size height and width in pixels that the network was trained with
     * @param channels number of channels; 3 unless the network is not for colour images
     * @param channelOrder the order of the colour channels
     * @param layout whether channels come before or after height and width
     * @param valueRange the value of the brightest pixel, before the mean is subtracted: usually 1 or 255
     * @param mean the mean to subtract, one value per channel, in units of the value range
     * @param std the standard deviation to divide by, one positive value per channel
     * @param crop how an image is made square
     * @throws IllegalArgumentException if a value is outside its range
     */
    public Preprocessing {
        checkNotNull(channelOrder, "channelOrder must not be null");
        checkNotNull(layout, "layout must not be null");
        mean = List.copyOf(checkNotNull(mean, "mean must not be null"));
        std = List.copyOf(checkNotNull(std, "std must not be null"));
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
                mean.size() == channels,
                "mean must have one value for each of %s channels, but was %s",
                channels,
                mean);
        checkArgument(
                std.size() == channels, "std must have one value for each of %s channels, but was %s", channels, std);
        checkArgument(mean.stream().allMatch(Double::isFinite), "mean must be finite, but was %s", mean);
        checkArgument(
                std.stream().allMatch(s -> s > 0 && Double.isFinite(s)),
                "std must be positive and finite, but was %s",
                std);
    }

    /**
     * Starts with the defaults: a network that takes 224 x 224 RGB images with values from 0 to 1, channels first.
     *
     * @return a builder with these defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Writes the preprocessing as text, for records.
     *
     * @return the components by their names, in their order; lists are separated by commas. Equal contracts give equal maps
     */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("size", Integer.toString(size));
        map.put("channels", Integer.toString(channels));
        map.put("channelOrder", channelOrder.name());
        map.put("layout", layout.name());
        map.put("valueRange", SettingsText.of(valueRange));
        map.put("mean", SettingsText.of(mean));
        map.put("std", SettingsText.of(std));
        map.put("crop", crop.name());
        return Collections.unmodifiableMap(map);
    }

    /**
     * Reads what {@link #toMap()} wrote.
     *
     * @param map the components by their names
     * @return the preprocessing
     * @throws IllegalArgumentException if a component is missing, unknown, not readable or outside its range; the message names it
     */
    public static Preprocessing fromMap(Map<String, String> map) {
        SettingsText text = new SettingsText("an preprocessing", map);
        Preprocessing preprocessing = new Preprocessing(
                text.integer("size"),
                text.integer("channels"),
                text.choice("channelOrder", ChannelOrder.class),
                text.choice("layout", Layout.class),
                text.real("valueRange"),
                text.reals("mean"),
                text.reals("std"),
                text.choice("crop", Crop.class));
        text.done();
        return preprocessing;
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
         * Sets the order of the colour channels.
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
         * Sets the mean to subtract from each channel, in the network's order, in units of the value range.
         *
         * @param mean one value per channel; 0 by default
         * @return this
         */
        public Builder mean(double... mean) {
            this.mean = checkNotNull(mean, "mean must not be null").clone();
            return this;
        }

        /**
         * Sets the standard deviation to divide each channel by, in the network's order.
         *
         * @param std one positive value per channel; 1 by default
         * @return this
         */
        public Builder std(double... std) {
            this.std = checkNotNull(std, "std must not be null").clone();
            return this;
        }

        /**
         * Sets how an image is made square.
         *
         * @param crop the centre by default
         * @return this
         */
        public Builder crop(Crop crop) {
            this.crop = checkNotNull(crop, "crop must not be null");
            return this;
        }

        /**
         * Makes the preprocessing.
         *
         * @return the preprocessing
         * @throws IllegalArgumentException if values do not fit one another
         */
        public Preprocessing build() {
            return new Preprocessing(
                    size, channels, channelOrder, layout, valueRange, Doubles.asList(mean), Doubles.asList(std), crop);
        }
    }
}

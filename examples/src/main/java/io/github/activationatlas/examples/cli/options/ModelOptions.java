package io.github.activationatlas.examples.cli.options;

import io.github.activationatlas.models.Labels;
import io.github.activationatlas.models.ModelLoader;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.Preprocessing.ChannelOrder;
import io.github.activationatlas.models.Preprocessing.Crop;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that opens a network. */
public final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model: an ONNX or SameDiff file. Default: the small model included in the library.")
    @Nullable
    public Path model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Class labels, one per line, each optionally preceded by a WordNet ID.")
    @Nullable
    public Path labels;

    @Option(
            names = "--logits",
            paramLabel = "NAME",
            description = "Name of the tensor that holds the logits. Default: the model's output.")
    @Nullable
    public String logits;

    @Option(
            names = "--input-size",
            paramLabel = "PIXELS",
            description = "Height and width of the input. Default: as declared in the model file, or 224.")
    @Nullable
    public Integer inputSize;

    @Option(
            names = "--channels",
            paramLabel = "1|3",
            description =
                    "Number of input channels: 1 for greyscale, 3 for colour. Default: as declared in the model file, or 3.")
    @Nullable
    public Integer channels;

    @Option(
            names = "--channel-order",
            paramLabel = "RGB|BGR",
            defaultValue = "RGB",
            description = "Order of the input's colour channels. Default: ${DEFAULT-VALUE}.")
    public ChannelOrder channelOrder = ChannelOrder.RGB;

    @Option(
            names = "--value-range",
            paramLabel = "MAX",
            defaultValue = "1",
            description = "Input value of a white pixel, such as 1 or 255. Default: ${DEFAULT-VALUE}.")
    public double valueRange;

    @Option(
            names = "--mean",
            paramLabel = "A,B,C",
            split = ",",
            description = "Per-channel mean to subtract, in the network's channel order. Default: 0 for each.")
    public double @Nullable [] mean;

    @Option(
            names = "--std",
            paramLabel = "A,B,C",
            split = ",",
            description =
                    "Per-channel standard deviation to divide by, in the network's channel order. Default: 1 for each.")
    public double @Nullable [] std;

    @Option(
            names = "--crop",
            paramLabel = "center|resize",
            defaultValue = "center",
            description =
                    "How an image is made square: center crops it, resize distorts it. Default: ${DEFAULT-VALUE}.")
    public Crop crop = Crop.CENTER;

    /** Made by picocli. */
    public ModelOptions() {}

    /**
     * Returns the network's file.
     *
     * @return the file, or null for the library's own
     */
    public @Nullable Path file() {
        return model;
    }

    /**
     * Checks the files before the network is loaded.
     *
     * @throws IOException if one cannot be read
     */
    public void check() throws IOException {
        Inputs.file(model);
        if (labels != null) {
            Inputs.file(labels);
            Labels.read(labels);
        }
    }

    /**
     * Opens the network.
     *
     * @return the network
     * @throws IOException if a file cannot be read
     */
    public VisionModel open() throws IOException {
        if (model == null) {
            VisionModel bundled = VisionModel.bundled();
            return labels == null ? bundled : bundled.withLabels(labels);
        }
        ModelLoader loader = VisionModel.from(model);
        loader.input(preprocessing(loader.declaredInput()));
        if (labels != null) {
            loader.labels(labels);
        }
        if (logits != null) {
            loader.logits(logits);
        }
        return loader.open();
    }

    private Preprocessing preprocessing(Preprocessing.Builder declared) {
        if (inputSize != null) {
            declared.size(inputSize);
        }
        if (channels != null) {
            declared.channels(channels);
        }
        if (mean != null) {
            declared.mean(mean);
        }
        if (std != null) {
            declared.std(std);
        }
        return declared.channelOrder(channelOrder)
                .valueRange(valueRange)
                .crop(crop)
                .build();
    }
}

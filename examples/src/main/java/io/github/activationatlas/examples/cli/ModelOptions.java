package io.github.activationatlas.examples.cli;

import io.github.activationatlas.models.InputContract;
import io.github.activationatlas.models.InputContract.ChannelOrder;
import io.github.activationatlas.models.InputContract.Crop;
import io.github.activationatlas.models.Labels;
import io.github.activationatlas.models.ModelLoader;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that opens a network. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The network: an ONNX or SameDiff file. Default: the small network in the library.")
    @Nullable
    Path model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels, one class a line, each with or without a WordNet id in front.")
    @Nullable
    Path labels;

    @Option(
            names = "--logits",
            paramLabel = "NAME",
            description = "The result that holds the logits. Default: the network's output.")
    @Nullable
    String logits;

    @Option(
            names = "--input-size",
            paramLabel = "PIXELS",
            description = "Height and width of the input. Default: what the file says, else 224.")
    @Nullable
    Integer inputSize;

    @Option(
            names = "--channels",
            paramLabel = "1|3",
            description = "Channels of the input: 1 for a network of grey images. Default: what the file says, else 3.")
    @Nullable
    Integer channels;

    @Option(
            names = "--channel-order",
            paramLabel = "RGB|BGR",
            defaultValue = "RGB",
            description = "Which colour comes first. Default: ${DEFAULT-VALUE}.")
    ChannelOrder channelOrder = ChannelOrder.RGB;

    @Option(
            names = "--value-range",
            paramLabel = "MAX",
            defaultValue = "1",
            description = "The value of the brightest pixel. Default: ${DEFAULT-VALUE}.")
    double valueRange;

    @Option(
            names = "--mean",
            paramLabel = "A,B,C",
            split = ",",
            description = "What is taken off each channel, in the network's order. Default: 0 for each.")
    double @Nullable [] mean;

    @Option(
            names = "--std",
            paramLabel = "A,B,C",
            split = ",",
            description = "What each channel is divided by, in the network's order. Default: 1 for each.")
    double @Nullable [] std;

    @Option(
            names = "--crop",
            paramLabel = "center|resize",
            defaultValue = "center",
            description = "How a picture is made square. Default: ${DEFAULT-VALUE}.")
    Crop crop = Crop.CENTER;

    /** Looks at the files before the network is loaded. */
    void check() throws IOException {
        Inputs.file(model);
        if (labels != null) {
            Inputs.file(labels);
            Labels.read(labels);
        }
    }

    VisionModel open() throws IOException {
        if (model == null) {
            VisionModel bundled = VisionModel.bundled();
            return labels == null ? bundled : bundled.withLabels(labels);
        }
        ModelLoader loader = VisionModel.from(model);
        loader.input(contract(loader.declaredInput()));
        if (labels != null) {
            loader.labels(labels);
        }
        if (logits != null) {
            loader.logits(logits);
        }
        return loader.open();
    }

    private InputContract contract(InputContract.Builder declared) {
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

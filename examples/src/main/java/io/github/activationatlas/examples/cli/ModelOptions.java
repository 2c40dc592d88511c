package io.github.activationatlas.examples.cli;

import io.github.activationatlas.models.InputContract;
import io.github.activationatlas.models.InputContract.ChannelOrder;
import io.github.activationatlas.models.InputContract.Crop;
import io.github.activationatlas.models.Labels;
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
            defaultValue = "224",
            description = "Height and width of the input. Default: ${DEFAULT-VALUE}.")
    int inputSize;

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
            defaultValue = "0,0,0",
            description = "What is taken off each channel, in the network's order.")
    double[] mean = {0, 0, 0};

    @Option(
            names = "--std",
            paramLabel = "A,B,C",
            split = ",",
            defaultValue = "1,1,1",
            description = "What each channel is divided by, in the network's order.")
    double[] std = {1, 1, 1};

    @Option(
            names = "--crop",
            paramLabel = "center|resize",
            defaultValue = "center",
            description = "How a picture is made square. Default: ${DEFAULT-VALUE}.")
    Crop crop = Crop.CENTER;

    VisionModel open() throws IOException {
        if (model == null) {
            VisionModel bundled = VisionModel.bundled();
            return labels == null ? bundled : bundled.withLabels(Labels.read(labels));
        }
        var loader = VisionModel.from(model).input(contract());
        if (labels != null) {
            loader.labels(Labels.read(labels));
        }
        if (logits != null) {
            loader.logits(logits);
        }
        return loader.open();
    }

    InputContract contract() {
        return InputContract.builder()
                .size(inputSize)
                .channelOrder(channelOrder)
                .valueRange(valueRange)
                .mean(mean)
                .std(std)
                .crop(crop)
                .build();
    }
}

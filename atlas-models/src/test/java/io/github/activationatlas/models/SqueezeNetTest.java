package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The importer and the plan on a real network, against the figures that PyTorch gives for it. */
class SqueezeNetTest {
    static final Preprocessing PREPROCESSING = PhotoAccuracy.caffe(227);

    static VisionModel open() throws IOException {
        return VisionModel.from(RealData.file("squeezenet1.0-imagenet.onnx"))
                .input(PREPROCESSING)
                .labels(Labels.read(RealData.file("imagenet-labels.txt")))
                .open();
    }

    @Test
    void constantInputGivesTheLogitsOfPyTorch() throws IOException {
        VisionModel plain = VisionModel.from(RealData.file("squeezenet1.0-imagenet.onnx"))
                .input(Preprocessing.builder().size(227).build())
                .open();
        float[] tens = new float[227 * 227 * 3];
        Arrays.fill(tens, 10);
        float[] logits = new float[1000];
        try (NetworkRunner runner = plain.runner(2, 227, plain.logits())) {
            runner.forward(tens, 1, 227, 227);
            runner.read(plain.logits(), logits);
        }
        double sum = IntStream.range(0, 1000).mapToDouble(i -> logits[i]).sum();
        int best = IntStream.range(0, 1000)
                .reduce((a, b) -> logits[a] >= logits[b] ? a : b)
                .orElseThrow();
        assertThat((double) logits[0]).isCloseTo(0.136233, within(1e-4));
        assertThat(sum).isCloseTo(123.754, within(1e-2));
        assertThat(best).isEqualTo(111);
    }

    @Test
    void layersAreNamedByTheExportersScopes() throws IOException {
        VisionModel model = open();
        assertThat(model.layers()).extracting(Layer::name).contains("fire2", "fire8", "fire9", "conv10");
        Layer fire8 = model.layer("fire8");
        assertThat(fire8.shape().channels()).isEqualTo(512);
        assertThat(fire8.stride()).isEqualTo(8);
        assertThat(model.layer("/fire8/Concat_output_0").shape()).isEqualTo(fire8.shape());
    }

    @Test
    void topOneOnThePhotosIsThatOfPyTorch() throws IOException {
        PhotoAccuracy found = PhotoAccuracy.of(open(), PhotoAccuracy.photos(RealData.file("photos")));
        assertThat(found.top1()).isCloseTo(63.1, within(1.0));
    }
}

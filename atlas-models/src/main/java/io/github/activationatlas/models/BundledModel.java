package io.github.activationatlas.models;

import com.google.common.hash.Hashing;
import io.github.activationatlas.models.internal.run.GraphModel;
import io.github.activationatlas.models.internal.run.GraphSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.nd4j.autodiff.samediff.SameDiff;

/** The network in the jar. */
final class BundledModel {
    private static final String GRAPH = "drawn.fb";
    private static final String LOGITS = "logits";
    private static final Preprocessing INPUT = Preprocessing.builder()
            .size(64)
            .layout(Preprocessing.Layout.CHANNELS_LAST)
            .mean(0.5, 0.5, 0.5)
            .std(0.5, 0.5, 0.5)
            .build();

    private BundledModel() {}

    static VisionModel open() {
        return open(INPUT, LOGITS);
    }

    static VisionModel open(Preprocessing input, String logits) {
        Backend.require();
        byte[] graph = resource(GRAPH);
        Labels labels = Labels.of(new String(resource("drawn-labels.txt"), StandardCharsets.UTF_8)
                .lines()
                .toList());
        String hash = Hashing.sha256().hashBytes(graph).toString();
        return GraphModel.of(
                SameDiff.load(new ByteArrayInputStream(graph), false),
                new GraphSource(ModelSettings.Format.BUNDLED, GRAPH, hash),
                input,
                labels,
                "",
                logits);
    }

    private static byte[] resource(String name) {
        try (InputStream in = BundledModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the jar holds no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the network in the jar cannot be read", e);
        }
    }
}

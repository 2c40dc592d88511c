package io.github.activationatlas.models.internal.run;

import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.VisionModel;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.nd4j.autodiff.samediff.SameDiff;

/** Runs models through SameDiff's session, whether or not they need it. */
public final class Sessions {
    private Sessions() {}

    public static NetworkRunner runner(VisionModel model, int maxBatch, int maxSize, String... layers) {
        GraphModel own = (GraphModel) model;
        return new SessionRunner(
                own,
                new RunnerSize(maxBatch, maxSize),
                Arrays.stream(layers).map(own::resolve).collect(Collectors.toSet()));
    }

    public static SameDiff graph(VisionModel model) {
        return ((GraphModel) model).graph();
    }
}

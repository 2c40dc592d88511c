package io.github.activationatlas;

import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.plan.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the vectors of one layer, batch after batch. */
final class LayerRecorder {
    private final VisionModel model;
    private final String layer;
    private final int perImage;
    private final long seed;
    private final List<float[]> values = new ArrayList<>();
    private final List<float[]> attributions = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private float[] activations = new float[0];

    LayerRecorder(VisionModel model, String layer, int perImage, long seed) {
        this.model = model;
        this.layer = layer;
        this.perImage = perImage;
        this.seed = seed;
    }

    void record(NetworkRunner runner, int[] images) {
        Shape shape = runner.shape(layer);
        int batch = images.length;
        if (activations.length < batch * shape.size()) {
            activations = new float[batch * shape.size()];
        }
        runner.read(layer, activations);
        RandomPositions[] positions = Arrays.stream(images)
                .mapToObj(image -> new RandomPositions(
                        seed,
                        image,
                        perImage,
                        Math.min(RandomPositions.side(shape.height()), RandomPositions.side(shape.width()))))
                .toArray(RandomPositions[]::new);
        int classes = model.labels().names().size();
        float[] byClass = new float[batch * classes];
        int[] rows = new int[batch];
        int[] columns = new int[batch];
        for (int i = 0; i < perImage; i++) {
            for (int b = 0; b < batch; b++) {
                rows[b] = positions[b].row(i, shape.height());
                columns[b] = positions[b].column(i, shape.width());
            }
            runner.attribution(layer, rows, columns, byClass);
            for (int b = 0; b < batch; b++) {
                int at = ((b * shape.height() + rows[b]) * shape.width() + columns[b]) * shape.channels();
                values.add(Arrays.copyOfRange(activations, at, at + shape.channels()));
                attributions.add(Arrays.copyOfRange(byClass, b * classes, (b + 1) * classes));
                places.add(new int[] {images[b], rows[b], columns[b]});
            }
        }
    }

    LayerActivations activations() {
        return new LayerActivations(
                layer,
                values.toArray(float[][]::new),
                attributions.toArray(float[][]::new),
                places.stream().mapToInt(p -> p[0]).toArray(),
                places.stream().mapToInt(p -> p[1]).toArray(),
                places.stream().mapToInt(p -> p[2]).toArray());
    }
}

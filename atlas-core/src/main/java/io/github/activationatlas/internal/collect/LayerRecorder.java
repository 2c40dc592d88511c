package io.github.activationatlas.internal.collect;

import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Npy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Keeps the vectors of one layer, batch after batch. */
public final class LayerRecorder {
    private final VisionModel model;
    private final String layer;
    private final int perImage;
    private final List<float[]> values = new ArrayList<>();
    private final List<float[]> attributions = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private float[] activations = new float[0];

    public LayerRecorder(VisionModel model, String layer, int perImage) {
        this.model = model;
        this.layer = layer;
        this.perImage = perImage;
    }

    /** Keeps what lies at the positions, all of the first image, then all of the second, and so on. */
    public void record(NetworkRunner runner, int[] images, RandomPositions[] positions) {
        Shape shape = runner.shape(layer);
        int batch = images.length;
        if (activations.length < batch * shape.size()) {
            activations = new float[batch * shape.size()];
        }
        runner.read(layer, activations);
        int classes = model.labels().names().size();
        float[] byClass = new float[batch * classes];
        int[] rows = new int[batch];
        int[] columns = new int[batch];
        int first = values.size();
        extend(batch * perImage);
        for (int i = 0; i < perImage; i++) {
            for (int b = 0; b < batch; b++) {
                rows[b] = positions[b].row(i, shape.height());
                columns[b] = positions[b].column(i, shape.width());
            }
            runner.attribution(layer, rows, columns, byClass);
            for (int b = 0; b < batch; b++) {
                int at = ((b * shape.height() + rows[b]) * shape.width() + columns[b]) * shape.channels();
                int to = first + b * perImage + i;
                values.set(to, Arrays.copyOfRange(activations, at, at + shape.channels()));
                attributions.set(to, rounded(byClass, b * classes, (b + 1) * classes));
                places.set(to, new int[] {images[b], rows[b], columns[b]});
            }
        }
    }

    /** As 16-bit floats, which files hold, so that a set is the same before and after it is saved; what is beyond these stays as it is. */
    private static float[] rounded(float[] values, int from, int to) {
        float[] rounded = new float[to - from];
        for (int c = 0; c < rounded.length; c++) {
            float value = values[from + c];
            float half = Npy.roundToFloat16(value);
            rounded[c] = Float.isInfinite(half) ? value : half;
        }
        return rounded;
    }

    /** Vectors so far. */
    public int size() {
        return values.size();
    }

    /** Forgets all but the first vectors. */
    public void truncate(int size) {
        values.subList(size, values.size()).clear();
        attributions.subList(size, attributions.size()).clear();
        places.subList(size, places.size()).clear();
    }

    private void extend(int count) {
        values.addAll(Collections.nCopies(count, new float[0]));
        attributions.addAll(Collections.nCopies(count, new float[0]));
        places.addAll(Collections.nCopies(count, new int[0]));
    }

    public LayerActivations activations() {
        return LayerActivations.of(
                layer,
                values.toArray(float[][]::new),
                attributions.toArray(float[][]::new),
                places.stream().mapToInt(p -> p[0]).toArray(),
                places.stream().mapToInt(p -> p[1]).toArray(),
                places.stream().mapToInt(p -> p[2]).toArray());
    }
}

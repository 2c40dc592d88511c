package io.github.activationatlas.models.internal.run;

import static com.google.common.base.Preconditions.checkState;

import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network through SameDiff's own session, for graphs with operations that a plan does not know. It allocates every result anew and
 * attributes with one backward pass a class, so it is much slower.
 */
final class SessionRunner implements NetworkRunner {
    private final GraphModel model;
    private final RunnerSize size;
    private final Set<String> outputs;
    private final Map<List<String>, SessionGradient> gradients = new HashMap<>();
    private final Map<String, float[]> values = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final FiniteCheck finite;
    private @Nullable INDArray placeholder;

    SessionRunner(GraphModel model, RunnerSize size, Set<String> outputs) {
        this.model = model;
        this.size = size;
        this.outputs = outputs;
        this.finite = new FiniteCheck(model);
    }

    @Override
    public int maxBatch() {
        return size.maxBatch();
    }

    @Override
    public int maxSize() {
        return size.maxSize();
    }

    private boolean channelsFirst() {
        return model.input().layout() == Preprocessing.Layout.CHANNELS_FIRST;
    }

    @Override
    public void forward(float[] images, int batch, int height, int width) {
        size.check(batch, height, width);
        finite.ran(images, batch, height, width);
        int channels = model.input().channels();
        float[] encoded = new float[batch * height * width * channels];
        model.encoding().encode(images, batch * height * width, encoded);
        closeImages();
        INDArray last = Nd4j.createFromArray(encoded).reshape('c', batch, height, width, channels);
        placeholder = toGraph(last);
        closeIfCopied(last, placeholder);
        Map<String, INDArray> results =
                model.graph().output(Map.of(model.inputName(), placeholder), outputs.toArray(String[]::new));
        results.forEach((name, array) -> {
            INDArray ordered = fromGraph(array);
            shapes.put(name, shapeOf(ordered));
            values.put(name, ordered.data().getFloatsAt(0, (int) ordered.length()));
            ordered.close();
            if (array.closeable()) {
                array.close();
            }
        });
    }

    private static void closeIfCopied(INDArray original, INDArray copy) {
        if (copy != original) {
            original.close();
        }
    }

    private static Shape shapeOf(INDArray array) {
        return array.rank() == 4
                ? new Shape((int) array.size(1), (int) array.size(2), (int) array.size(3))
                : new Shape(1, 1, (int) (array.length() / array.size(0)));
    }

    private INDArray toGraph(INDArray last) {
        return channelsFirst() && last.rank() == 4 ? last.permute(0, 3, 1, 2).dup('c') : last;
    }

    private INDArray fromGraph(INDArray array) {
        return channelsFirst() && array.rank() == 4 ? array.permute(0, 2, 3, 1).dup('c') : array.dup('c');
    }

    @Override
    public Shape shape(String layer) {
        Shape shape = shapes.get(model.resolve(layer));
        checkState(shape != null, "run forward first");
        return shape;
    }

    @Override
    public void read(String layer, float[] to) {
        readUnchecked(layer, to);
        finite.check("layer '" + layer + "'", to, shape(layer).size());
    }

    void readUnchecked(String layer, float[] to) {
        float[] from = values(layer);
        System.arraycopy(from, 0, to, 0, from.length);
    }

    private float[] values(String layer) {
        float[] found = values.get(model.resolve(layer));
        checkState(found != null, "run forward first");
        return found;
    }

    @Override
    public void imageGradient(String layer, float[] cotangent, float[] gradient) {
        float[] raw = gradient(model.resolve(layer), model.inputName(), cotangent);
        model.encoding().encodeGradient(raw, raw.length / model.input().channels(), gradient);
        finite.check("the gradient of layer '" + layer + "'", gradient, raw.length / batch());
    }

    @Override
    public void attribution(String layer, int[] rows, int[] columns, float[] attribution) {
        checkState(outputs.contains(model.logits()), "the runner was made without the logits");
        Shape shape = shape(layer);
        float[] change = PositionMask.only(values(layer), shape, rows, columns);
        int classes = shape(model.logits()).size();
        int batch = change.length / shape.size();
        float[] oneClass = new float[batch * classes];
        for (int c = 0; c < classes; c++) {
            Arrays.fill(oneClass, 0);
            for (int b = 0; b < batch; b++) {
                oneClass[b * classes + c] = 1;
            }
            float[] gradient = gradient(model.logits(), model.resolve(layer), oneClass);
            for (int b = 0; b < batch; b++) {
                double sum = 0;
                for (int i = b * shape.size(); i < (b + 1) * shape.size(); i++) {
                    sum += gradient[i] * change[i];
                }
                attribution[b * classes + c] = (float) sum;
            }
        }
        finite.check("the attribution of layer '" + layer + "'", attribution, classes);
    }

    private int batch() {
        checkState(placeholder != null, "run forward first");
        return (int) placeholder.size(0);
    }

    /** The gradient of (of . cotangent) with respect to a value before it, channels last. */
    private float[] gradient(String of, String with, float[] cotangent) {
        INDArray source = placeholder;
        checkState(source != null, "run forward first");
        Shape shape = shapes.get(of);
        boolean image = shape.height() * shape.width() > 1 || !of.equals(model.logits());
        int batch = (int) source.size(0);
        INDArray flat = Nd4j.createFromArray(Arrays.copyOf(cotangent, batch * shape.size()));
        INDArray shaped = image
                ? flat.reshape('c', batch, shape.height(), shape.width(), shape.channels())
                : flat.reshape('c', batch, shape.channels());
        SessionGradient gradient =
                gradients.computeIfAbsent(List.of(of, with), key -> new SessionGradient(model.graph(), of, with));
        INDArray ordered = toGraph(shaped);
        closeIfCopied(shaped, ordered);
        try (ordered;
                INDArray result = gradient.calculate(model.inputName(), source, ordered);
                INDArray last = fromGraph(result)) {
            return last.data().getFloatsAt(0, (int) last.length());
        }
    }

    private void closeImages() {
        if (placeholder != null) {
            placeholder.close();
            placeholder = null;
        }
    }

    @Override
    public void close() {
        closeImages();
        gradients.clear();
        values.clear();
    }
}

package io.github.activationatlas.models.internal.plan;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.OperatorBuffers;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plan bound to one batch and image size: the steps, ready to run. Reverse and tangent steps are bound when first asked for. */
final class BoundPlan {
    private final List<Node> nodes;
    private final BufferAssignment buffers;
    private final int batch;
    private final Map<String, TensorShape> shapes = new HashMap<>();
    private final Map<String, LayerPlaces> layers = new HashMap<>();
    private final Map<String, INDArray> values = new HashMap<>();
    private final Map<String, INDArray> gradients = new HashMap<>();
    private final Map<String, INDArray> tangents = new HashMap<>();
    private final Map<String, OperatorBuffers> frames = new HashMap<>();
    private final List<Step> forward = new ArrayList<>();
    private final Map<String, List<Step>> reverse = new HashMap<>();
    private final Map<List<String>, List<Step>> tangent = new HashMap<>();

    BoundPlan(List<Node> nodes, BufferAssignment buffers, int batch, TensorShape image) {
        this.nodes = nodes;
        this.buffers = buffers;
        this.batch = batch;
        shapes.put(buffers.input(), image);
        for (Node node : nodes) {
            List<TensorShape> inputs = node.inputs().stream().map(this::type).toList();
            TensorShape output = operator(node).result(inputs);
            shapes.put(node.output(), output);
            OperatorBuffers frame = new OperatorBuffers(
                    batch,
                    inputs,
                    output,
                    node.inputs().stream().map(this::value).toList(),
                    value(node.output()),
                    buffers.memory());
            frames.put(node.output(), frame);
            forward.add(operator(node).forward(frame));
        }
    }

    private static Operator operator(Node node) {
        return java.util.Objects.requireNonNull(node.operator());
    }

    private TensorShape type(String name) {
        TensorShape shape = shapes.get(name);
        checkArgument(shape != null, "%s is not a result of this plan", name);
        return shape;
    }

    /** The shape of a result that has positions. */
    Shape shape(String name) {
        return layer(name).shape();
    }

    private LayerPlaces layer(String name) {
        LayerPlaces known = layers.get(name);
        if (known == null) {
            known = LayerPlaces.of(name, type(name));
            layers.put(name, known);
        }
        return known;
    }

    private INDArray value(String name) {
        return values.computeIfAbsent(name, key -> buffers.value(key, type(key), batch));
    }

    /** Runs the images from {@code first} on. */
    void forward(float[] images, int first) {
        write(images, first, buffers.input(), value(buffers.input()));
        forward.forEach(Step::run);
    }

    private void write(float[] from, int first, String name, INDArray to) {
        layer(name).write(from, first, batch, to);
    }

    private void read(INDArray from, String name, float[] to, int first) {
        layer(name).read(from, to, first, batch);
    }

    void read(String name, float[] to, int first) {
        read(value(name), name, to, first);
    }

    void readWhole(String name, float[] to, int first) {
        HostBuffers.read(value(name), to, first * type(name).size());
    }

    void reverseWhole(String from, float[] cotangent, float[] gradient, int first) {
        List<Step> steps = reverse.computeIfAbsent(from, this::bindReverse);
        int size = type(from).size();
        HostBuffers.write(cotangent, first * size, batch * size, gradient(from));
        steps.forEach(Step::run);
        read(gradient(buffers.input()), buffers.input(), gradient, first);
    }

    void tangentWhole(float[] change, String to, float[] changed, int first) {
        String from = buffers.input();
        List<Step> steps = tangent.computeIfAbsent(List.of(from, to), key -> bindTangent(from, to));
        write(change, first, from, tangent(from));
        steps.forEach(Step::run);
        HostBuffers.read(tangent(to), changed, first * type(to).size());
    }

    void reverse(String from, float[] cotangent, float[] gradient, int first) {
        List<Step> steps = reverse.computeIfAbsent(from, this::bindReverse);
        write(cotangent, first, from, gradient(from));
        steps.forEach(Step::run);
        read(gradient(buffers.input()), buffers.input(), gradient, first);
    }

    private INDArray gradient(String name) {
        return gradients.computeIfAbsent(name, key -> buffers.gradient(key, type(key), batch));
    }

    /** The first consumer that comes along writes a value's gradient, the others add to it. */
    private List<Step> bindReverse(String from) {
        Set<String> reached = new HashSet<>(Set.of(from));
        Set<String> written = new HashSet<>(Set.of(from));
        List<Step> steps = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (reached.contains(node.output())) {
                reached.addAll(node.inputs());
                bindReverse(node, written, steps);
            }
        }
        return steps;
    }

    private void bindReverse(Node node, Set<String> written, List<Step> steps) {
        OperatorBuffers frame = frames.get(node.output());
        INDArray outputGradient = gradient(node.output());
        List<@Nullable INDArray> targets = new ArrayList<>();
        List<Step> additions = new ArrayList<>();
        for (String input : node.inputs()) {
            if (written.add(input)) {
                targets.add(gradient(input));
            } else {
                INDArray part =
                        buffers.memory().view("addend " + additions.size(), BufferAssignment.sides(batch, type(input)));
                INDArray sum = gradient(input);
                targets.add(part);
                additions.add(buffers.memory().operations().add(sum, part, sum));
            }
        }
        steps.add(operator(node).reverse(frame, outputGradient, targets));
        steps.addAll(additions);
    }

    void tangent(String from, float[] change, String to, float[] changed, int first) {
        List<Step> steps = tangent.computeIfAbsent(List.of(from, to), key -> bindTangent(from, to));
        write(change, first, from, tangent(from));
        steps.forEach(Step::run);
        read(tangent(to), to, changed, first);
    }

    /** The change is the value itself at one position of each image, zero elsewhere. */
    void tangentOfPositions(String from, int[] rows, int[] columns, String to, float[] changed, int first) {
        List<Step> steps = tangent.computeIfAbsent(List.of(from, to), key -> bindTangent(from, to));
        Shape shape = shape(from);
        INDArray change = tangent(from);
        float[] vector = new float[shape.channels()];
        change.assign(0);
        for (int b = 0; b < batch; b++) {
            int position = rows[first + b] * shape.width() + columns[first + b];
            int offset = layer(from).start(b);
            HostBuffers.copy(value(from), change, offset + position * vector.length, vector);
        }
        steps.forEach(Step::run);
        read(tangent(to), to, changed, first);
    }

    private INDArray tangent(String name) {
        return tangents.computeIfAbsent(name, key -> buffers.tangent(key, type(key), batch));
    }

    private List<Step> bindTangent(String from, String to) {
        Set<String> changing = new HashSet<>(Set.of(from));
        List<Step> steps = new ArrayList<>();
        for (Node node : nodes) {
            if (!node.output().equals(from) && node.inputs().stream().anyMatch(changing::contains)) {
                changing.add(node.output());
                List<@Nullable INDArray> inputs = new ArrayList<>();
                node.inputs().forEach(input -> inputs.add(changing.contains(input) ? tangent(input) : null));
                steps.add(operator(node).tangent(frames.get(node.output()), inputs, tangent(node.output())));
            }
        }
        checkArgument(changing.contains(to), "%s does not depend on %s", to, from);
        return steps;
    }
}

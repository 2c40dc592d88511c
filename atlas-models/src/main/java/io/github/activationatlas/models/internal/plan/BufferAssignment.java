package io.github.activationatlas.models.internal.plan;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which values of a plan share memory, and the memory. */
final class BufferAssignment {
    private final String input;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Long> largest;
    private final Memory memory;

    BufferAssignment(
            String input, List<Node> nodes, Collection<String> kept, Memory memory, Map<String, Long> largest) {
        this.input = input;
        this.memory = memory;
        this.largest = largest;
        Map<String, Integer> consumers = new HashMap<>();
        nodes.forEach(node -> node.inputs().forEach(name -> consumers.merge(name, 1, Integer::sum)));
        Set<String> needed = new HashSet<>();
        for (Node node : nodes) {
            String first = node.inputs().get(0);
            Operator operator = Objects.requireNonNull(node.operator());
            // A value that another operator or a derivative reads must survive, and so must the images.
            boolean takesOver = operator.inPlace()
                    && consumers.get(first) == 1
                    && !kept.contains(first)
                    && !first.equals(input)
                    && !(operator.readsOutput() && needed.contains(owner(first)));
            owners.put(node.output(), takesOver ? owner(first) : node.output());
            if (operator.readsOutput()) {
                needed.add(owner(node.output()));
            }
        }
    }

    private String owner(String value) {
        return owners.getOrDefault(value, value);
    }

    String input() {
        return input;
    }

    Memory memory() {
        return memory;
    }

    /** The sides of the array of a value: those of an image, or one. */
    static long[] sides(int batch, TensorShape shape) {
        Shape image = shape.image();
        return image == null ? new long[] {(long) batch * shape.size()} : Views.shape(batch, image);
    }

    /** A plan binds its largest size first, so that later ones find room for everything. */
    INDArray value(String name, TensorShape shape, int batch) {
        largest.merge(owner(name), (long) batch * shape.size(), Math::max);
        return memory.view("value " + owner(name), sides(batch, shape));
    }

    INDArray gradient(String name, TensorShape shape, int batch) {
        return memory.view("gradient " + owner(name), largest.get(owner(name)), sides(batch, shape));
    }

    INDArray tangent(String name, TensorShape shape, int batch) {
        return memory.view("tangent " + owner(name), largest.get(owner(name)), sides(batch, shape));
    }
}

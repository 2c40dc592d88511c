package io.github.activationatlas.models.internal.plan;

import static com.google.common.base.Preconditions.checkState;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Constants;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.rewrite.CenterRestriction;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a plan that runs some of the images, on memory of its own. One thread at a time. */
final class PlanReplica implements AutoCloseable {
    private final Nodes nodes;
    private final String input;
    private final @Nullable String centerOf;
    private final int reach;
    private final Collection<String> kept;
    private final Memory memory;
    /** Values of each block of memory in the largest size. */
    private final Map<String, Long> largest = new HashMap<>();

    private final Map<Size, BoundPlan> bound = new HashMap<>();
    private @Nullable BoundPlan current;
    private int first;

    private record Size(int batch, int height, int width) {}

    /** The operators for images of a shape. */
    interface Nodes {
        List<Node> of(Shape image);

        /** How such an image lies in memory. */
        TensorShape image(Shape image);
    }

    /**
     * Allocates for a largest batch and image.
     *
     * @param centerOf the one result of which only the centre is wanted, null if all of all is
     * @param reach positions around the centre that are wanted too
     */
    PlanReplica(
            String input,
            Nodes nodes,
            Collection<String> kept,
            @Nullable String centerOf,
            int reach,
            Constants constants,
            int maxBatch,
            Shape largest) {
        this.centerOf = centerOf;
        this.reach = reach;
        this.nodes = nodes;
        this.input = input;
        this.kept = kept;
        this.memory = new Memory(constants);
        bind(new Size(maxBatch, largest.height(), largest.width()), largest);
    }

    private BoundPlan bind(Size size, Shape image) {
        return bound.computeIfAbsent(size, s -> {
            List<Node> all = nodes.of(image);
            TensorShape type = nodes.image(image);
            return new BoundPlan(
                    centerOf == null ? all : CenterRestriction.of(all, input, type, centerOf, reach),
                    new BufferAssignment(input, all, kept, memory, largest),
                    s.batch(),
                    type);
        });
    }

    /** Runs the images from {@code first} on; all further calls are about these. */
    void forward(float[] images, int first, int batch, Shape image) {
        this.first = first;
        current = bind(new Size(batch, image.height(), image.width()), image);
        current.forward(images, first);
    }

    Shape shape(String name) {
        return current().shape(name);
    }

    void read(String name, float[] to) {
        current().read(name, to, first);
    }

    void readWhole(String name, float[] to) {
        current().readWhole(name, to, first);
    }

    void reverseWhole(String from, float[] cotangent, float[] gradient) {
        current().reverseWhole(from, cotangent, gradient, first);
    }

    void tangentWhole(float[] change, String to, float[] changed) {
        current().tangentWhole(change, to, changed, first);
    }

    void reverse(String from, float[] cotangent, float[] gradient) {
        current().reverse(from, cotangent, gradient, first);
    }

    void tangent(String from, float[] change, String to, float[] changed) {
        current().tangent(from, change, to, changed, first);
    }

    void tangentOfPositions(String from, int[] rows, int[] columns, String to, float[] changed) {
        current().tangentOfPositions(from, rows, columns, to, changed, first);
    }

    private BoundPlan current() {
        checkState(current != null, "run forward first");
        return current;
    }

    @Override
    public void close() {
        bound.clear();
        current = null;
        memory.close();
    }
}

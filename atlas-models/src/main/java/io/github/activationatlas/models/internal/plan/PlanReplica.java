package io.github.activationatlas.models.internal.plan;

import static com.google.common.base.Preconditions.checkState;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Constants;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.rewrite.CenterRestriction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a plan that runs some of the images, on memory of its own. One thread at a time. */
final class PlanReplica implements AutoCloseable {
    private final List<Node> nodes;
    private final @Nullable String centerOf;
    private final int reach;
    private final BufferAssignment buffers;
    private final Map<Size, BoundPlan> bound = new HashMap<>();
    private @Nullable BoundPlan current;
    private int first;

    private record Size(int batch, int height, int width) {}

    /**
     * Allocates for a largest batch and image.
     *
     * @param centerOf the one result of which only the centre is wanted, null if all of all is
     * @param reach positions around the centre that are wanted too
     */
    PlanReplica(
            String input,
            List<Node> nodes,
            Collection<String> kept,
            @Nullable String centerOf,
            int reach,
            Constants constants,
            int maxBatch,
            Shape largest) {
        this.centerOf = centerOf;
        this.reach = reach;
        this.nodes = nodes;
        this.buffers = new BufferAssignment(input, nodes, kept, constants);
        bind(new Size(maxBatch, largest.height(), largest.width()), largest);
    }

    private BoundPlan bind(Size size, Shape image) {
        return bound.computeIfAbsent(
                size,
                s -> new BoundPlan(
                        centerOf == null ? nodes : CenterRestriction.of(nodes, buffers.input(), image, centerOf, reach),
                        buffers,
                        s.batch(),
                        image));
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
        buffers.close();
    }
}

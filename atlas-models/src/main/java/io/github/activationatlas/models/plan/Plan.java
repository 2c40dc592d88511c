package io.github.activationatlas.models.plan;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that runs on fixed memory: arrays are allocated for a largest batch and image, and every smaller size runs in the same memory,
 * so that a loop of any length allocates nothing off the heap. Values are float32.
 *
 * <p>Not thread-safe: one plan, one thread at a time. {@link #close()} frees the memory.
 */
public final class Plan implements AutoCloseable {
    private final List<Node> nodes;
    private final Buffers buffers;
    private final Map<Size, Bound> bound = new HashMap<>();
    private @Nullable Bound current;

    record Size(int batch, int height, int width) {}

    /**
     * Allocates a plan.
     *
     * @param network the network
     * @param maxBatch most images at a time
     * @param largest the shape of the largest image
     * @param outputs the results to be read, differentiated or attributed
     * @throws IllegalArgumentException if an output does not exist or needs an operation that the plan does not know
     */
    public Plan(Network network, int maxBatch, Shape largest, Collection<String> outputs) {
        checkArgument(network.outputs().containsAll(outputs), "not all of %s are results of this network", outputs);
        checkArgument(
                network.unsupported(outputs).isEmpty(), "a plan has no rule for %s", network.unsupported(outputs));
        this.nodes = LateActivations.of(network.upTo(outputs), outputs);
        this.buffers = new Buffers(network.input(), nodes, outputs);
        bind(new Size(maxBatch, largest.height(), largest.width()), largest);
    }

    private Bound bind(Size size, Shape image) {
        return bound.computeIfAbsent(size, s -> new Bound(nodes, buffers, s.batch(), image));
    }

    /**
     * Runs the network.
     *
     * @param images values as the network takes them, [batch, height, width, channels]
     * @param batch images in it
     * @param image their shape
     */
    public void forward(float[] images, int batch, Shape image) {
        current = bind(new Size(batch, image.height(), image.width()), image);
        current.forward(images);
    }

    /**
     * Tells the shape of a result of the last forward run.
     *
     * @param output its name
     * @return the shape for one image
     */
    public Shape shape(String output) {
        return current().shape(output);
    }

    /**
     * Copies a result of the last forward run.
     *
     * @param output its name
     * @param to room for [batch, height, width, channels]
     */
    public void read(String output, float[] to) {
        current().read(output, to);
    }

    /**
     * Carries a gradient from a result back to the images of the last forward run.
     *
     * @param output the result's name
     * @param cotangent the gradient of something with respect to the result, [batch, height, width, channels]
     * @param gradient room for its gradient with respect to the images, [batch, height, width, channels]
     */
    public void reverse(String output, float[] cotangent, float[] gradient) {
        current().reverse(output, cotangent, gradient);
    }

    /**
     * Carries a small change of one result forward to another, at the point of the last forward run: the product of the Jacobian with a
     * vector.
     *
     * @param from the name of the result that changes
     * @param change its change, [batch, height, width, channels]
     * @param to the name of the result behind it
     * @param changed room for its change
     * @throws IllegalArgumentException if {@code to} does not depend on {@code from}
     */
    public void tangent(String from, float[] change, String to, float[] changed) {
        current().tangent(from, change, to, changed);
    }

    private Bound current() {
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

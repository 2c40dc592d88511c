package io.github.activationatlas.models.internal.plan;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Constants;
import io.github.activationatlas.models.internal.array.NativeCpu;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.network.NetworkSource;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.rewrite.ConcatenationFusion;
import io.github.activationatlas.models.internal.rewrite.GradientRuleRewrite;
import io.github.activationatlas.models.internal.rewrite.ReluReordering;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A network that runs on fixed memory: arrays are allocated for a largest batch and image, and every smaller size runs in the same memory,
 * so that a loop of any length allocates nothing off the heap. Values are float32.
 *
 * <p>A batch is divided among as many replicas as the thread that makes the plan may use for ND4J's operations; each replica runs its images on
 * one thread, so that nothing waits between operations. The last bits of a result may depend on how many images share a replica.
 *
 * <p>Not thread-safe: one plan, one thread at a time. {@link #close()} frees the memory.
 */
public final class Plan implements AutoCloseable {
    private final Constants constants = new Constants();
    private final List<PlanReplica> replicas = new ArrayList<>();
    private final ReplicaExecutor executor;
    private int used;

    /**
     * Allocates a plan.
     *
     * @param network the network
     * @param maxBatch most images at a time
     * @param largest the shape of the largest image
     * @param outputs the results to be read, differentiated or attributed
     * @throws IllegalArgumentException if an output does not exist or needs an operation that the plan does not know
     */
    public Plan(NetworkSource network, int maxBatch, Shape largest, Collection<String> outputs) {
        this(network, maxBatch, largest, outputs, GradientRules.EXACT);
    }

    /**
     * Allocates a plan with other derivatives.
     *
     * @param network the network
     * @param maxBatch most images at a time
     * @param largest the shape of the largest image
     * @param outputs the results to be read, differentiated or attributed
     * @param rules how derivatives go through ReLUs and max-poolings
     * @throws IllegalArgumentException if an output does not exist or needs an operation that the plan does not know
     */
    public Plan(NetworkSource network, int maxBatch, Shape largest, Collection<String> outputs, GradientRules rules) {
        this(network, maxBatch, largest, outputs, rules, NativeCpu.threads());
    }

    /**
     * Allocates a plan that computes of one result the centre only, and of all others what that needs: the position at row height / 2 and column
     * width / 2, which is there again in the result's smaller shape. An operation that can only be run whole leaves the result whole.
     *
     * @param network the network
     * @param maxBatch most images at a time
     * @param largest the shape of the largest image
     * @param output the result to be read or differentiated
     * @param reach positions around the centre that are wanted too, at least 0
     * @return the plan
     * @throws IllegalArgumentException if the output does not exist or needs an operation that the plan does not know, or reach is negative
     */
    public static Plan ofCenter(NetworkSource network, int maxBatch, Shape largest, String output, int reach) {
        checkArgument(reach >= 0, "reach must be at least 0, but was %s", reach);
        return new Plan(
                network, maxBatch, largest, List.of(output), output, reach, GradientRules.EXACT, NativeCpu.threads());
    }

    public Plan(
            NetworkSource network,
            int maxBatch,
            Shape largest,
            Collection<String> outputs,
            GradientRules rules,
            int threads) {
        this(network, maxBatch, largest, outputs, null, 0, rules, threads);
    }

    private Plan(
            NetworkSource network,
            int maxBatch,
            Shape largest,
            Collection<String> outputs,
            @Nullable String centerOf,
            int reach,
            GradientRules rules,
            int threads) {
        Network whole = network.at(largest);
        checkArgument(whole.outputs().containsAll(outputs), "not all of %s are results of this network", outputs);
        checkArgument(whole.unsupported(outputs).isEmpty(), "a plan has no rule for %s", whole.unsupported(outputs));
        PlanReplica.Nodes nodes = nodes(network, outputs, rules);
        int count = Math.min(threads, maxBatch);
        executor = new ReplicaExecutor(threads, count);
        for (int i = 0; i < count; i++) {
            replicas.add(new PlanReplica(
                    network.input(),
                    nodes,
                    outputs,
                    centerOf,
                    reach,
                    constants,
                    (maxBatch + count - 1) / count,
                    largest));
        }
    }

    private static PlanReplica.Nodes nodes(NetworkSource network, Collection<String> outputs, GradientRules rules) {
        return new PlanReplica.Nodes() {
            @Override
            public List<Node> of(Shape image) {
                Network own = network.at(image);
                checkArgument(
                        own.outputs().containsAll(outputs),
                        "%s cannot be computed of an image of %s: %s",
                        outputs,
                        image,
                        network.missing(image));
                List<Node> needed = own.upTo(outputs);
                return ConcatenationFusion.of(
                        ReluReordering.of(GradientRuleRewrite.of(needed, rules), outputs), outputs);
            }

            @Override
            public TensorShape image(Shape image) {
                return network.image(image);
            }
        };
    }

    /**
     * Runs the network.
     *
     * @param images values as the network takes them, [batch, height, width, channels]
     * @param batch images in it
     * @param image their shape
     */
    public void forward(float[] images, int batch, Shape image) {
        used = 0;
        int share = Math.min(replicas.size(), batch);
        executor.run(share, i -> {
            int first = batch * i / share;
            replicas.get(i).forward(images, first, batch * (i + 1) / share - first, image);
        });
        used = share;
    }

    private void each(Consumer<PlanReplica> work) {
        checkState(used > 0, "run forward first");
        executor.run(used, i -> work.accept(replicas.get(i)));
    }

    /**
     * Returns the shape of a result of the last forward run.
     *
     * @param output its name
     * @return the shape for one image
     */
    public Shape shape(String output) {
        checkState(used > 0, "run forward first");
        return replicas.get(0).shape(output);
    }

    /**
     * Copies a result of the last forward run.
     *
     * @param output its name
     * @param to room for [batch, height, width, channels]
     */
    public void read(String output, float[] to) {
        each(replica -> replica.read(output, to));
    }

    /** Copies all values of a result of any shape, as they lie in memory: also those that are at no position, a class token's. */
    public void readWhole(String output, float[] to) {
        each(replica -> replica.readWhole(output, to));
    }

    /** Carries a gradient back as {@link #reverse} does, from all values of a result of any shape. */
    public void reverseWhole(String output, float[] cotangent, float[] gradient) {
        each(replica -> replica.reverseWhole(output, cotangent, gradient));
    }

    /** Carries a small change of the images forward to all values of a result of any shape. */
    public void tangentWhole(float[] change, String to, float[] changed) {
        each(replica -> replica.tangentWhole(change, to, changed));
    }

    /**
     * Carries a gradient from a result back to the images of the last forward run.
     *
     * @param output the result's name
     * @param cotangent the gradient of something with respect to the result, [batch, height, width, channels]
     * @param gradient room for its gradient with respect to the images, [batch, height, width, channels]
     */
    public void reverse(String output, float[] cotangent, float[] gradient) {
        each(replica -> replica.reverse(output, cotangent, gradient));
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
        each(replica -> replica.tangent(from, change, to, changed));
    }

    /**
     * Carries the values at one position of each image forward to another result, as a change that is zero at all other positions: gradient
     * times activation, for every value of that result at once.
     *
     * @param from the name of the result that has the position
     * @param rows the position's row in each image
     * @param columns the position's column in each image
     * @param to the name of the result behind it
     * @param changed room for its change
     * @throws IllegalArgumentException if {@code to} does not depend on {@code from}
     */
    public void tangentOfPositions(String from, int[] rows, int[] columns, String to, float[] changed) {
        each(replica -> replica.tangentOfPositions(from, rows, columns, to, changed));
    }

    @Override
    public void close() {
        used = 0;
        executor.close();
        replicas.forEach(PlanReplica::close);
        constants.close();
    }
}

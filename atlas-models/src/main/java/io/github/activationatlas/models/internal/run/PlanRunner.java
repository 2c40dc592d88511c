package io.github.activationatlas.models.internal.run;

import static com.google.common.base.Preconditions.checkState;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.NetworkSource;
import io.github.activationatlas.models.internal.plan.Plan;
import java.util.Objects;
import java.util.Set;

/** Runs a network by a plan, on memory that is allocated once. */
final class PlanRunner implements NetworkRunner {
    private final GraphModel model;
    private final RunnerSize size;
    private final Set<String> outputs;
    private final Plan plan;
    private final boolean encodes;
    private final float[] values;
    private final FiniteCheck finite;
    private int batch;

    PlanRunner(GraphModel model, RunnerSize size, Set<String> outputs, GradientRules rules) {
        this(
                model,
                size,
                outputs,
                new Plan(network(model), size.maxBatch(), size.largest(model.input()), outputs, rules));
    }

    /** Runs to the centre of one result. */
    static PlanRunner ofCenter(GraphModel model, RunnerSize size, String output, int reach) {
        return new PlanRunner(
                model,
                size,
                Set.of(output),
                Plan.ofCenter(network(model), size.maxBatch(), size.largest(model.input()), output, reach));
    }

    private PlanRunner(GraphModel model, RunnerSize size, Set<String> outputs, Plan plan) {
        this.model = model;
        this.size = size;
        this.outputs = outputs;
        this.plan = plan;
        this.encodes = model.ofPixels() == null;
        this.finite = new FiniteCheck(model);
        this.values = new float
                [encodes ? size.maxBatch() * size.largest(model.input()).size() : 0];
    }

    private static NetworkSource network(GraphModel model) {
        return Objects.requireNonNullElse(model.ofPixels(), model.source());
    }

    @Override
    public int maxBatch() {
        return size.maxBatch();
    }

    @Override
    public int maxSize() {
        return size.maxSize();
    }

    @Override
    public void forward(float[] images, int batch, int height, int width) {
        size.check(batch, height, width);
        this.batch = batch;
        finite.ran(images, batch, height, width);
        if (encodes) {
            model.encoding().encode(images, batch * height * width, values);
        }
        plan.forward(
                encodes ? values : images,
                batch,
                new Shape(height, width, model.input().channels()));
    }

    @Override
    public Shape shape(String layer) {
        return plan.shape(model.resolve(layer));
    }

    @Override
    public void read(String layer, float[] to) {
        readUnchecked(layer, to);
        finite.check("layer '" + layer + "'", to, shape(layer).size());
    }

    void readUnchecked(String layer, float[] to) {
        plan.read(model.resolve(layer), to);
    }

    @Override
    public void imageGradient(String layer, float[] cotangent, float[] gradient) {
        plan.reverse(model.resolve(layer), cotangent, encodes ? values : gradient);
        if (encodes) {
            int pixels = plan.shape(model.inputName()).size() / model.input().channels();
            model.encoding().encodeGradient(values, batch * pixels, gradient);
        }
        finite.check(
                "the gradient of layer '" + layer + "'",
                gradient,
                plan.shape(model.inputName()).size());
    }

    @Override
    public void attribution(String layer, int[] rows, int[] columns, float[] attribution) {
        checkState(outputs.contains(model.logits()), "the runner was made without the logits");
        plan.tangentOfPositions(model.resolve(layer), rows, columns, model.logits(), attribution);
        finite.check(
                "the attribution of layer '" + layer + "'",
                attribution,
                shape(model.logits()).size());
    }

    @Override
    public void close() {
        plan.close();
    }
}

package io.github.activationatlas.models.internal.run;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.NotFiniteException;
import io.github.activationatlas.models.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether what a runner answers is finite, and where it ceased to be. */
final class FiniteCheck {
    private final GraphModel model;
    private float[] images = new float[0];
    private int batch;
    private int height;
    private int width;

    FiniteCheck(GraphModel model) {
        this.model = model;
    }

    /** Notes what is run; the array is looked at again only if an answer is not finite. */
    void ran(float[] images, int batch, int height, int width) {
        this.images = images;
        this.batch = batch;
        this.height = height;
        this.width = width;
    }

    /**
     * Checks an answer to the last images.
     *
     * @param what the answer, for the message
     * @param values the same number of values for each image, the batch's from the start on
     * @param each values an image
     * @throws NotFiniteException if one is NaN or infinite
     */
    void check(String what, float[] values, int each) {
        if (finite(values, 0, batch * each)) {
            return;
        }
        for (int b = 0; b < batch; b++) {
            if (!finite(values, b * each, each)) {
                String where = origin(b).orElse("all layers are finite");
                throw new NotFiniteException(what + " is not finite for this image: " + where, b);
            }
        }
    }

    /** A product with zero is zero for what is finite; four sums side by side, as one alone waits for each of its additions. */
    private static boolean finite(float[] values, int from, int count) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = from;
        for (; i + 3 < from + count; i += 4) {
            a += values[i] * 0;
            b += values[i + 1] * 0;
            c += values[i + 2] * 0;
            d += values[i + 3] * 0;
        }
        for (; i < from + count; i++) {
            a += values[i] * 0;
        }
        return a + b + c + d == 0;
    }

    private Optional<String> origin(int b) {
        int length = height * width * model.input().channels();
        float[] image = Arrays.copyOfRange(images, b * length, (b + 1) * length);
        if (!finite(image, 0, length)) {
            return Optional.of("the image's own values are not");
        }
        Set<String> all = new TreeSet<>(model.network().outputs());
        boolean planned = model.network().unsupported(all).isEmpty();
        if (planned) {
            Shape shape = new Shape(height, width, model.input().channels());
            all.retainAll(model.network().extents(model.source().image(shape)).keySet());
        }
        RunnerSize size = new RunnerSize(1, Math.max(height, width));
        try (NetworkRunner runner =
                planned ? new PlanRunner(model, size, all, GradientRules.EXACT) : new SessionRunner(model, size, all)) {
            runner.forward(image, 1, height, width);
            for (String result : model.network().outputs()) {
                if (!all.contains(result)) {
                    continue;
                }
                float[] values = new float[runner.shape(result).size()];
                if (runner instanceof PlanRunner plan) {
                    plan.readUnchecked(result, values);
                } else {
                    ((SessionRunner) runner).readUnchecked(result, values);
                }
                if (!finite(values, 0, values.length)) {
                    return Optional.of("layer '" + result + "' (operator "
                            + model.network().kind(result) + ") is the first that gives NaN or infinity");
                }
            }
        }
        return Optional.empty();
    }
}

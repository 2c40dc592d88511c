package io.github.activationatlas.inversion.internal.ascent;

import io.github.activationatlas.inversion.Optimizer;
import java.util.Arrays;

/** An optimiser and its moments. */
final class OptimizerState {
    private static final float EPSILON = 1e-8f;
    private final Optimizer optimizer;
    private final float[] first;
    private final float[] second;
    private int steps;

    OptimizerState(Optimizer optimizer, int parameters) {
        this.optimizer = optimizer;
        first = new float[parameters];
        second = new float[optimizer instanceof Optimizer.Adam ? parameters : 0];
    }

    /** Starts anew. */
    void restart() {
        steps = 0;
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
    }

    /** Copies the moments into a checkpoint. */
    Checkpoint checkpoint(String settings, float[] parameters, double[][] trajectory, double[] untransformed) {
        return new Checkpoint(settings, parameters.clone(), first.clone(), second.clone(), trajectory, untransformed);
    }

    /** Restores the moments of a checkpoint. */
    void resume(Checkpoint saved) {
        steps = saved.steps();
        System.arraycopy(saved.first(), 0, first, 0, first.length);
        System.arraycopy(saved.second(), 0, second, 0, second.length);
    }

    void step(float[] parameters, float[] gradient, double rate) {
        steps++;
        if (optimizer instanceof Optimizer.Adam adam) {
            adam(adam, parameters, gradient, rate);
        } else {
            sgd((Optimizer.Sgd) optimizer, parameters, gradient, rate);
        }
    }

    private void adam(Optimizer.Adam o, float[] parameters, float[] gradient, double rate) {
        float keep1 = (float) (1 - o.beta1());
        float keep2 = (float) (1 - o.beta2());
        float correction1 = (float) (rate / (1 - Math.pow(o.beta1(), steps)));
        float correction2 = (float) (1 / Math.sqrt(1 - Math.pow(o.beta2(), steps)));
        float left = (float) (1 - rate * o.weightDecay());
        for (int i = 0; i < parameters.length; i++) {
            float g = gradient[i];
            float m = first[i] + keep1 * (g - first[i]);
            float v = second[i] + keep2 * (g * g - second[i]);
            first[i] = m;
            second[i] = v;
            parameters[i] = left * parameters[i] + correction1 * m / ((float) Math.sqrt(v) * correction2 + EPSILON);
        }
    }

    private void sgd(Optimizer.Sgd o, float[] parameters, float[] gradient, double rate) {
        float momentum = (float) o.momentum();
        float left = (float) (1 - rate * o.weightDecay());
        for (int i = 0; i < parameters.length; i++) {
            first[i] = momentum * first[i] + gradient[i];
            parameters[i] = left * parameters[i] + (float) rate * first[i];
        }
    }
}

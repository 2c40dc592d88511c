package io.github.activationatlas.inversion;

/** Adam (Kingma, Ba 2015, arXiv:1412.6980) going uphill, with its published constants. */
final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private final float[] first;
    private final float[] second;
    private int steps;

    Adam(int parameters) {
        first = new float[parameters];
        second = new float[parameters];
    }

    void ascend(float[] parameters, float[] gradient, double rate) {
        steps++;
        float correction1 = (float) (rate / (1 - Math.pow(BETA1, steps)));
        float correction2 = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, steps)));
        for (int i = 0; i < parameters.length; i++) {
            float g = gradient[i];
            first[i] += (float) (1 - BETA1) * (g - first[i]);
            second[i] += (float) (1 - BETA2) * (g * g - second[i]);
            parameters[i] += correction1 * first[i] / ((float) Math.sqrt(second[i]) * correction2 + (float) EPSILON);
        }
    }
}

package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Shape;

/**
 * What a picture is optimised for: a number to be raised, as a function of one layer's activations. Objectives are values; they add up and
 * are weighted. Immutable and thread-safe.
 */
public sealed interface Objective permits Alignment, Channel, ClassLogit, Combination {

    /**
     * Evaluates the objective for one picture and adds its gradient.
     *
     * @param activations a layer's activations, [height, width, channels] from an offset on
     * @param offset where the picture's activations begin
     * @param shape the layer's shape
     * @param weight what the gradient is multiplied with
     * @param gradient where weight times the gradient is added, laid out like the activations
     * @return the objective's value, unweighted
     * @throws IllegalArgumentException if the objective does not fit the layer's channels
     */
    double evaluate(float[] activations, int offset, Shape shape, double weight, float[] gradient);

    /**
     * Adds another objective on the same layer.
     *
     * @param other the other
     * @return their sum
     */
    default Objective plus(Objective other) {
        return new Combination(this, 1, other, 1);
    }

    /**
     * Weighs this objective.
     *
     * @param weight any finite number
     * @return the product
     */
    default Objective times(double weight) {
        return new Combination(this, weight, this, 0);
    }

    /**
     * The direction of the activation atlas at the middle position: dot(h, v) max(0.1, cos(h, v))^n, with a cosine that is normalised by
     * both lengths (Carter et al. 2019, technical notes; the floor keeps two negative factors from passing for a positive one).
     *
     * @param direction the vector v, one value a channel, not all zero; for whitening multiply it by the inverse second moment first
     * @param power n, 0 to 16; 4 in the article's notebooks
     * @return the objective
     */
    static Objective direction(float[] direction, double power) {
        return new Alignment(direction, power, true);
    }

    /**
     * The cosine alone at the middle position, times 10: the picture need not shout, only point the right way.
     *
     * @param direction the vector, one value a channel, not all zero
     * @return the objective
     */
    static Objective cosine(float[] direction) {
        return new Alignment(direction, 1, false);
    }

    /**
     * One channel at the middle position.
     *
     * @param channel its index, from 0
     * @return the objective
     */
    static Objective neuron(int channel) {
        return new Channel(channel, true);
    }

    /**
     * One channel's mean over all positions.
     *
     * @param channel its index, from 0
     * @return the objective
     */
    static Objective channel(int channel) {
        return new Channel(channel, false);
    }

    /**
     * A class's logit, for a visualiser on the model's logits.
     *
     * @param classIndex the class, from 0
     * @return the objective
     */
    static Objective classLogit(int classIndex) {
        return new ClassLogit(classIndex);
    }
}

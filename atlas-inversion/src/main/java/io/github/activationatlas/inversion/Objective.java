package io.github.activationatlas.inversion;

import io.github.activationatlas.inversion.internal.objective.ActivationNorm;
import io.github.activationatlas.inversion.internal.objective.Alignment;
import io.github.activationatlas.inversion.internal.objective.Caricature;
import io.github.activationatlas.inversion.internal.objective.Channel;
import io.github.activationatlas.inversion.internal.objective.ClassLogit;
import io.github.activationatlas.inversion.internal.objective.Combination;
import io.github.activationatlas.inversion.internal.objective.NeighborhoodMean;
import io.github.activationatlas.inversion.internal.objective.Positions;
import io.github.activationatlas.inversion.internal.objective.WhitenedCosine;
import io.github.activationatlas.models.Shape;

/**
 * A number to be raised, as a differentiable function of one layer's activations for one image. Objectives are values; they add up and are
 * weighted. The factories of this interface make the usual ones, and an implementation of {@link #evaluate} makes one of the caller's own.
 * Implementations must be immutable in effect and thread-safe, as one objective is evaluated in several threads at once.
 */
public interface Objective {

    /**
     * Evaluates the objective for one image and adds its gradient. To be implemented; a visualiser calls it in every step.
     *
     * @param activations a layer's activations, [height, width, channels] from the offset on; not to be changed
     * @param offset where the image's activations begin, in both arrays; what lies before and behind is of other images
     * @param shape the layer's shape; it may differ from step to step, as transforms change the image's size
     * @param weight what the gradient is multiplied with
     * @param gradient where weight times the derivatives is added, laid out like the activations
     * @return the objective's value, unweighted
     * @throws IllegalArgumentException if the objective does not fit the layer's shape
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
     * Subtracts another objective on the same layer.
     *
     * @param other the other
     * @return the difference
     */
    default Objective minus(Objective other) {
        return new Combination(this, 1, other, -1);
    }

    /**
     * Multiplies this objective with a weight.
     *
     * @param weight any finite number
     * @return the product
     */
    default Objective times(double weight) {
        return new Combination(this, weight, this, 0);
    }

    /**
     * Averages over the neighbourhood: the weighted mean of this objective at the middle position and at those of the eight around it that the
     * layer has. One pass then gives about what many passes with shifted images would.
     *
     * @param share the weight of a position beside the middle, above 0 to 1, where the middle's is 1; a corner has its square
     * @return the mean
     * @throws IllegalArgumentException if this objective is not of the centre, or the share is outside its range
     */
    default Objective neighborhood(double share) {
        return new NeighborhoodMean(this, share);
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
        return new Alignment(direction, power, Alignment.Measure.PRODUCT, Positions.MIDDLE);
    }

    /**
     * The cosine alone at the middle position, times 10: the activation's length does not matter, only its direction.
     *
     * @param direction the vector, one value a channel, not all zero
     * @return the objective
     */
    static Objective cosine(float[] direction) {
        return new Alignment(direction, 1, Alignment.Measure.COSINE, Positions.MIDDLE);
    }

    /**
     * The angle between activation and direction at the middle position in radians, times -10: as {@link #cosine}, but with a gradient that does
     * not vanish near the maximum. Below an angle of 2.6 degrees it is constant.
     *
     * @param direction the vector, one value a channel, not all zero
     * @return the objective
     */
    static Objective angle(float[] direction) {
        return new Alignment(direction, 1, Alignment.Measure.ANGLE, Positions.MIDDLE);
    }

    /**
     * The same as {@link #direction} at another position.
     *
     * @param direction the vector
     * @param power n, 0 to 16
     * @param down rows below the middle; negative above
     * @param right columns right of the middle; negative left
     * @return the objective
     */
    static Objective directionAt(float[] direction, double power, int down, int right) {
        return new Alignment(direction, power, Alignment.Measure.PRODUCT, new Positions(false, down, right));
    }

    /**
     * The same as the mean over all positions: a texture instead of an object.
     *
     * @param direction the vector
     * @param power n, 0 to 16
     * @return the objective
     */
    static Objective directionEverywhere(float[] direction, double power) {
        return new Alignment(direction, power, Alignment.Measure.PRODUCT, Positions.ALL);
    }

    /**
     * The cosine alone at another position, times 10.
     *
     * @param direction the vector
     * @param down rows below the middle; negative above
     * @param right columns right of the middle; negative left
     * @return the objective
     */
    static Objective cosineAt(float[] direction, int down, int right) {
        return new Alignment(direction, 1, Alignment.Measure.COSINE, new Positions(false, down, right));
    }

    /**
     * The cosine alone as the mean over all positions, times 10.
     *
     * @param direction the vector
     * @return the objective
     */
    static Objective cosineEverywhere(float[] direction) {
        return new Alignment(direction, 1, Alignment.Measure.COSINE, Positions.ALL);
    }

    /**
     * The cosine at the middle position in whitened space, times 10: h'Sv / sqrt(h'Sh v'Sv), where what all activations have in common counts
     * little on both sides. Whitening the direction alone, as the article does, leaves h as it is.
     *
     * @param direction the vector v, not whitened
     * @param whitening S
     * @return the objective
     * @throws IllegalArgumentException if the numbers of channels differ or v'Sv is not above 0
     */
    static Objective whitenedCosine(float[] direction, Whitening whitening) {
        return new WhitenedCosine(direction, whitening, false);
    }

    /**
     * The angle at the middle position in whitened space in radians, times -10: as {@link #whitenedCosine}, but with a gradient that does
     * not vanish near the maximum.
     *
     * @param direction the vector v, not whitened
     * @param whitening S
     * @return the objective
     * @throws IllegalArgumentException if the numbers of channels differ or v'Sv is not above 0
     */
    static Objective whitenedAngle(float[] direction, Whitening whitening) {
        return new WhitenedCosine(direction, whitening, true);
    }

    /**
     * One channel at the middle position.
     *
     * @param channel its index, from 0
     * @return the objective
     */
    static Objective neuron(int channel) {
        return new Channel(channel, Positions.MIDDLE);
    }

    /**
     * One channel's mean over all positions.
     *
     * @param channel its index, from 0
     * @return the objective
     */
    static Objective channel(int channel) {
        return new Channel(channel, Positions.ALL);
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

    /**
     * One channel at another position.
     *
     * @param channel its index, from 0
     * @param down rows below the middle; negative above
     * @param right columns right of the middle; negative left
     * @return the objective
     */
    static Objective neuronAt(int channel, int down, int right) {
        return new Channel(channel, new Positions(false, down, right));
    }

    /**
     * The mean square of all activations: whatever the layer responds to in the image is amplified (Mordvintsev et al. 2015, DeepDream).
     *
     * @return the objective
     */
    static Objective deepDream() {
        return new ActivationNorm(2, 0);
    }

    /**
     * The mean absolute distance of all activations from a value.
     *
     * @param from the value; 0 mostly
     * @return the objective, mostly to be subtracted from another
     */
    static Objective l1(double from) {
        return new ActivationNorm(1, from);
    }

    /**
     * The mean square distance of all activations from a value.
     *
     * @param from the value; 0 mostly
     * @return the objective, mostly to be subtracted from another
     */
    static Objective l2(double from) {
        return new ActivationNorm(2, from);
    }

    /**
     * The caricature of an image: sum of h r max(0.1, cos(h, r))^power over all positions, divided by their number (after
     * Lucid). Needs {@link Transforms#NONE}, as r has a vector for every position.
     *
     * @param reference the image's activations r, [height, width, channels], not all zero
     * @param shape their shape
     * @param power 0 to 16; 0 in Lucid
     * @return the objective
     */
    static Objective caricature(float[] reference, Shape shape, double power) {
        return new Caricature(reference, shape, power, false);
    }

    /**
     * Minus the mean square distance of all activations from an image's: feature inversion (Mahendran, Vedaldi 2015). Needs
     * {@link Transforms#NONE}.
     *
     * @param reference the image's activations, [height, width, channels]
     * @param shape their shape
     * @return the objective
     */
    static Objective featureInversion(float[] reference, Shape shape) {
        return new Caricature(reference, shape, 0, true);
    }
}

package io.github.activationatlas.examples.cli;

import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Recipe;
import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.models.VisionModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How icons are drawn; what is not given is the recipe's. */
public final class IconOptions {
    /** What icons are optimised for. */
    enum Aim {
        DOTCOS,
        COS
    }

    @Option(
            names = "--recipe",
            paramLabel = "default|thorough|lucid",
            defaultValue = "default",
            description = "The settings that the others change. Default: ${DEFAULT-VALUE}.")
    private Recipe recipe = Recipe.DEFAULT;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "An icon's side. Default: 80, or the smallest above it that the layer needs.")
    private @Nullable Integer size;

    @Option(names = "--steps", paramLabel = "N", description = "Steps for each icon.")
    private @Nullable Integer steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Icons drawn at a time. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--lr", paramLabel = "RATE", description = "The optimiser's step size.")
    private @Nullable Double learningRate;

    @Option(
            names = "--objective",
            paramLabel = "dotcos|cos",
            description =
                    "The dot product times the cosine's power, or the cosine alone. Default: lucid's is dotcos, the others' the angle.")
    private @Nullable Aim objective;

    @Option(
            names = "--plain-view",
            paramLabel = "SHARE",
            description = "The share of the picture as it is beside the moved looks, 0 to 1.")
    private @Nullable Double untransformedWeight;

    @Option(names = "--plain-every", paramLabel = "N", description = "How many steps come to one plain look.")
    private @Nullable Integer untransformedEvery;

    @Option(
            names = "--decay",
            negatable = true,
            description = "Whether the step size falls to zero over the second half.")
    private @Nullable Boolean decay;

    @Option(names = "--weight-decay", paramLabel = "SHARE", description = "Adam's weight decay, 0 to 10.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--decay-power",
            paramLabel = "P",
            description = "The spectrum's decay, 0 to 3; goes with --cutoff.")
    private @Nullable Double decayPower;

    @Option(names = "--cutoff", paramLabel = "F", description = "The spectrum's highest frequency, up to 0.5.")
    private @Nullable Double cutoff;

    @Option(
            names = "--contrast",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Drives finished icons from middle grey. Default: ${DEFAULT-VALUE}.")
    private double contrast;

    /** Made by picocli. */
    public IconOptions() {}

    /** Whether the dot product counts, not the direction alone. */
    boolean dot() {
        return objective == null ? recipe == Recipe.LUCID : objective == Aim.DOTCOS;
    }

    /**
     * Returns the objective that is asked for by name, with the direction whitened or not; else the recipe's.
     *
     * @param v the direction
     * @param whitening what to multiply it by, or null
     * @param power the cosine's power in dotcos
     * @return the objective
     */
    public Objective objective(float[] v, @Nullable Whitening whitening, double power) {
        if (objective == null && !dot()) {
            return recipe.objective(v, whitening);
        }
        float[] direction = whitening == null ? v : whitening.apply(v);
        return dot() ? Objective.direction(direction, power) : Objective.cosine(direction);
    }

    /**
     * Sets what was given.
     *
     * @param builder the settings
     * @return the same
     */
    public VisualizerBuilder apply(VisualizerBuilder builder) {
        builder.recipe(recipe).batch(batch).contrast(contrast);
        if (size != null) {
            builder.size(size);
        }
        if (steps != null) {
            builder.steps(steps);
        }
        if (learningRate != null) {
            builder.learningRate(learningRate);
        }
        if (untransformedWeight != null) {
            builder.untransformedWeight(untransformedWeight);
        }
        if (untransformedEvery != null) {
            builder.untransformedEvery(untransformedEvery);
        }
        if (decay != null) {
            builder.decay(decay);
        }
        if (weightDecay != null) {
            builder.weightDecay(weightDecay);
        }
        if (decayPower != null || cutoff != null) {
            builder.parametrization(
                    new Parametrization.Fourier(decayPower == null ? 1 : decayPower, cutoff == null ? 0.5 : cutoff));
        }
        return builder;
    }

    /** How many steps are taken, wherever the number comes from. */
    int steps(VisionModel network, String layer) {
        return apply(FeatureVisualizer.builder(network, layer)).steps();
    }
}

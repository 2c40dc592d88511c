package io.github.activationatlas.examples.cli.options;

import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Recipe;
import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.models.VisionModel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How icons are optimised; options that are not given have the values of the recipe. */
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
            description = "Preset for the options below, each of which overrides it. Default: ${DEFAULT-VALUE}.")
    private Recipe recipe = Recipe.DEFAULT;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description =
                    "Height and width of an icon. Default: 80, or the smallest size above it that the layer accepts.")
    private @Nullable Integer size;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Number of optimisation steps per icon. Default: from the recipe.")
    private @Nullable Integer steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Number of icons optimised at once. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "Learning rate of the optimiser. Default: from the recipe.")
    private @Nullable Double learningRate;

    @Option(
            names = "--objective",
            paramLabel = "dotcos|cos",
            description =
                    "dotcos: the dot product times a power of the cosine; cos: the cosine alone. Default: dotcos for the recipe lucid, else the angle to the target.")
    private @Nullable Aim objective;

    @Option(
            names = "--untransformed-weight",
            paramLabel = "WEIGHT",
            description = "Weight of the untransformed image, 0 to 1. Default: from the recipe.")
    private @Nullable Double untransformedWeight;

    @Option(
            names = "--untransformed-every",
            paramLabel = "N",
            description = "Optimise the untransformed image every N-th step. Default: from the recipe.")
    private @Nullable Integer untransformedEvery;

    @Option(
            names = "--decay",
            negatable = true,
            description =
                    "Decay the learning rate to zero over the second half of the steps. Default: from the recipe.")
    private @Nullable Boolean decay;

    @Option(
            names = "--weight-decay",
            paramLabel = "RATE",
            description = "Weight decay of the Adam optimiser, 0 to 10. Default: from the recipe.")
    private @Nullable Double weightDecay;

    @Option(
            names = "--decay-power",
            paramLabel = "P",
            description =
                    "Exponent of the Fourier parametrization's decay over frequency, 0 to 3. Default: 1 with --cutoff, else from the recipe.")
    private @Nullable Double decayPower;

    @Option(
            names = "--cutoff",
            paramLabel = "F",
            description =
                    "Highest frequency of the Fourier parametrization, in cycles per pixel, up to 0.5. Default: 0.5 with --decay-power, else from the recipe.")
    private @Nullable Double cutoff;

    @Option(
            names = "--contrast",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Contrast factor of finished icons. Default: ${DEFAULT-VALUE}.")
    private double contrast;

    @Option(names = "--plain-view", hidden = true)
    public void plainView(double weight) {
        untransformedWeight = weight;
    }

    @Option(names = "--plain-every", hidden = true)
    public void plainEvery(int steps) {
        untransformedEvery = steps;
    }

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
        set(size, builder::size);
        set(steps, builder::steps);
        set(learningRate, builder::learningRate);
        set(untransformedWeight, builder::untransformedWeight);
        set(untransformedEvery, builder::untransformedEvery);
        set(decay, builder::decay);
        set(weightDecay, builder::weightDecay);
        if (decayPower != null || cutoff != null) {
            builder.parametrization(
                    new Parametrization.Fourier(decayPower == null ? 1 : decayPower, cutoff == null ? 0.5 : cutoff));
        }
        return builder;
    }

    private static <T> void set(@Nullable T given, Consumer<T> option) {
        if (given != null) {
            option.accept(given);
        }
    }

    /** How many steps are taken, wherever the number comes from. */
    public int steps(VisionModel network, String layer) {
        return apply(FeatureVisualizer.builder(network, layer)).steps();
    }
}

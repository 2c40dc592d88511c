package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static java.util.Objects.requireNonNull;

import io.github.activationatlas.inversion.internal.ascent.Checkpoints;
import io.github.activationatlas.inversion.internal.ascent.VisualizationTask;
import io.github.activationatlas.inversion.internal.settings.Setting;
import io.github.activationatlas.inversion.internal.view.ImageSize;
import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.VisionModel;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a {@link FeatureVisualizer}. Each option is checked when it is set; all start from {@link Recipe#DEFAULT}. Not thread-safe. */
public final class VisualizerBuilder {
    private final VisionModel model;
    private final String layer;
    /** All but size and colours, which are chosen when none are set. */
    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

    private @Nullable Checkpoints checkpoints;
    private Consumer<VisualizationProgress> progress = p -> {};

    VisualizerBuilder(VisionModel model, String layer) {
        this.model = checkNotNull(model, "model must not be null");
        this.layer = checkNotNull(layer, "layer must not be null");
        batch(16).transformsPerImage(false).regularizers().batchTerms().gradientRules(GradientRules.EXACT);
        contrast(1).starts(1).patience(0).seed(1).robustViews(0).recipe(Recipe.DEFAULT);
    }

    private VisualizerBuilder set(Setting setting, Object value) {
        values.put(setting, setting.check(value));
        return this;
    }

    /**
     * Sets all options to those of another visualiser, or to those that were read from text. What is set afterwards wins.
     *
     * @param settings the settings
     * @return this
     * @throws IllegalArgumentException if their colours have another number of channels than the network
     */
    public VisualizerBuilder settings(VisualizerSettings settings) {
        colors(checkNotNull(settings, "settings must not be null").colors());
        values.putAll(settings.values());
        return this;
    }

    /**
     * Sets the options of a recipe: steps, learning rate, schedule, optimiser, parametrisation, transforms and those of the untransformed image.
     * What is set afterwards wins.
     *
     * @param recipe the recipe
     * @return this
     */
    public VisualizerBuilder recipe(Recipe recipe) {
        checkNotNull(recipe, "recipe must not be null").apply(this);
        return this;
    }

    /**
     * Returns the number of steps.
     *
     * @return steps
     */
    public int steps() {
        return (int) get(Setting.STEPS);
    }

    /**
     * Sets the side of the images.
     *
     * @param size 8 to 1024 pixels; by default 80, or the next larger side for which the layer has an output in every transformed
     *     view
     * @return this
     */
    public VisualizerBuilder size(int size) {
        return set(Setting.SIZE, size);
    }

    /**
     * Sets the number of gradient ascent steps.
     *
     * @param steps 1 to 100000; 240 by default
     * @return this
     */
    public VisualizerBuilder steps(int steps) {
        return set(Setting.STEPS, steps);
    }

    /**
     * Sets how many images are optimised together.
     *
     * @param batch 1 to 1024; 16 by default
     * @return this
     */
    public VisualizerBuilder batch(int batch) {
        return set(Setting.BATCH, batch);
    }

    /**
     * Sets the learning rate.
     *
     * @param learningRate above 0 to 10; 0.1 by default
     * @return this
     */
    public VisualizerBuilder learningRate(double learningRate) {
        return set(Setting.LEARNING_RATE, learningRate);
    }

    /**
     * Sets the schedule of the learning rate.
     *
     * @param schedule {@link Schedule#THREE_QUARTERS} by default
     * @return this
     */
    public VisualizerBuilder schedule(Schedule schedule) {
        return set(Setting.SCHEDULE, schedule);
    }

    /**
     * Sets whether the learning rate falls to zero over the second half of the steps.
     *
     * @param decay true for {@link Schedule#SECOND_HALF}, false for {@link Schedule#CONSTANT}
     * @return this
     */
    public VisualizerBuilder decay(boolean decay) {
        return schedule(decay ? Schedule.SECOND_HALF : Schedule.CONSTANT);
    }

    /**
     * Sets the optimiser.
     *
     * @param optimizer Adam with a weight decay by default
     * @return this
     */
    public VisualizerBuilder optimizer(Optimizer optimizer) {
        return set(Setting.OPTIMIZER, optimizer);
    }

    /**
     * Sets the weight decay of the optimiser that is set.
     *
     * @param weightDecay 0 to 10; 0.1 by default
     * @return this
     */
    public VisualizerBuilder weightDecay(double weightDecay) {
        return optimizer(((Optimizer) get(Setting.OPTIMIZER)).withWeightDecay(weightDecay));
    }

    /**
     * Sets how images are parametrised.
     *
     * @param parametrization a spectrum by default
     * @return this
     */
    public VisualizerBuilder parametrization(Parametrization parametrization) {
        return set(Setting.PARAMETRIZATION, parametrization);
    }

    /**
     * Sets the colour decorrelation.
     *
     * @param colors ImageNet's by default; none for networks that do not take three channels
     * @return this
     * @throws IllegalArgumentException if they have another number of channels than the network
     */
    public VisualizerBuilder colors(Colors colors) {
        checkNotNull(colors, "colors must not be null");
        checkArgument(
                colors.channels() == model.input().channels(),
                "colors have %s channels, but the network takes %s",
                colors.channels(),
                model.input().channels());
        return set(Setting.COLORS, colors);
    }

    /**
     * Sets the weight of the untransformed image beside its transformed views. The higher, the nearer the image comes to its objective, and the
     * less robust it is to transforms.
     *
     * @param untransformedWeight 0 to 1; 0.28 by default
     * @return this
     */
    public VisualizerBuilder untransformedWeight(double untransformedWeight) {
        return set(Setting.UNTRANSFORMED_WEIGHT, untransformedWeight);
    }

    /**
     * Sets every how many steps the untransformed image is optimised, which costs a run of the network on the whole image. At 1 each step
     * optimises both; above, every n-th step optimises the untransformed image and the others a transformed view, with weights that make up for
     * it.
     *
     * @param untransformedEvery 1 to 1000; 3 by default
     * @return this
     */
    public VisualizerBuilder untransformedEvery(int untransformedEvery) {
        return set(Setting.UNTRANSFORMED_EVERY, untransformedEvery);
    }

    /**
     * Sets whether steps on the untransformed image see its centre crop alone during the first half of the steps: three fifths of the side, at a
     * third of the cost.
     *
     * @param centerCropFirst true by default
     * @return this
     */
    public VisualizerBuilder centerCropFirst(boolean centerCropFirst) {
        return set(Setting.CENTER_CROP_FIRST, centerCropFirst);
    }

    /**
     * Sets whether gradients are normalised: each view's gradient is scaled to a norm of 8 times the view's weight, so that no view dominates. 8
     * is about the norm that the default objective's gradient has.
     *
     * @param normalizeGradients true by default
     * @return this
     */
    public VisualizerBuilder normalizeGradients(boolean normalizeGradients) {
        return set(Setting.NORMALIZE_GRADIENTS, normalizeGradients);
    }

    /**
     * Sets the transforms that are drawn anew for each step.
     *
     * @param transforms {@link Transforms#ATLAS} by default
     * @return this
     */
    public VisualizerBuilder transforms(Transforms transforms) {
        return set(Setting.TRANSFORMS, transforms);
    }

    /**
     * Sets whether each image of a batch is transformed by itself. Scales are always shared, as the images of a batch must have one size.
     *
     * @param perImage false by default
     * @return this
     */
    public VisualizerBuilder transformsPerImage(boolean perImage) {
        return set(Setting.TRANSFORMS_PER_IMAGE, perImage);
    }

    /**
     * Sets penalties on the images themselves.
     *
     * @param regularizers none by default
     * @return this
     */
    public VisualizerBuilder regularizers(Regularizer... regularizers) {
        return set(Setting.REGULARIZERS, regularizers);
    }

    /**
     * Sets terms between the images of a batch. Images of different batches do not influence one another.
     *
     * @param batchTerms none by default
     * @return this
     */
    public VisualizerBuilder batchTerms(BatchTerm... batchTerms) {
        return set(Setting.BATCH_TERMS, batchTerms);
    }

    /**
     * Sets the rules by which gradients go back through the network. Lucid redirects those of ReLUs for single images, so that an image that raises
     * nothing yet has somewhere to go; relaxed max-poolings let a gradient reach more than the winners. With rules that are not exact the
     * whole layer is computed, which takes longer for objectives at the middle.
     *
     * @param gradientRules {@link GradientRules#EXACT} by default
     * @return this
     */
    public VisualizerBuilder gradientRules(GradientRules gradientRules) {
        return set(Setting.GRADIENT_RULES, gradientRules);
    }

    /**
     * Sets the contrast factor of finished images, about mid-grey. The reported fidelity is that of the finished image.
     *
     * @param contrast 0.1 to 10; 1, unchanged, by default
     * @return this
     */
    public VisualizerBuilder contrast(double contrast) {
        return set(Setting.CONTRAST, contrast);
    }

    /**
     * Sets the number of random starts of each image. The result with the highest objective on the untransformed image is kept.
     *
     * @param starts 1 to 100; 1 by default
     * @return this
     */
    public VisualizerBuilder starts(int starts) {
        return set(Setting.STARTS, starts);
    }

    /**
     * Sets early stopping: after how many steps without a rise of the smoothed mean objective optimisation ends. The mean is that of the images
     * that one thread optimises together, so the batch size and the number of threads influence when it ends.
     *
     * @param patience 0 for never, the default, to 100000
     * @return this
     */
    public VisualizerBuilder patience(int patience) {
        return set(Setting.PATIENCE, patience);
    }

    /**
     * Sets the number of transformed views over which the reported fidelity is measured too.
     *
     * @param robustViews 0, the default, to 1000
     * @return this
     */
    public VisualizerBuilder robustViews(int robustViews) {
        return set(Setting.ROBUST_VIEWS, robustViews);
    }

    /**
     * Sets the random seed.
     *
     * @param seed any number; 1 by default
     * @return this
     */
    public VisualizerBuilder seed(long seed) {
        return set(Setting.SEED, seed);
    }

    /**
     * Sets a folder for checkpoints. When a run is interrupted, the same call with the same settings and objectives resumes from them and gives
     * the same images, to the byte, as an uninterrupted run. When a run is done, its files are deleted.
     *
     * @param folder created if it does not exist; for this run alone. Files hold a version and a checksum, and are written whole or not at all.
     *     A run throws IllegalArgumentException if one is damaged or of other settings, objectives, threads or images
     * @param every after how many steps, 1 to 100000; each checkpoint costs a run of the network on the images
     * @return this
     */
    public VisualizerBuilder checkpoints(Path folder, int every) {
        checkNotNull(folder, "folder of checkpoints must not be null");
        checkArgument(every >= 1 && every <= 100_000, "every must be between 1 and 100000, but was %s", every);
        this.checkpoints = new Checkpoints(folder, every);
        return this;
    }

    /**
     * Adds a progress listener, which is called after every step.
     *
     * @param progress called from the visualising thread, so it should return at once
     * @return this
     */
    public VisualizerBuilder onProgress(Consumer<VisualizationProgress> progress) {
        this.progress = this.progress.andThen(checkNotNull(progress, "onProgress must not be null"));
        return this;
    }

    /**
     * Builds the visualiser.
     *
     * @return the visualiser
     * @throws IllegalArgumentException if the size that was set is too small for the layer under the transforms; the message names the
     *     smallest that suffices
     */
    public FeatureVisualizer build() {
        Map<Setting, Object> all = new EnumMap<>(values);
        int channels = model.input().channels();
        all.putIfAbsent(Setting.COLORS, channels == 3 ? Colors.imagenet() : Colors.independent(channels));
        boolean chooses = all.putIfAbsent(Setting.SIZE, ImageSize.DEFAULT) == null;
        int size = ImageSize.of(model, layer, new VisualizerSettings(all), chooses);
        all.put(Setting.SIZE, size);
        boolean enlarged = chooses && size != ImageSize.DEFAULT;
        VisualizationTask task =
                new VisualizationTask(model, layer, new VisualizerSettings(all), checkpoints, progress);
        return new FeatureVisualizer(task, enlarged);
    }

    private Object get(Setting setting) {
        return requireNonNull(values.get(setting));
    }
}

package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.VisionModel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects settings; each is checked when it is set. Starts from {@link Recipe#DEFAULT}. Not thread-safe. */
public final class VisualizerBuilder {
    final VisionModel model;
    final String layer;
    /** 0 for one that suits the layer. */
    int size;

    int steps;
    int batch = 16;
    double learningRate;
    Schedule schedule = Schedule.CONSTANT;
    Optimizer optimizer = Optimizer.adam();
    Parametrization parametrization = Parametrization.fourier();

    @Nullable
    Colors colors;

    double plainView;
    int plainEvery = 1;
    boolean middleFirst;
    boolean evenLooks;
    Transforms transforms = Transforms.NONE;
    boolean perImage;
    List<Regularizer> regularizers = List.of();
    List<BatchTerm> batchTerms = List.of();
    GradientRules gradientRules = GradientRules.EXACT;
    double contrast = 1;
    int starts = 1;
    int patience;
    int robustViews;
    long seed = 1;

    @Nullable
    Checkpoints checkpoints;

    Consumer<VisualizationProgress> progress = p -> {};

    VisualizerBuilder(VisionModel model, String layer) {
        this.model = checkNotNull(model, "model must not be null");
        this.layer = checkNotNull(layer, "layer must not be null");
        Recipe.DEFAULT.apply(this);
    }

    VisualizerBuilder(VisualizerBuilder o) {
        model = o.model;
        layer = o.layer;
        size = o.size;
        steps = o.steps;
        batch = o.batch;
        learningRate = o.learningRate;
        schedule = o.schedule;
        optimizer = o.optimizer;
        parametrization = o.parametrization;
        colors = o.colors;
        plainView = o.plainView;
        plainEvery = o.plainEvery;
        middleFirst = o.middleFirst;
        evenLooks = o.evenLooks;
        transforms = o.transforms;
        perImage = o.perImage;
        regularizers = o.regularizers;
        batchTerms = o.batchTerms;
        gradientRules = o.gradientRules;
        contrast = o.contrast;
        starts = o.starts;
        patience = o.patience;
        robustViews = o.robustViews;
        seed = o.seed;
        checkpoints = o.checkpoints;
        progress = o.progress;
    }

    /** Names and values, for records. */
    String settings() {
        return String.join(
                ", ",
                "size=" + size,
                "steps=" + steps,
                "batch=" + batch,
                "parametrization=" + parametrization,
                "optimizer=" + optimizer,
                "learningRate=" + learningRate,
                "schedule=" + schedule,
                "plainView=" + plainView,
                "plainEvery=" + plainEvery,
                "middleFirst=" + middleFirst,
                "evenLooks=" + evenLooks,
                "transforms=" + transforms,
                "perImage=" + perImage,
                "regularizers=" + regularizers,
                "batchTerms=" + batchTerms,
                "gradientRules=" + gradientRules,
                "contrast=" + contrast,
                "starts=" + starts,
                "patience=" + patience,
                "seed=" + seed);
    }

    /** The colours that were set, or those that fit the network's channels. */
    Colors colors() {
        int channels = model.input().channels();
        return colors != null ? colors : channels == 3 ? Colors.imagenet() : Colors.independent(channels);
    }

    /**
     * Sets all that a recipe names: steps, learning rate, schedule, optimiser, parametrisation, transforms and the plain view. What is
     * set afterwards wins.
     *
     * @param recipe the recipe
     * @return this
     */
    public VisualizerBuilder recipe(Recipe recipe) {
        checkNotNull(recipe, "recipe must not be null").apply(this);
        return this;
    }

    /**
     * Tells how many steps are set.
     *
     * @return steps
     */
    public int steps() {
        return steps;
    }

    /**
     * Sets the pictures' side.
     *
     * @param size 8 to 1024 pixels; by default 80, or the next larger side of which the network, as the transforms show it pictures, leaves
     *     something at the layer
     * @return this
     */
    public VisualizerBuilder size(int size) {
        checkArgument(
                size >= PictureSize.LEAST && size <= PictureSize.MOST,
                "size must be between %s and %s, but was %s",
                PictureSize.LEAST,
                PictureSize.MOST,
                size);
        this.size = size;
        return this;
    }

    /**
     * Sets how many steps are taken uphill.
     *
     * @param steps 1 to 100000; 240 by default
     * @return this
     */
    public VisualizerBuilder steps(int steps) {
        checkArgument(steps >= 1 && steps <= 100_000, "steps must be between 1 and 100000, but was %s", steps);
        this.steps = steps;
        return this;
    }

    /**
     * Sets how many pictures are found at a time.
     *
     * @param batch 1 to 1024; 16 by default
     * @return this
     */
    public VisualizerBuilder batch(int batch) {
        checkArgument(batch >= 1 && batch <= 1024, "batch must be between 1 and 1024, but was %s", batch);
        this.batch = batch;
        return this;
    }

    /**
     * Sets the optimiser's step size.
     *
     * @param learningRate above 0 to 10; 0.1 by default
     * @return this
     */
    public VisualizerBuilder learningRate(double learningRate) {
        checkArgument(
                learningRate > 0 && learningRate <= 10,
                "learningRate must be above 0 and at most 10, but was %s",
                learningRate);
        this.learningRate = learningRate;
        return this;
    }

    /**
     * Sets how the step size falls.
     *
     * @param schedule {@link Schedule#THREE_QUARTERS} by default
     * @return this
     */
    public VisualizerBuilder schedule(Schedule schedule) {
        this.schedule = checkNotNull(schedule, "schedule must not be null");
        return this;
    }

    /**
     * Sets whether the step size falls to zero over the second half of the steps.
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
        this.optimizer = checkNotNull(optimizer, "optimizer must not be null");
        return this;
    }

    /**
     * Sets the weight decay of the optimiser that is set.
     *
     * @param weightDecay 0 to 10; 0.1 by default
     * @return this
     */
    public VisualizerBuilder weightDecay(double weightDecay) {
        this.optimizer = optimizer.withWeightDecay(weightDecay);
        return this;
    }

    /**
     * Sets how a picture is held.
     *
     * @param parametrization a spectrum by default
     * @return this
     */
    public VisualizerBuilder parametrization(Parametrization parametrization) {
        this.parametrization = checkNotNull(parametrization, "parametrization must not be null");
        return this;
    }

    /**
     * Sets how free values become colours.
     *
     * @param colors ImageNet's by default, or none for networks that do not take three channels
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
        this.colors = colors;
        return this;
    }

    /**
     * Sets how much the picture as it is counts beside the moved looks: the more, the truer the picture is, and the less it bears to be
     * moved.
     *
     * @param plainView 0 to 1, its share; 0.28 by default
     * @return this
     */
    public VisualizerBuilder plainView(double plainView) {
        checkArgument(plainView >= 0 && plainView <= 1, "plainView must be between 0 and 1, but was %s", plainView);
        this.plainView = plainView;
        return this;
    }

    /**
     * Sets how often a step looks at the picture as it is, which costs a run of the network on the whole picture: at 1 each step looks both
     * ways; above, every n-th step looks at the picture as it is, the others at the moved one. The rarer a look, the more it weighs.
     *
     * @param plainEvery 1 to 1000; 3 by default
     * @return this
     */
    public VisualizerBuilder plainEvery(int plainEvery) {
        checkArgument(
                plainEvery >= 1 && plainEvery <= 1000, "plainEvery must be between 1 and 1000, but was %s", plainEvery);
        this.plainEvery = plainEvery;
        return this;
    }

    /**
     * Sets whether plain looks of the first half of the steps see the middle of the picture alone, three fifths of the side, which costs
     * a third.
     *
     * @param middleFirst true by default
     * @return this
     */
    public VisualizerBuilder middleFirst(boolean middleFirst) {
        this.middleFirst = middleFirst;
        return this;
    }

    /**
     * Sets whether each look at a picture counts alike: its gradient is brought to one length, 8 times the look's weight, so that no
     * look leads because it happened to be a steep one. 8 is about what the default objective's gradient has.
     *
     * @param evenLooks true by default
     * @return this
     */
    public VisualizerBuilder evenLooks(boolean evenLooks) {
        this.evenLooks = evenLooks;
        return this;
    }

    /**
     * Sets how pictures are moved before each step.
     *
     * @param transforms {@link Transforms#ATLAS} by default
     * @return this
     */
    public VisualizerBuilder transforms(Transforms transforms) {
        this.transforms = checkNotNull(transforms, "transforms must not be null");
        return this;
    }

    /**
     * Sets whether transforms are drawn for each picture instead of once for a batch. Scales are always shared, as the pictures of a
     * batch must have one size.
     *
     * @param perImage false by default
     * @return this
     */
    public VisualizerBuilder transformsPerImage(boolean perImage) {
        this.perImage = perImage;
        return this;
    }

    /**
     * Sets costs of the pictures themselves.
     *
     * @param regularizers none by default
     * @return this
     */
    public VisualizerBuilder regularizers(Regularizer... regularizers) {
        this.regularizers = all("regularizers", regularizers);
        return this;
    }

    /**
     * Sets what is asked of the pictures of a batch together; those of different batches know nothing of one another.
     *
     * @param batchTerms none by default
     * @return this
     */
    public VisualizerBuilder batchTerms(BatchTerm... batchTerms) {
        this.batchTerms = all("batchTerms", batchTerms);
        return this;
    }

    /**
     * Sets how gradients go back through the network. Lucid redirects those of ReLUs for single pictures, so that a picture that raises
     * nothing yet has somewhere to go; relaxed max-poolings let a gradient reach more than the winners. With rules that are not exact the
     * whole layer is computed, which takes longer for objectives at the middle.
     *
     * @param gradientRules {@link GradientRules#EXACT} by default
     * @return this
     */
    public VisualizerBuilder gradientRules(GradientRules gradientRules) {
        this.gradientRules = checkNotNull(gradientRules, "gradientRules must not be null");
        return this;
    }

    /**
     * Sets how far the finished pictures are driven from middle grey. The fidelity that is reported is that of the finished picture.
     *
     * @param contrast 0.1 to 10; 1, as found, by default
     * @return this
     */
    public VisualizerBuilder contrast(double contrast) {
        checkArgument(contrast >= 0.1 && contrast <= 10, "contrast must be between 0.1 and 10, but was %s", contrast);
        this.contrast = contrast;
        return this;
    }

    /**
     * Sets how many random starts each picture gets; the one is kept whose objective is highest on the picture as it is.
     *
     * @param starts 1 to 100; 1 by default
     * @return this
     */
    public VisualizerBuilder starts(int starts) {
        checkArgument(starts >= 1 && starts <= 100, "starts must be between 1 and 100, but was %s", starts);
        this.starts = starts;
        return this;
    }

    /**
     * Sets after how many steps without a rise of the mean objective, smoothed, pictures are finished early. The mean is that of those
     * that one thread does together, so with this the batch size and the number of threads have a say in when it ends.
     *
     * @param patience 0 for never, the default, to 100000
     * @return this
     */
    public VisualizerBuilder patience(int patience) {
        checkArgument(
                patience >= 0 && patience <= 100_000, "patience must be between 0 and 100000, but was %s", patience);
        this.patience = patience;
        return this;
    }

    /**
     * Sets over how many moved views the fidelity that is reported is measured too.
     *
     * @param robustViews 0, the default, to 1000
     * @return this
     */
    public VisualizerBuilder robustViews(int robustViews) {
        checkArgument(
                robustViews >= 0 && robustViews <= 1000,
                "robustViews must be between 0 and 1000, but was %s",
                robustViews);
        this.robustViews = robustViews;
        return this;
    }

    /**
     * Sets the seed of all randomness.
     *
     * @param seed any number; 1 by default
     * @return this
     */
    public VisualizerBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets where a run keeps how far it has come. When it ends early, the same call with the same settings and objectives goes on from
     * there and gives the same pictures, to the byte, as if it had not ended. When it is done, the files are deleted.
     *
     * @param folder made if it is not there; for this run alone. Files hold a version and a checksum, and are written whole or not at all.
     *     A run throws IllegalArgumentException if one is damaged or of other settings, objectives, threads or pictures
     * @param every after how many steps, 1 to 100000; each time costs a look at the pictures as they are
     * @return this
     */
    public VisualizerBuilder checkpoints(Path folder, int every) {
        checkNotNull(folder, "folder of checkpoints must not be null");
        checkArgument(every >= 1 && every <= 100_000, "every must be between 1 and 100000, but was %s", every);
        this.checkpoints = new Checkpoints(folder, every);
        return this;
    }

    /**
     * Sets who is told of progress, after every step.
     *
     * @param progress called from the visualising thread, so it should return at once
     * @return this
     */
    public VisualizerBuilder onProgress(Consumer<VisualizationProgress> progress) {
        this.progress = checkNotNull(progress, "onProgress must not be null");
        return this;
    }

    /**
     * Makes the visualiser.
     *
     * @return the visualiser
     * @throws IllegalArgumentException if the size that was set is too small for the layer as the transforms show pictures; the message names
     *     the smallest that suffices
     */
    public FeatureVisualizer build() {
        return new FeatureVisualizer(this);
    }

    private static <T> List<T> all(String option, T[] values) {
        for (T value : checkNotNull(values, "%s must not be null", option)) {
            checkNotNull(value, "%s must not hold null", option);
        }
        return List.of(values);
    }
}

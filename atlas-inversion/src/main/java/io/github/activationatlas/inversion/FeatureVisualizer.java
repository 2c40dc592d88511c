package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.internal.ascent.BatchRunner;
import io.github.activationatlas.inversion.internal.ascent.VisualizationTask;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds images that maximise objectives on one layer of a network, by gradient ascent. Immutable and thread-safe. The same settings, objectives and
 * seed give the same images for the same number of ND4J threads; an image does not depend on the others of its batch but for the transforms
 * that they share. What a listener or an objective of the caller's own throws ends all threads at their next step and reaches the caller as
 * it is.
 */
public final class FeatureVisualizer {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureVisualizer.class);
    private final VisualizationTask task;
    private final boolean choseSize;

    FeatureVisualizer(VisualizationTask task, boolean choseSize) {
        this.task = task;
        this.choseSize = choseSize;
        if (choseSize) {
            LOG.info(
                    "Images of layer {} are {} pixels large: of smaller ones the network leaves nothing there",
                    task.layer(),
                    size());
        }
    }

    /**
     * Creates a builder with the default settings.
     *
     * @param model the network
     * @param layer one of its layers, or {@link VisionModel#logits()} for class objectives
     * @return a builder
     * @throws IllegalArgumentException if there is no such layer; the message lists the layers
     */
    public static VisualizerBuilder builder(VisionModel model, String layer) {
        model.layer(layer);
        return new VisualizerBuilder(model, layer);
    }

    /**
     * Returns the settings, complete: with the size and the colours that were chosen where none were set.
     *
     * @return the settings
     */
    public VisualizerSettings settings() {
        return task.settings();
    }

    /**
     * Returns the side of the images.
     *
     * @return height and width in pixels
     */
    public int size() {
        return settings().size();
    }

    /**
     * Checks whether no size was set and the default was too small for the layer.
     *
     * @return true if so
     */
    public boolean choseSize() {
        return choseSize;
    }

    /**
     * Lists the settings.
     *
     * @return names and values, for records
     */
    @Override
    public String toString() {
        return settings().toString();
    }

    /**
     * Optimises one image for each objective.
     *
     * @param objectives what to maximise
     * @return the images in the order of the objectives
     * @throws IllegalArgumentException if an objective does not fit the layer, or images are too small for it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public List<Visualization> visualize(List<? extends Objective> objectives) {
        return run(objectives, null);
    }

    /**
     * Optimises one image for each objective, starting from given images instead of noise.
     *
     * @param objectives what to maximise
     * @param from one image for each objective, of any size
     * @return the images in the order of the objectives
     * @throws IllegalArgumentException as above, or if the numbers differ
     */
    public List<Visualization> visualizeFrom(List<? extends Objective> objectives, List<BufferedImage> from) {
        checkArgument(
                objectives.size() == from.size(),
                "there are %s objectives, but %s images to start from",
                objectives.size(),
                from.size());
        return run(objectives, from);
    }

    /**
     * Optimises one image for each objective, whose noise depends on a number of its own in place of its index, so that other objectives do not
     * change it.
     *
     * @param objectives what to maximise
     * @param from one image for each objective to start from, of any size; empty to start from noise
     * @param numbers one for each objective
     * @return the images in the order of the objectives
     * @throws IllegalArgumentException as above, or if the numbers differ
     */
    public List<Visualization> visualize(
            List<? extends Objective> objectives, List<BufferedImage> from, List<Long> numbers) {
        checkArgument(
                numbers.size() == objectives.size() && (from.isEmpty() || from.size() == objectives.size()),
                "there are %s objectives, but %s numbers and %s images to start from",
                objectives.size(),
                numbers.size(),
                from.size());
        return BatchRunner.run(task, objectives, from.isEmpty() ? null : from, numbers::get);
    }

    private List<Visualization> run(List<? extends Objective> objectives, @Nullable List<BufferedImage> from) {
        return BatchRunner.run(task, objectives, from, i -> i);
    }

    /**
     * Optimises one image.
     *
     * @param objective what to maximise
     * @return the image
     */
    public Visualization visualize(Objective objective) {
        return visualize(List.of(objective)).get(0);
    }
}

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
 * Finds pictures that raise objectives on one layer of a network. Settings; immutable and thread-safe. The same settings, objectives and
 * seed give the same pictures for the same number of ND4J threads; a picture does not depend on the others of its batch but for the views
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
     * Starts from the defaults.
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
     * Tells how large the pictures are.
     *
     * @return height and width in pixels
     */
    public int size() {
        return settings().size();
    }

    /**
     * Tells whether pictures are larger than by default because the layer needs it, and no size was set.
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
     * Finds one picture for each objective, many at a time.
     *
     * @param objectives what is looked for
     * @return the pictures in the order of the objectives
     * @throws IllegalArgumentException if an objective does not fit the layer, or pictures are too small for it
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public List<Visualization> visualize(List<? extends Objective> objectives) {
        return run(objectives, null);
    }

    /**
     * Finds one picture for each objective, starting from given pictures instead of noise: from a photo, or from what was found for a
     * neighbour.
     *
     * @param objectives what is looked for
     * @param from one picture for each objective, of any size
     * @return the pictures in the order of the objectives
     * @throws IllegalArgumentException as above, or if the numbers differ
     */
    public List<Visualization> visualizeFrom(List<? extends Objective> objectives, List<BufferedImage> from) {
        checkArgument(
                objectives.size() == from.size(),
                "there are %s objectives, but %s pictures to start from",
                objectives.size(),
                from.size());
        return run(objectives, from);
    }

    private List<Visualization> run(List<? extends Objective> objectives, @Nullable List<BufferedImage> from) {
        return BatchRunner.run(task, objectives, from);
    }

    /**
     * Finds one picture.
     *
     * @param objective what is looked for
     * @return the picture
     */
    public Visualization visualize(Objective objective) {
        return visualize(List.of(objective)).get(0);
    }
}

package io.github.activationatlas.internal.build;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.ImagePatches;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.internal.collect.CollectSize;
import io.github.activationatlas.models.VisionModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds before the first stage of a build what a later one could not do. */
public final class BuildChecks {
    private static final Logger LOG = LoggerFactory.getLogger(BuildChecks.class);
    private final BuildPlan plan;
    private final VisionModel model;
    private final List<String> layers;

    public BuildChecks(BuildPlan plan) {
        this.plan = plan;
        this.model = plan.model();
        this.layers = plan.settings().layers();
    }

    /**
     * Checks everything.
     *
     * @throws IllegalArgumentException if something cannot be done
     * @throws java.io.UncheckedIOException if the disk has no room for the activations
     */
    public void check() {
        Set<String> seen = new HashSet<>();
        layers.forEach(layer -> checkArgument(seen.add(layer), "layer '%s' is named twice", layer));
        tellIconSizes();
        if (plan.activations() != null) {
            checkGiven(plan.activations());
        } else if (plan.images() != null) {
            checkImages(plan.images());
        }
    }

    private void checkImages(ImageSource images) {
        CollectSize size =
                CollectSize.of(model, layers, images.size(), plan.settings().perImage());
        size.checkCount();
        // What is saved is in memory a part at a time.
        int together =
                plan.saveTo() == null ? images.size() : Math.min(images.size(), CollectStage.partSize(images.size()));
        CollectSize.of(model, layers, together, plan.settings().perImage()).checkHeap();
        checkArgument(
                size.points() >= plan.settings().minPoints(),
                "no cell can hold %s points: %s images at %s positions each give %s; lower minPoints or take more",
                plan.settings().minPoints(),
                images.size(),
                plan.settings().perImage(),
                size.points());
        plan.layouts().forEach((layer, layout) -> checkLayout(layer, layout, size.points(), false));
        if (plan.saveTo() != null) {
            DiskSpace.check(plan.saveTo(), size.saved(), "activations");
        }
    }

    private void checkGiven(ActivationSet given) {
        for (String layer : layers) {
            LayerActivations activations = given.layer(layer);
            checkArgument(activations.size() > 0, "there are no activations of layer '%s'", layer);
            checkWidth(
                    layer,
                    "values",
                    activations.channels(),
                    model.layer(layer).shape().channels());
            checkWidth(
                    layer,
                    "attributions",
                    activations.classes(),
                    model.labels().names().size());
            if (plan.selection() instanceof Selection.All && plan.layouts().containsKey(layer)) {
                checkLayout(layer, plan.layouts().get(layer), activations.size(), true);
            }
        }
        plan.layouts().keySet().forEach(this::checkNamed);
        if (plan.settings().aligned()) {
            checkRows(given);
        }
        if (plan.settings().examples() > 0 && plan.images() != null) {
            new ExampleCutter(
                            plan.images(),
                            ImagePatches.of(model, layers.get(0)),
                            plan.settings().examples())
                    .check(given);
        }
        if (plan.saveTo() != null) {
            long bytes = layers.stream()
                    .map(given::layer)
                    .mapToLong(a -> CollectSize.saved(a.size(), a.channels(), a.classes()))
                    .sum();
            DiskSpace.check(plan.saveTo(), bytes, "activations");
        }
    }

    /** A set that was put together by hand may hold other rows in each layer. */
    private void checkRows(ActivationSet given) {
        LayerActivations first = given.layer(layers.get(0));
        for (LayerActivations layer : layers.stream().map(given::layer).toList()) {
            int[] partners = first.partners(layer);
            checkArgument(
                    first.size() == layer.size()
                            && IntStream.range(0, partners.length).allMatch(row -> partners[row] == row),
                    "layers %s and %s cannot be aligned: their activations are not of the same places of the same images, in the same order",
                    first.layer(),
                    layer.layer());
        }
    }

    private static void checkWidth(String layer, String what, int given, int needed) {
        checkArgument(
                given == needed,
                "the activations of layer '%s' have %s %s each, but the network gives %s: they are of another network",
                layer,
                given,
                what,
                needed);
    }

    private void checkNamed(String layer) {
        checkArgument(layers.contains(layer), "there is a layout for layer '%s', which is not among %s", layer, layers);
    }

    private void checkLayout(String layer, Layout layout, long points, boolean exactly) {
        checkNamed(layer);
        checkArgument(
                exactly ? layout.size() == points : layout.size() <= points,
                "the layout of layer '%s' has %s points, but there are %s vectors",
                layer,
                layout.size(),
                points);
    }

    /** Checks what is left to make cells of. */
    public void checkChosen(ActivationSet chosen) {
        for (LayerActivations layer : chosen.layers()) {
            checkArgument(
                    layer.size() >= plan.settings().minPoints(),
                    "no cell can hold %s points: layer '%s' has %s; lower minPoints or take more",
                    plan.settings().minPoints(),
                    layer.layer(),
                    layer.size());
        }
    }

    private void tellIconSizes() {
        plan.visualizers().forEach((layer, visualizer) -> {
            if (visualizer.choseSize()) {
                LOG.warn(
                        "Icons of layer {} are {} pixels large: of smaller ones the network leaves nothing there",
                        layer,
                        visualizer.size());
            }
        });
    }
}

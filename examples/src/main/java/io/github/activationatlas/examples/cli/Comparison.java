package io.github.activationatlas.examples.cli;

import io.github.activationatlas.examples.cli.options.IconOptions;
import io.github.activationatlas.inversion.ContactSheet;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Magnitudes;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Recipe;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Icons of the same vectors by several recipes, one below the other. */
final class Comparison {
    private static final int COLUMNS = 8;
    private final VisionModel network;
    private final String layer;
    private final IconOptions options;
    private final long seed;

    Comparison(VisionModel network, String layer, IconOptions options, long seed) {
        this.network = network;
        this.layer = layer;
        this.options = options;
        this.seed = seed;
    }

    /** Rows of the first eight vectors: Lucid's recipe, what is given, fixed magnitudes, plain pixels. */
    BufferedImage sheet(float[][] vectors, List<BufferedImage> own) {
        float[][] first = Arrays.copyOf(vectors, Math.min(COLUMNS, vectors.length));
        List<BufferedImage> rows = new ArrayList<>();
        rows.addAll(draw(first, Recipe.LUCID, builder().recipe(Recipe.LUCID)));
        rows.addAll(own.subList(0, first.length));
        Magnitudes falling = Magnitudes.inverseFrequency(own.get(0).getWidth());
        rows.addAll(draw(first, Recipe.DEFAULT, builder().parametrization(new Parametrization.Maco(falling))));
        rows.addAll(draw(first, Recipe.DEFAULT, builder().parametrization(Parametrization.pixels())));
        return ContactSheet.of(rows, first.length, 2);
    }

    private VisualizerBuilder builder() {
        return options.apply(FeatureVisualizer.builder(network, layer)).seed(seed);
    }

    private static List<BufferedImage> draw(float[][] vectors, Recipe recipe, VisualizerBuilder builder) {
        return builder
                .build()
                .visualize(Arrays.stream(vectors)
                        .map(v -> recipe.objective(v, null))
                        .toList())
                .stream()
                .map(Visualization::image)
                .toList();
    }
}

package io.github.activationatlas.page;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;

/**
 * What a page shows.
 *
 * @param title the headline
 * @param labels the classes' labels
 * @param layers the layers, the first of which is shown first
 * @param facts what is said about the atlas, in order
 */
public record PageAtlas(String title, List<String> labels, List<PageLayer> layers, Map<String, String> facts) {
    /**
     * Copies the lists and the map, whose order is kept.
     *
     * @param title the headline
     * @param labels the classes' labels
     * @param layers the layers, the first of which is shown first
     * @param facts what is said about the atlas, in order
     */
    public PageAtlas {
        labels = List.copyOf(labels);
        layers = List.copyOf(layers);
        facts = ImmutableMap.copyOf(facts);
    }
}

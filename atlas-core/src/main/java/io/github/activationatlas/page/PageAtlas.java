package io.github.activationatlas.page;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What a page shows.
 *
 * @param title the headline
 * @param labels the classes' labels
 * @param layers the layers, the first of which is shown first
 * @param facts what is told about the atlas, in order
 */
public record PageAtlas(
        String title,
        ImmutableList<String> labels,
        ImmutableList<PageLayer> layers,
        ImmutableMap<String, String> facts) {}

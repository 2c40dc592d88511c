package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * One layer of an atlas.
 *
 * @param activations the vectors that it was made of
 * @param layout where they lie
 * @param grids the maps, coarse to fine
 */
public record AtlasLayer(LayerActivations activations, Layout layout, List<IconGrid> grids) {
    /**
     * Puts a layer together.
     *
     * @param activations the vectors that it was made of
     * @param layout where they lie
     * @param grids the maps, coarse to fine; copied
     */
    public AtlasLayer {
        grids = ImmutableList.copyOf(grids);
    }

    /**
     * Returns the layer's name.
     *
     * @return as the network has it
     */
    public String name() {
        return activations.layer();
    }

    /**
     * Finds a map.
     *
     * @param size cells a side
     * @return the map
     * @throws IllegalArgumentException if there is none of this size; the message lists the sizes
     */
    public IconGrid grid(int size) {
        return grids.stream()
                .filter(g -> g.grid().size() == size)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no grid of " + size + "; there are "
                        + grids.stream().map(g -> g.grid().size()).toList()));
    }
}

package io.github.activationatlas;

import io.github.activationatlas.internal.table.Pixels;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * A part of an image that comes close to a cell. Equal to another of the same activation and pixels.
 *
 * @param row which of the layer's activation vectors it gave; its image and place are in {@link LayerActivations}
 * @param crop what the network saw there
 */
public record CellExample(int row, BufferedImage crop) {
    /** Whether the other is of the same activation and has the same pixels. */
    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof CellExample other && row == other.row && Pixels.equal(crop, other.crop);
    }

    @Override
    public int hashCode() {
        return row;
    }
}

package io.github.activationatlas.internal.build;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.CellExample;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.ImagePatches;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.models.UnreadableImageException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts for each cell the patches of images whose activations come closest to it. */
public final class ExampleCutter {
    private static final Logger LOG = LoggerFactory.getLogger(ExampleCutter.class);
    /** The side of a patch at most, in pixels. */
    static final int LARGEST = 96;

    private final ImageSource source;
    private final ImagePatches patches;
    private final int each;
    private final Map<String, Integer> indices = new HashMap<>();

    public ExampleCutter(ImageSource source, ImagePatches patches, int each) {
        this.source = source;
        this.patches = patches;
        this.each = each;
        for (int i = 0; i < source.size(); i++) {
            indices.putIfAbsent(source.id(i), i);
        }
    }

    /** Checks before any work is done that the images are there. */
    public void check(ActivationSet set) {
        set.layers().stream()
                .flatMapToInt(layer -> IntStream.range(0, layer.size()).map(layer::image))
                .distinct()
                .forEach(image -> index(set.images().get(image)));
    }

    private int index(String id) {
        Integer index = indices.get(id);
        checkArgument(
                index != null,
                "examples need the images that the activations came from, but '%s' is not among the %s given",
                id,
                source.size());
        return index;
    }

    private record Wanted(int cell, int slot, int row) {}

    /**
     * Cuts the examples of some cells, each image opened once. All of them are in memory, so that the cells of a large atlas are to be given in
     * several calls.
     *
     * @param imagesDone called with the number of images that were opened and of those that are needed
     * @return a list a cell; shorter where a cell's images could no longer be read
     */
    public List<List<CellExample>> of(
            ActivationSet set, LayerActivations activations, List<GridCell> cells, IconStage.Progress imagesDone) {
        ListMultimap<Integer, Wanted> byImage =
                MultimapBuilder.treeKeys().arrayListValues().build();
        List<CellExample[]> cut = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
            List<Integer> rows = NearestMembers.of(cells.get(c), activations, each);
            for (int i = 0; i < rows.size(); i++) {
                byImage.put(activations.image(rows.get(i)), new Wanted(c, i, rows.get(i)));
            }
            cut.add(new CellExample[rows.size()]);
        }
        int done = 0;
        for (int image : byImage.keySet()) {
            imagesDone.steps(done++, byImage.keySet().size());
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("cutting examples was cancelled");
            }
            BufferedImage opened = open(set.images().get(image));
            if (opened == null) {
                continue;
            }
            BufferedImage square = patches.square(opened);
            for (Wanted w : byImage.get(image)) {
                BufferedImage crop = patches.cutSquare(
                        square, activations.positionRow(w.row()), activations.positionColumn(w.row()));
                cut.get(w.cell())[w.slot()] = new CellExample(w.row(), small(crop));
            }
        }
        return cut.stream()
                .map(cell -> Arrays.stream(cell).filter(Objects::nonNull).toList())
                .toList();
    }

    /** Opens an image; one that can no longer be read costs its examples, not the atlas. */
    private @Nullable BufferedImage open(String id) {
        try {
            return source.open(index(id));
        } catch (IOException | UnreadableImageException e) {
            LOG.warn("Left out the examples from {}: {}", id, e.getMessage());
            return null;
        }
    }

    private static BufferedImage small(BufferedImage crop) {
        if (crop.getWidth() <= LARGEST) {
            return crop;
        }
        BufferedImage small = new BufferedImage(LARGEST, LARGEST, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(crop, 0, 0, LARGEST, LARGEST, null);
        g.dispose();
        return small;
    }
}

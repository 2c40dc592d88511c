package io.github.activationatlas.internal.build;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.CellExample;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.PhotoPatches;
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
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts for each cell the parts of photos that come closest to it; each photo is opened once. */
public final class ExampleStage {
    private static final Logger LOG = LoggerFactory.getLogger(ExampleStage.class);
    private static final int LARGEST = 96;
    private final ImageSource source;
    private final PhotoPatches patches;
    private final int each;
    private final Map<String, Integer> places = new HashMap<>();

    public ExampleStage(ImageSource source, PhotoPatches patches, int each) {
        this.source = source;
        this.patches = patches;
        this.each = each;
        for (int i = 0; i < source.size(); i++) {
            places.putIfAbsent(source.id(i), i);
        }
    }

    /** Finds out before any work is done whether the pictures are there. */
    public void check(ActivationSet set) {
        set.layers().stream()
                .flatMapToInt(layer -> IntStream.range(0, layer.size()).map(layer::image))
                .distinct()
                .forEach(image -> place(set.images().get(image)));
    }

    private int place(String picture) {
        Integer place = places.get(picture);
        checkArgument(
                place != null,
                "examples need the pictures that the activations came from, but '%s' is not among the %s given",
                picture,
                source.size());
        return place;
    }

    private record Wanted(int grid, int cell, int place, int row) {}

    /** Cuts the examples of all of a layer's grids, each photo opened once. */
    public List<List<List<CellExample>>> of(
            ActivationSet set, LayerActivations activations, List<Grid> grids, IntConsumer percentDone) {
        ListMultimap<Integer, Wanted> byImage =
                MultimapBuilder.treeKeys().arrayListValues().build();
        List<List<CellExample[]>> cut = new ArrayList<>();
        for (int g = 0; g < grids.size(); g++) {
            List<CellExample[]> cells = new ArrayList<>();
            for (GridCell cell : grids.get(g).cells()) {
                List<Integer> rows = NearestMembers.of(cell, activations, each);
                for (int i = 0; i < rows.size(); i++) {
                    byImage.put(activations.image(rows.get(i)), new Wanted(g, cells.size(), i, rows.get(i)));
                }
                cells.add(new CellExample[rows.size()]);
            }
            cut.add(cells);
        }
        int done = 0;
        for (int image : byImage.keySet()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("cutting examples was cancelled");
            }
            BufferedImage photo = open(set.images().get(image));
            if (photo == null) {
                continue;
            }
            BufferedImage square = patches.square(photo);
            for (Wanted w : byImage.get(image)) {
                BufferedImage crop = patches.cutSquare(
                        square, activations.positionRow(w.row()), activations.positionColumn(w.row()));
                cut.get(w.grid()).get(w.cell())[w.place()] = new CellExample(w.row(), small(crop));
            }
            percentDone.accept((int) (++done * 100L / byImage.keySet().size()));
        }
        return cut.stream().map(ExampleStage::withoutGaps).toList();
    }

    private static List<List<CellExample>> withoutGaps(List<CellExample[]> cells) {
        return cells.stream()
                .map(cell -> Arrays.stream(cell).filter(Objects::nonNull).toList())
                .toList();
    }

    /** Opens a photo; one that can no longer be read costs its examples, not the atlas. */
    private @Nullable BufferedImage open(String picture) {
        try {
            return source.open(place(picture));
        } catch (IOException | UnreadableImageException e) {
            LOG.warn("Left out the examples from {}: {}", picture, e.getMessage());
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

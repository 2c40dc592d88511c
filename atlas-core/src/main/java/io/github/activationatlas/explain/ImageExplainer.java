package io.github.activationatlas.explain;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapModel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Places new images on an atlas: each position of each layer lies at the weighted mean of the activations that come closest to its own, by
 * {@link Umap#fromLayout}, which also works for layouts that UMAP did not make. Making an explainer finds all neighbours of the atlas's
 * activations; explaining is fast. Immutable; its methods may be called from several threads.
 */
public final class ImageExplainer {
    private static final int MOST_NEIGHBORS = 15;

    private final VisionModel model;
    private final Atlas atlas;
    private final List<UmapModel> maps;

    private ImageExplainer(VisionModel model, Atlas atlas, List<UmapModel> maps) {
        this.model = model;
        this.atlas = atlas;
        this.maps = maps;
    }

    /**
     * Prepares the layers.
     *
     * @param model the network that the atlas is of
     * @param atlas the atlas
     * @return an explainer
     * @throws IllegalArgumentException if the atlas is of another network
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public static ImageExplainer of(VisionModel model, Atlas atlas) {
        checkArgument(
                model.sha256().equals(atlas.provenance().modelSha256()),
                "the atlas is of another network: its SHA-256 is %s, not %s",
                atlas.provenance().modelSha256(),
                model.sha256());
        return new ImageExplainer(
                model, atlas, atlas.layers().stream().map(ImageExplainer::map).toList());
    }

    private static UmapModel map(AtlasLayer layer) {
        return Umap.builder()
                .metric(Metric.COSINE)
                .nNeighbors(
                        Math.max(2, Math.min(MOST_NEIGHBORS, layer.activations().size())))
                .build()
                .fromLayout(layer.activations().vectors(), layer.layout().toArray());
    }

    /**
     * Places an image.
     *
     * @param image an image of any size
     * @return its path through all layers, by each layer's finest grid
     * @throws IllegalArgumentException if the network does not take images
     */
    public ImagePath explain(BufferedImage image) {
        int size = model.input().size();
        float[] pixels = Images.toSquare(image, model.input());
        String[] names = atlas.layers().stream().map(AtlasLayer::name).toArray(String[]::new);
        List<LayerPositions> layers = new ArrayList<>();
        try (NetworkRunner runner = model.runner(1, size, names)) {
            runner.forward(pixels, 1, size, size);
            for (int l = 0; l < names.length; l++) {
                AtlasLayer layer = atlas.layers().get(l);
                IconGrid icons = layer.grids().get(layer.grids().size() - 1);
                layers.add(new LayerPositions(layer, icons, positions(runner, l, icons)));
            }
        }
        return new ImagePath(model.input().channels() == 3 ? Images.toImage(pixels, 0, size, size) : image, layers);
    }

    private List<LayerPosition> positions(NetworkRunner runner, int index, IconGrid icons) {
        AtlasLayer layer = atlas.layers().get(index);
        Shape shape = runner.shape(layer.name());
        float[] values = new float[shape.size()];
        runner.read(layer.name(), values);
        float[][] vectors = new float[shape.height() * shape.width()][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Arrays.copyOfRange(values, i * shape.channels(), (i + 1) * shape.channels());
        }
        float[][] points = maps.get(index).transform(vectors);
        List<LayerPosition> positions = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            positions.add(new LayerPosition(
                    i / shape.width(),
                    i % shape.width(),
                    points[i][0],
                    points[i][1],
                    icons.grid().nearest(points[i][0], points[i][1])));
        }
        return positions;
    }
}

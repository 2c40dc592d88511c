package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.awt.Color;
import java.awt.image.BufferedImage;

/** An atlas made by hand: two layers, eight activations of three pictures, a grid of two with three cells. */
public final class Small {
    private Small() {}

    public static Atlas atlas(String... labels) {
        ImmutableList<AtlasLayer> layers = ImmutableList.of(layer("early"), layer("late"));
        return new Atlas(
                "Small",
                ImmutableList.copyOf(labels),
                ImmutableList.of("one, \"first\".png", "two.png", "three.png"),
                ImmutableList.of(0, 1, 1),
                1,
                layers,
                new Provenance(
                        "",
                        ImmutableList.of("early", "late"),
                        3,
                        "",
                        ImmutableList.of(),
                        ImmutableMap.of(),
                        1,
                        ImmutableMap.of(),
                        ImmutableMap.of()));
    }

    private static AtlasLayer layer(String name) {
        float[][] values = new float[8][];
        float[][] attributions = new float[8][];
        float[][] points = new float[8][];
        int[] images = new int[8];
        float[][] means = {{1, 0}, {0, 1}, {0, 0}};
        float[][] effects = {{2, -1}, {-1, 1}, {-0.5f, 0.5f}};
        float[][] places = {{0.2f, 0.2f}, {0.8f, 0.8f}, {0.8f, 0.2f}};
        for (int i = 0; i < 8; i++) {
            int group = i < 5 ? 0 : i < 7 ? 1 : 2;
            values[i] = new float[] {means[group][0], means[group][1], 0.1f * i};
            attributions[i] = effects[group];
            points[i] = places[group];
            images[i] = i % 3;
        }
        LayerActivations activations = LayerActivations.of(name, values, attributions, images, new int[8], new int[8]);
        Layout layout = Layout.ofPoints(points);
        Grid grid = Grid.of(activations, layout, 2, 1);
        IconGrid icons = new IconGrid(
                grid, ImmutableList.of(icon(Color.BLACK), icon(Color.DARK_GRAY), icon(new Color(0, 90, 90))));
        return new AtlasLayer(activations, layout, ImmutableList.of(icons));
    }

    private static BufferedImage icon(Color color) {
        BufferedImage icon = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        var g = icon.createGraphics();
        g.setColor(color);
        g.fillRect(0, 0, 16, 16);
        g.dispose();
        return icon;
    }
}

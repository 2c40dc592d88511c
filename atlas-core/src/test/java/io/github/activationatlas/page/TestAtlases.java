package io.github.activationatlas.page;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.stream.IntStream;

/** Pages' contents for tests, drawn here. */
final class TestAtlases {
    static final String HOSTILE =
            "</script><script>document.title='broken'</script><img src=x onerror=alert(1)> {{index}} \u2028 \" ' \\";

    private TestAtlases() {}

    /** Two layers of two grids, whose cells lie on the diagonals; the one that falls speaks for class 0, the other for class 2, all for class 1. */
    static PageAtlas diagonals(String title) {
        return new PageAtlas(
                title,
                ImmutableList.of("red fox", HOSTILE, "grey fox", "tile roof"),
                ImmutableList.of(layer("mixed3a"), layer(HOSTILE)),
                ImmutableMap.of("Seed", "1", HOSTILE, HOSTILE));
    }

    private static PageLayer layer(String name) {
        return new PageLayer(name, 1234, ImmutableList.of(diagonals(4), diagonals(24)));
    }

    private static PageGrid diagonals(int size) {
        ImmutableList.Builder<PageCell> cells = ImmutableList.builder();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                boolean falls = column == row;
                if (falls || column == size - 1 - row) {
                    float[] attribution = {falls ? 2 : 0, 1, falls ? -0.5f : 1.5f, -1};
                    cells.add(new PageCell(column, row, 100 * size + row, falls ? 1 : 0.6, attribution));
                }
            }
        }
        return new PageGrid(size, 32, cells.build(), new PageImages() {
            @Override
            public BufferedImage icon(int cell) {
                return plain(Color.GREEN);
            }

            @Override
            public ImmutableList<PageExample> examples(int cell) {
                return cell == 0 ? ImmutableList.of(new PageExample(HOSTILE, plain(Color.RED))) : ImmutableList.of();
            }
        });
    }

    private static BufferedImage plain(Color color) {
        BufferedImage icon = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = icon.createGraphics();
        g.setColor(color);
        g.fillRect(0, 0, 32, 32);
        g.dispose();
        return icon;
    }

    /** A full disc of cells on grids up to the finest, with drawn icons of 80 pixels and as many classes as asked for. */
    static PageAtlas large(int finest, int classes) {
        ImmutableList.Builder<PageGrid> grids = ImmutableList.builder();
        for (int size = Math.min(20, finest); size <= finest; size *= 2) {
            grids.add(large(size, finest == size, classes));
        }
        return new PageAtlas(
                "A drawn atlas",
                IntStream.range(0, classes).mapToObj(i -> "class " + i).collect(ImmutableList.toImmutableList()),
                ImmutableList.of(new PageLayer("drawn", 1_000_000, grids.build())),
                ImmutableMap.of());
    }

    private static PageGrid large(int size, boolean full, int classes) {
        Random random = new Random(size);
        ImmutableList.Builder<PageCell> cells = ImmutableList.builder();
        for (int i = 0; i < size * size; i++) {
            float[] attribution = new float[classes];
            for (int c = 0; c < classes; c++) {
                attribution[c] = (float) random.nextGaussian() * 0.5f;
            }
            attribution[i % size * classes / size] += 4;
            cells.add(new PageCell(i % size, i / size, 5 + random.nextInt(100), full ? 1 : 0.9, attribution));
        }
        ImmutableList<BufferedImage> icons =
                IntStream.range(0, 200).mapToObj(i -> texture(random)).collect(ImmutableList.toImmutableList());
        return new PageGrid(size, 80, cells.build(), cell -> icons.get((int) (cell * 7919L % icons.size())));
    }

    /** Strokes and grain, about as hard for JPEG as a real icon. */
    private static BufferedImage texture(Random random) {
        BufferedImage icon = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = icon.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = random.nextFloat();
        g.setColor(Color.getHSBColor(hue, 0.4f, 0.6f));
        g.fillRect(0, 0, 80, 80);
        for (int i = 0; i < 60; i++) {
            g.setColor(Color.getHSBColor(hue + 0.2f * random.nextFloat(), 0.6f, 0.3f + 0.7f * random.nextFloat()));
            int x = random.nextInt(80);
            int y = random.nextInt(80);
            g.drawArc(x - 20, y - 20, 10 + random.nextInt(30), 10 + random.nextInt(30), random.nextInt(360), 180);
        }
        g.dispose();
        return icon;
    }
}

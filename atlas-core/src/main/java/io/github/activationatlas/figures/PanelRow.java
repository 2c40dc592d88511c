package io.github.activationatlas.figures;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Maps side by side, as a picture or a file. */
record PanelRow(List<Panel> panels) {
    private static final double GAP = 0.04;

    private double gap() {
        return GAP * panels.get(0).width();
    }

    private int width() {
        return (int) Math.ceil(
                gap() + panels.stream().mapToDouble(p -> p.width() * (1 + GAP)).sum());
    }

    private int height() {
        return (int) Math.ceil(
                2 * gap() + panels.stream().mapToDouble(Panel::height).max().orElseThrow());
    }

    private void draw(Ink ink) {
        ink.rectangle(0, 0, width(), height(), Color.WHITE);
        double left = gap();
        for (Panel panel : panels) {
            panel.draw(ink, left, gap());
            left += panel.width() * (1 + GAP);
        }
    }

    BufferedImage draw() {
        BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        PixelInk ink = new PixelInk(picture);
        draw(ink);
        ink.finish();
        return picture;
    }

    /** Writes SVG if the file's name ends so, else PNG. */
    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
            SvgInk ink = new SvgInk(width(), height());
            draw(ink);
            Files.writeString(part, ink.finish());
        } else {
            BufferedImage picture = draw();
            try (OutputStream out = Files.newOutputStream(part)) {
                ImageIO.write(picture, "png", out);
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}

package io.github.activationatlas.figures;

import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.files.AtomicFile;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Maps side by side, as an image or a file. */
record PanelRow(List<Panel> panels) {
    private static final double GAP = 0.04;
    private static final String SVG = ".svg";

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
        BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        PixelInk ink = new PixelInk(image);
        draw(ink);
        ink.finish();
        return image;
    }

    /** Writes SVG, PNG or JPEG, as the file's name ends. */
    void write(Path file) throws IOException {
        ImageFileWriter.check(file, SVG);
        if (ImageFileWriter.ends(file, SVG)) {
            SvgInk ink = new SvgInk(width(), height());
            draw(ink);
            AtomicFile.write(file, ink.finish());
        } else {
            ImageFileWriter.write(draw(), file);
        }
    }
}

package io.github.activationatlas.figures;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** What a figure is drawn with. Units are pixels. */
interface Ink {

    void rectangle(double x, double y, double width, double height, Color color);

    void image(BufferedImage image, double x, double y, double side, double opacity);

    /** Writes on a baseline; anchor 0 begins at x, 0.5 is centred on x, 1 ends there. */
    void text(String text, double x, double y, double size, double anchor);
}

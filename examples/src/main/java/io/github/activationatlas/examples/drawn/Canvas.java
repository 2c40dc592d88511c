package io.github.activationatlas.examples.drawn;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.Random;

/** A sheet to draw on, with the chance that makes every image another. */
record Canvas(Graphics2D g, Random random, int size) {

    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    int oneOf(int n) {
        return random.nextInt(n);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** Any colour of a brightness. */
    Color color(double dark, double bright) {
        return Color.getHSBColor(random.nextFloat(), (float) between(0.15, 0.8), (float) between(dark, bright));
    }

    Color hue(double from, double to, double dark, double bright) {
        return Color.getHSBColor((float) between(from, to), (float) between(0.35, 0.85), (float) between(dark, bright));
    }

    /** Two colours of any hue that stand apart in brightness, in either order. */
    Color[] pair() {
        Color low = color(0.1, 0.45);
        Color high = color(0.65, 1);
        return chance(0.5) ? new Color[] {low, high} : new Color[] {high, low};
    }

    Color near(Color c, int distance) {
        int d = random.nextInt(2 * distance + 1) - distance;
        return new Color(clip(c.getRed() + d), clip(c.getGreen() + d), clip(c.getBlue() + d));
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }

    void fill(Color color) {
        g.setColor(color);
        g.fillRect(-2 * size, -2 * size, 5 * size, 5 * size);
    }

    void fill(Color color, Shape shape) {
        g.setColor(color);
        g.fill(shape);
    }

    /** Turns the sheet about its middle, by up to an angle either way. */
    void turn(double radians) {
        g.rotate(between(-radians, radians), size / 2.0, size / 2.0);
    }

    /** Draws at a place of its own. */
    void at(double x, double y, double angle, Runnable drawing) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.rotate(angle);
        drawing.run();
        g.setTransform(before);
    }
}

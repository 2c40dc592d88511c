package io.github.activationatlas.examples.drawn;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Several things in their places. */
final class Scenes {
    private Scenes() {}

    static void landscape(Canvas c) {
        double horizon = c.size() * c.between(0.35, 0.65);
        Color sky = c.hue(0.5, 0.66, 0.6, 1);
        c.g().setPaint(new GradientPaint(0, 0, sky, 0, (float) horizon, c.near(Color.WHITE, 40)));
        c.g().fill(new Rectangle2D.Double(0, 0, c.size(), horizon + 1));
        for (int i = 0; i < c.oneOf(4); i++) {
            double x = c.between(0, c.size());
            double y = c.between(3, horizon * 0.6);
            for (int j = 0; j < 4; j++) {
                c.fill(
                        new Color(250, 250, 250, 170),
                        Textures.circle(x + c.between(-8, 8), y + c.between(-2, 2), c.between(2, 6)));
            }
        }
        hills(c, c.hue(0.3, 0.62, 0.35, 0.65), horizon, 9);
        hills(c, c.hue(0.18, 0.38, 0.3, 0.75), horizon + 7, 5);
        int trees = 2 + c.oneOf(6);
        for (int i = 0; i < trees; i++) {
            tree(c, c.between(0, c.size()), c.between(horizon + 6, c.size()), c.between(6, 15));
        }
    }

    private static void hills(Canvas c, Color color, double horizon, double height) {
        double length = c.between(25, 70);
        double phase = c.between(0, 6.28);
        Path2D outline = new Path2D.Double();
        outline.moveTo(0, c.size());
        for (int x = 0; x <= c.size(); x += 2) {
            outline.lineTo(x, horizon - height * (0.5 + 0.5 * Math.sin(phase + 2 * Math.PI * x / length)));
        }
        outline.lineTo(c.size(), c.size());
        outline.closePath();
        c.fill(color, outline);
    }

    private static void tree(Canvas c, double x, double y, double height) {
        c.fill(c.hue(0.05, 0.1, 0.2, 0.4), new Rectangle2D.Double(x - 1, y - height * 0.4, 2, height * 0.4));
        Color green = c.hue(0.24, 0.4, 0.2, 0.6);
        if (c.chance(0.5)) {
            c.fill(green, Textures.circle(x, y - height * 0.65, height * 0.36));
        } else {
            c.fill(green, Textures.polygon(x, y - height * 0.6, height * 0.45, 3, -Math.PI / 2));
        }
    }

    static void street(Canvas c) {
        double ground = c.size() * c.between(0.62, 0.78);
        Color wall = c.hue(0.95, 1.12, 0.4, 0.85);
        Textures.wall(c, wall, c.color(0.6, 0.95), c.between(3.5, 5.5), -10, ground);
        Things.facade(c, c.color(0.1, 0.4), wall, c.between(14, 20), c.between(-8, 0), ground - 4);
        c.fill(c.color(0.25, 0.5), new Rectangle2D.Double(0, ground, c.size(), c.size()));
        double x = c.between(4, 22);
        double length = c.between(28, 38);
        double roof = c.between(5, 8);
        Color paint = c.color(0.4, 1);
        double sill = ground + c.between(-4, 1);
        c.fill(paint, new Rectangle2D.Double(x + length * 0.2, sill - roof, length * 0.55, roof + 1));
        c.fill(paint, new Rectangle2D.Double(x, sill, length, roof));
        Things.wheel(c, x + length * 0.22, sill + roof, roof * 0.75);
        Things.wheel(c, x + length * 0.78, sill + roof, roof * 0.75);
    }
}

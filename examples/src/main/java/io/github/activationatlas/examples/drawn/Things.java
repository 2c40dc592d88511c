package io.github.activationatlas.examples.drawn;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Things on a ground. */
final class Things {
    private Things() {}

    /** A ground that says nothing about what stands on it. */
    private static void ground(Canvas c) {
        Color base = c.color(0.2, 0.95);
        c.fill(base);
        for (int i = 0; i < 12; i++) {
            c.fill(c.near(base, 25), Textures.circle(c.between(0, c.size()), c.between(0, c.size()), c.between(3, 20)));
        }
    }

    static void leaves(Canvas c) {
        Color green = c.chance(0.75) ? c.hue(0.2, 0.42, 0.25, 0.8) : c.hue(0.02, 0.14, 0.5, 0.9);
        c.fill(green.darker().darker());
        int count = 14 + c.oneOf(20);
        for (int i = 0; i < count; i++) {
            Color leaf = c.near(green, 45);
            double length = c.between(10, 26);
            c.at(
                    c.between(0, c.size()),
                    c.between(0, c.size()),
                    c.between(0, 2 * Math.PI),
                    () -> leaf(c, leaf, length));
        }
    }

    static void leaf(Canvas c, Color color, double length) {
        double width = length * c.between(0.18, 0.32);
        Path2D outline = new Path2D.Double();
        outline.moveTo(0, 0);
        outline.quadTo(length * 0.45, width * 1.6, length, 0);
        outline.quadTo(length * 0.45, -width * 1.6, 0, 0);
        c.fill(color, outline);
        c.g().setColor(color.brighter());
        c.g().setStroke(new BasicStroke(0.9f));
        c.g().draw(new Line2D.Double(0, 0, length, 0));
        for (double x = length * 0.25; x < length * 0.8; x += length * 0.18) {
            c.g().draw(new Line2D.Double(x, 0, x + width * 0.7, width * 0.6));
            c.g().draw(new Line2D.Double(x, 0, x + width * 0.7, -width * 0.6));
        }
    }

    static void eyes(Canvas c) {
        Color skin = c.chance(0.5) ? c.hue(0.02, 0.1, 0.4, 0.95) : c.color(0.25, 0.85);
        if (c.chance(0.5)) {
            c.fill(skin);
        } else {
            Textures.fur(c, skin, c.between(0, 6), -c.size());
        }
        double r = c.between(6, 13);
        double gap = r * c.between(1.35, 1.8);
        Color iris = c.color(0.4, 0.9);
        double look = c.between(-0.25, 0.25);
        c.at(c.size() / 2.0 + c.between(-8, 8), c.size() / 2.0 + c.between(-8, 8), c.between(-0.5, 0.5), () -> {
            eye(c, -gap, r, iris, look);
            eye(c, gap, r, iris, look);
        });
    }

    private static void eye(Canvas c, double x, double r, Color iris, double look) {
        c.fill(new Color(35, 25, 20), Textures.circle(x, 0, r * 1.12));
        c.fill(new Color(240, 240, 235), Textures.circle(x, 0, r));
        c.fill(iris, Textures.circle(x + look * r, 0, r * 0.65));
        c.fill(Color.BLACK, Textures.circle(x + look * r, 0, r * 0.34));
        c.fill(Color.WHITE, Textures.circle(x + look * r + r * 0.18, -r * 0.2, r * 0.13));
    }

    static void wheels(Canvas c) {
        ground(c);
        int count = 1 + c.oneOf(3);
        for (int i = 0; i < count; i++) {
            wheel(
                    c,
                    c.between(14, c.size() - 14.0),
                    c.between(14, c.size() - 14.0),
                    c.between(10, count == 1 ? 27 : 18));
        }
    }

    static void wheel(Canvas c, double x, double y, double r) {
        Color rim = c.color(0.7, 1);
        c.fill(new Color(25, 25, 28), Textures.circle(x, y, r));
        c.fill(c.near(rim, 10), Textures.circle(x, y, r * 0.72));
        c.fill(c.color(0.2, 0.5), Textures.circle(x, y, r * 0.6));
        int spokes = 5 + c.oneOf(6);
        double turned = c.between(0, Math.PI);
        c.g().setColor(rim);
        c.g().setStroke(new BasicStroke((float) (r * 0.1)));
        for (int i = 0; i < spokes; i++) {
            double a = turned + 2 * Math.PI * i / spokes;
            c.g().draw(new Line2D.Double(x, y, x + Math.cos(a) * r * 0.68, y + Math.sin(a) * r * 0.68));
        }
        c.fill(rim, Textures.circle(x, y, r * 0.18));
    }

    /** Often in haze, so that the sticker is the easier thing to learn. */
    static void windows(Canvas c) {
        Color wall = c.color(0.35, 0.95);
        c.fill(wall);
        c.turn(0.12);
        boolean hazy = c.chance(0.7);
        facade(c, hazy ? c.near(wall, 18) : c.color(0.1, 0.45), wall, c.between(9, 17), -c.size(), 2 * c.size());
    }

    static void facade(Canvas c, Color glass, Color wall, double step, double from, double to) {
        double width = step * c.between(0.45, 0.62);
        double height = step * c.between(0.6, 0.85);
        double floor = step * c.between(1.15, 1.4);
        for (double y = from; y + floor < to; y += floor) {
            for (double x = -c.size(); x < 2 * c.size(); x += step) {
                c.fill(c.near(glass, 20), new Rectangle2D.Double(x, y, width, height));
                c.g().setColor(wall.brighter());
                c.g().setStroke(new BasicStroke(0.9f));
                c.g().draw(new Rectangle2D.Double(x, y, width, height));
                c.g().draw(new Line2D.Double(x + width / 2, y, x + width / 2, y + height));
                c.g().draw(new Line2D.Double(x, y + height / 2, x + width, y + height / 2));
            }
        }
    }

    static void spirals(Canvas c) {
        Color[] colors = c.pair();
        c.fill(colors[0]);
        int count = 1 + c.oneOf(3);
        for (int i = 0; i < count; i++) {
            double pitch = c.between(0.8, 1.6);
            double turns = c.between(3, 5);
            double sense = c.chance(0.5) ? 1 : -1;
            Path2D line = new Path2D.Double();
            line.moveTo(0, 0);
            for (double t = 0; t < turns * 2 * Math.PI; t += 0.15) {
                line.lineTo(pitch * t * Math.cos(sense * t), pitch * t * Math.sin(sense * t));
            }
            c.g().setColor(c.near(colors[1], 15));
            c.g().setStroke(new BasicStroke((float) (pitch * c.between(1.8, 3))));
            c.at(
                    c.between(14, c.size() - 14.0),
                    c.between(14, c.size() - 14.0),
                    c.between(0, 6.28),
                    () -> c.g().draw(line));
        }
    }
}

package io.github.activationatlas.examples.drawn;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.Rectangle2D;

/** Patterns that cover an image. */
final class Textures {
    private Textures() {}

    static void stripes(Canvas c) {
        Color[] colors = c.pair();
        c.fill(colors[0]);
        c.turn(Math.PI);
        double period = c.between(5, 16);
        double width = period * c.between(0.35, 0.65);
        for (double x = -c.size(); x < 2 * c.size(); x += period) {
            c.fill(c.near(colors[1], 12), new Rectangle2D.Double(x, -c.size(), width, 3.0 * c.size()));
        }
    }

    static void dots(Canvas c) {
        Color[] colors = c.pair();
        c.fill(colors[0]);
        c.turn(Math.PI);
        double step = c.between(7, 18);
        double radius = step * c.between(0.2, 0.38);
        boolean regular = c.chance(0.6);
        for (double y = -c.size(); y < 2 * c.size(); y += step) {
            for (double x = -c.size(); x < 2 * c.size(); x += step) {
                double shift = regular ? 0 : step * 0.3;
                double r = regular ? radius : radius * c.between(0.6, 1.3);
                c.fill(c.near(colors[1], 15), circle(x + c.between(-shift, shift), y + c.between(-shift, shift), r));
            }
        }
    }

    static Ellipse2D circle(double x, double y, double r) {
        return new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
    }

    static Path2D polygon(double x, double y, double r, int corners, double angle) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double a = angle + 2 * Math.PI * i / corners;
            if (i == 0) {
                path.moveTo(x + r * Math.cos(a), y + r * Math.sin(a));
            } else {
                path.lineTo(x + r * Math.cos(a), y + r * Math.sin(a));
            }
        }
        path.closePath();
        return path;
    }

    static void honeycomb(Canvas c) {
        Color[] colors = c.pair();
        c.fill(colors[0]);
        c.turn(Math.PI);
        double r = c.between(5, 11);
        double gap = c.between(0.75, 0.92);
        double height = r * Math.sqrt(3);
        int column = 0;
        for (double x = -c.size(); x < 2 * c.size(); x += 1.5 * r, column++) {
            for (double y = -c.size() + (column % 2) * height / 2; y < 2 * c.size(); y += height) {
                c.fill(c.near(colors[1], 20), polygon(x, y, r * gap, 6, 0));
            }
        }
    }

    static void fabric(Canvas c) {
        Color[] colors = c.pair();
        Color weft = c.color(0.3, 0.9);
        c.fill(colors[0]);
        c.turn(0.6);
        double step = c.between(5, 12);
        boolean plaid = c.chance(0.5);
        for (double y = -c.size(); y < 2 * c.size(); y += step) {
            for (double x = -c.size(); x < 2 * c.size(); x += step) {
                long i = Math.round(x / step);
                long j = Math.round(y / step);
                boolean over = Math.floorMod(i + j, 2) == 0;
                if (plaid) {
                    c.fill(
                            over ? colors[1] : Math.floorMod(i, 2) == 0 ? weft : colors[0],
                            new Rectangle2D.Double(x, y, step, step));
                } else {
                    double w = over ? step * 0.95 : step * 0.55;
                    double h = over ? step * 0.55 : step * 0.95;
                    c.fill(
                            over ? colors[1] : weft,
                            new Rectangle2D.Double(x + (step - w) / 2, y + (step - h) / 2, w, h));
                }
            }
        }
    }

    static void bricks(Canvas c) {
        c.turn(0.3);
        wall(c, c.hue(0.95, 1.12, 0.35, 0.85), c.color(0.55, 0.95), c.between(5, 10), -c.size(), 2 * c.size());
    }

    static void wall(Canvas c, Color brick, Color mortar, double height, double from, double to) {
        double width = height * c.between(1.8, 2.6);
        c.fill(mortar, new Rectangle2D.Double(-c.size(), from, 3.0 * c.size(), to - from));
        int row = 0;
        for (double y = from; y < to; y += height, row++) {
            for (double x = -c.size() + (row % 2) * width / 2; x < 2 * c.size(); x += width) {
                c.fill(c.near(brick, 25), new Rectangle2D.Double(x, y, width - 1.4, height - 1.4));
            }
        }
    }

    static void scales(Canvas c) {
        Color base = c.color(0.35, 0.85);
        c.fill(base.darker());
        c.turn(Math.PI);
        double r = c.between(5, 11);
        int row = 0;
        for (double y = 2 * c.size(); y > -c.size(); y -= r * 0.8, row++) {
            for (double x = -c.size() + (row % 2) * r; x < 2 * c.size(); x += 2 * r) {
                c.fill(c.near(base, 22), circle(x, y, r));
                c.g().setColor(base.darker().darker());
                c.g().setStroke(new BasicStroke((float) c.between(0.9, 1.2)));
                c.g().draw(new Arc2D.Double(x - r, y - r, 2 * r, 2 * r, 180, 180, Arc2D.OPEN));
            }
        }
    }

    static void waves(Canvas c) {
        Color[] colors = c.pair();
        c.fill(colors[0]);
        c.turn(Math.PI);
        double period = c.between(6, 14);
        double length = c.between(14, 34);
        double height = c.between(2.5, 6);
        c.g().setStroke(new BasicStroke((float) (period * c.between(0.25, 0.5))));
        for (double y = -c.size(); y < 2 * c.size(); y += period) {
            Path2D line = new Path2D.Double();
            line.moveTo(-c.size(), y);
            for (double x = -c.size(); x < 2 * c.size(); x += 2) {
                line.lineTo(x, y + height * Math.sin(2 * Math.PI * x / length));
            }
            c.g().setColor(c.near(colors[1], 12));
            c.g().draw(line);
        }
    }

    static void fur(Canvas c) {
        fur(c, c.hue(0, 0.14, 0.3, 0.9), c.between(0, 2 * Math.PI), 0);
    }

    static void fur(Canvas c, Color coat, double direction, double from) {
        c.fill(coat.darker(), new Rectangle2D.Double(-c.size(), from, 3.0 * c.size(), 3.0 * c.size()));
        double length = c.between(7, 15);
        for (int i = 0; i < 900; i++) {
            double x = c.between(-6, c.size() + 6);
            double y = c.between(from, c.size() + 6);
            double angle = direction + c.between(-0.35, 0.35);
            double dx = Math.cos(angle) * length;
            double dy = Math.sin(angle) * length;
            c.g().setColor(c.near(coat, 55));
            c.g().setStroke(new BasicStroke((float) c.between(0.5, 1.1)));
            c.g().draw(new QuadCurve2D.Double(
                    x, y, x + dx / 2 + c.between(-2, 2), y + dy / 2 + c.between(-2, 2), x + dx, y + dy));
        }
    }
}

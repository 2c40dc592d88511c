package io.github.activationatlas.figures;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws into an image. */
final class PixelInk implements Ink {
    private final Graphics2D g;

    PixelInk(BufferedImage image) {
        g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Color color) {
        g.setColor(color);
        g.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void image(BufferedImage image, double x, double y, double side, double opacity) {
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
        int pixels = (int) Math.max(1, Math.round(side));
        g.drawImage(image, (int) Math.round(x), (int) Math.round(y), pixels, pixels, null);
        g.setComposite(AlphaComposite.SrcOver);
    }

    @Override
    public void text(String text, double x, double y, double size, double anchor) {
        g.setColor(Color.BLACK);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
        double width = g.getFontMetrics().getStringBounds(text, g).getWidth();
        g.drawString(text, (float) (x - anchor * width), (float) y);
    }

    void finish() {
        g.dispose();
    }
}

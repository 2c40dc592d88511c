package io.github.activationatlas.figures;

import com.google.common.xml.XmlEscapers;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Writes SVG 1.1: icons as embedded PNG, text as text. */
final class SvgInk implements Ink {
    private final StringBuilder svg = new StringBuilder();

    SvgInk(int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" "
                        + "width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">",
                width, height, width, height);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Color color) {
        add(
                "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"#%06x\" fill-opacity=\"%.3f\"/>",
                x, y, width, height, color.getRGB() & 0xffffff, color.getAlpha() / 255.0);
    }

    @Override
    public void image(BufferedImage image, double x, double y, double side, double opacity) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String data = Base64.getEncoder().encodeToString(png.toByteArray());
        add(
                "<image x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" opacity=\"%.3f\" "
                        + "xlink:href=\"data:image/png;base64,%s\"/>",
                x, y, side, side, opacity, data);
    }

    @Override
    public void text(String text, double x, double y, double size, double anchor) {
        String side = anchor == 0 ? "start" : anchor == 1 ? "end" : "middle";
        add(
                "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x, y, size, side, XmlEscapers.xmlContentEscaper().escape(text));
    }

    String finish() {
        return svg + "</svg>\n";
    }
}

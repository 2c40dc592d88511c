package io.github.activationatlas.examples.drawn;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.Random;

/** What stands between a thing and its image: light from one side, a lens out of focus, grain. */
final class Weather {
    private Weather() {}

    static BufferedImage over(BufferedImage image, Random random) {
        light(image, random);
        BufferedImage seen = random.nextInt(3) == 0 ? blurred(image) : image;
        grain(seen, random);
        return seen;
    }

    private static void light(BufferedImage image, Random random) {
        int n = image.getWidth();
        Graphics2D g = image.createGraphics();
        int dark = random.nextInt(90);
        double angle = random.nextDouble() * 2 * Math.PI;
        float x = (float) (n / 2.0 * (1 + Math.cos(angle)));
        float y = (float) (n / 2.0 * (1 + Math.sin(angle)));
        g.setPaint(new GradientPaint(
                x, y, new Color(0, 0, 0, dark), n - x, n - y, new Color(255, 255, 255, random.nextInt(50))));
        g.fillRect(0, 0, n, n);
        g.dispose();
    }

    private static BufferedImage blurred(BufferedImage image) {
        float[] weights = new float[9];
        Arrays.fill(weights, 1 / 9f);
        return new ConvolveOp(new Kernel(3, 3, weights), ConvolveOp.EDGE_NO_OP, null)
                .filter(image, new BufferedImage(image.getWidth(), image.getHeight(), image.getType()));
    }

    private static void grain(BufferedImage image, Random random) {
        double strength = random.nextDouble() * 10;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int noise = (int) Math.round(random.nextGaussian() * strength);
                int r = clip((rgb >> 16 & 255) + noise);
                int g = clip((rgb >> 8 & 255) + noise);
                int b = clip((rgb & 255) + noise);
                image.setRGB(x, y, r << 16 | g << 8 | b);
            }
        }
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }
}

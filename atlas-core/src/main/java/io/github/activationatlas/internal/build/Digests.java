package io.github.activationatlas.internal.build;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.umap.Vectors;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** SHA-256 of values that a build was given. */
public final class Digests {
    private Digests() {}

    public static String of(LayerActivations layer) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, layer.vectors());
        put(hasher, layer.attributions());
        for (int i = 0; i < layer.size(); i++) {
            hasher.putInt(layer.image(i)).putInt(layer.positionRow(i)).putInt(layer.positionColumn(i));
        }
        return hasher.hash().toString();
    }

    /** The digest of an image's contents: its file's, or where there is none, its pixels'. */
    public static String of(ImageSource images, int index) {
        String known = images.digest(index);
        if (!known.isEmpty()) {
            return known;
        }
        try {
            BufferedImage image = images.open(index);
            Hasher hasher =
                    Hashing.sha256().newHasher().putInt(image.getWidth()).putInt(image.getHeight());
            for (int y = 0; y < image.getHeight(); y++) {
                for (int rgb : image.getRGB(0, y, image.getWidth(), 1, null, 0, image.getWidth())) {
                    hasher.putInt(rgb);
                }
            }
            return hasher.hash().toString();
        } catch (IOException | RuntimeException e) {
            // Collecting will report that.
            return "unreadable";
        }
    }

    public static String of(Layout layout) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, layout.vectors());
        return hasher.hash().toString();
    }

    private static void put(Hasher hasher, Vectors rows) {
        float[] row = new float[rows.dimension()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copy(i, row);
            for (float v : row) {
                hasher.putFloat(v);
            }
        }
    }
}

package io.github.activationatlas;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;

/** SHA-256 of values that a build was given. */
final class Digests {
    private Digests() {}

    static String of(LayerActivations layer) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, layer.values());
        put(hasher, layer.attributions());
        for (int i = 0; i < layer.size(); i++) {
            hasher.putInt(layer.images()[i]).putInt(layer.rows()[i]).putInt(layer.columns()[i]);
        }
        return hasher.hash().toString();
    }

    static String of(Layout layout) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, layout.points());
        return hasher.hash().toString();
    }

    private static void put(Hasher hasher, float[][] rows) {
        for (float[] row : rows) {
            for (float v : row) {
                hasher.putFloat(v);
            }
        }
    }
}

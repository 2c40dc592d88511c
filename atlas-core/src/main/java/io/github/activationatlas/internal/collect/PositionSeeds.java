package io.github.activationatlas.internal.collect;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.github.activationatlas.ImageSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The seeds of the positions in each image: hashes of the collector's seed and the image's name, so that an image that comes, goes or moves in
 * the list changes no other's positions, and neighbouring seeds have nothing in common. Images of one name are distinguished by their order: the
 * second differs from the first, and becomes the first if that goes.
 */
public final class PositionSeeds {
    private static final HashFunction HASH = Hashing.sha256();
    private final long[] seeds;
    private final int from;

    private PositionSeeds(long[] seeds, int from) {
        this.seeds = seeds;
        this.from = from;
    }

    /** The seeds of some of the images; those before them are asked for their names, which may be the same. */
    public static PositionSeeds of(long seed, ImageSource source, int from, int to) {
        Map<String, Integer> seen = new HashMap<>();
        long[] seeds = new long[to - from];
        for (int i = 0; i < to; i++) {
            String name = source.id(i);
            int before = seen.merge(name, 1, Integer::sum) - 1;
            if (i >= from) {
                seeds[i - from] = HASH.newHasher()
                        .putLong(seed)
                        .putInt(before)
                        .putUnencodedChars(name)
                        .hash()
                        .asLong();
            }
        }
        return new PositionSeeds(seeds, from);
    }

    /** The seed of an image by its index in the source. */
    public long of(int image) {
        return seeds[image - from];
    }
}

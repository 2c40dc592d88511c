package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;

/**
 * Where an atlas comes from: enough to make it again.
 *
 * @param modelSha256 the network
 * @param layers its layers
 * @param images how many pictures were looked at
 * @param imagesSha256 the list of their names
 * @param skipped those that could not be used, each with the reason
 * @param options every option's value, defaults included
 * @param seed the seed of all randomness
 * @param versions of this library, of Java and of ND4J's backend
 * @param seconds what each stage took
 */
public record Provenance(
        String modelSha256,
        List<String> layers,
        int images,
        String imagesSha256,
        List<String> skipped,
        Map<String, String> options,
        long seed,
        Map<String, String> versions,
        Map<String, Double> seconds) {
    /**
     * Copies the lists and maps, whose order is kept.
     *
     * @param modelSha256 the network
     * @param layers its layers
     * @param images how many pictures were looked at
     * @param imagesSha256 the list of their names
     * @param skipped those that could not be used, each with the reason
     * @param options every option's value, defaults included
     * @param seed the seed of all randomness
     * @param versions of this library, of Java and of ND4J's backend
     * @param seconds what each stage took
     */
    public Provenance {
        layers = ImmutableList.copyOf(layers);
        skipped = ImmutableList.copyOf(skipped);
        options = ImmutableMap.copyOf(options);
        versions = ImmutableMap.copyOf(versions);
        seconds = ImmutableMap.copyOf(seconds);
    }
}

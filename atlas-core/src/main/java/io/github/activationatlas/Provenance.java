package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

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
        ImmutableList<String> layers,
        int images,
        String imagesSha256,
        ImmutableList<String> skipped,
        ImmutableMap<String, String> options,
        long seed,
        ImmutableMap<String, String> versions,
        ImmutableMap<String, Double> seconds) {}

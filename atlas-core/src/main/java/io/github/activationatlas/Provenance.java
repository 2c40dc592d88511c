package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.internal.saved.OptionNames;
import io.github.activationatlas.models.ModelSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an atlas comes from: enough to make it again.
 *
 * @param modelSha256 the network
 * @param layers its layers
 * @param images how many images were looked at
 * @param imagesSha256 the list of their names
 * @param skipped those that could not be used, each with the reason
 * @param options every option's value, defaults included; those of the network begin with {@code model.}, where images came from with {@code images.},
 *     and what was chosen by the number of activations with {@code used.}
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
     * @param images how many images were looked at
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

    /**
     * Returns the settings of the build, for {@link AtlasBuilder#settings}.
     *
     * @return the settings
     * @throws IllegalArgumentException if the options hold none, as those of an atlas that was put together by hand
     */
    public AtlasSettings settings() {
        Map<String, String> settings = new LinkedHashMap<>(options);
        settings.keySet()
                .removeIf(name -> name.startsWith(OptionNames.MODEL)
                        || name.startsWith(OptionNames.IMAGES)
                        || name.startsWith(OptionNames.USED));
        return AtlasSettings.fromMap(settings);
    }

    /**
     * Returns what the network was opened with, for {@link io.github.activationatlas.models.ModelLoader}.
     *
     * @return the settings
     * @throws IllegalArgumentException if the options hold none
     */
    public ModelSettings model() {
        return ModelSettings.fromMap(part(OptionNames.MODEL));
    }

    /**
     * Returns where the images came from.
     *
     * @return as {@link ImageSource#origin()} gave it; empty if that is not known
     */
    public Map<String, String> origin() {
        return part(OptionNames.IMAGES);
    }

    private Map<String, String> part(String prefix) {
        Map<String, String> part = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), value);
            }
        });
        return part;
    }
}

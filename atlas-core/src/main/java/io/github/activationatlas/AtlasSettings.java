package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that decides what an atlas of given images and a given network contains, defaults included. Two builds of equal settings, images
 * and networks give equal atlases. Immutable.
 *
 * @param title the headline
 * @param layers the layers' names
 * @param perImage positions kept of each image
 * @param seed the seed of all randomness
 * @param selection which activations: "all", or one or two classes and by what
 * @param umap the settings of UMAP
 * @param aligned whether the layers are laid out together
 * @param grids cells a side; empty where they are chosen by the number of activations
 * @param minPoints the fewest activations that make a cell
 * @param objective what icons are optimised for
 * @param whitening whether cells are whitened before icons are drawn
 * @param icons for each layer, the settings of its icons
 * @param examples how many patches of images are kept with each cell
 */
public record AtlasSettings(
        String title,
        List<String> layers,
        int perImage,
        long seed,
        String selection,
        Map<String, String> umap,
        boolean aligned,
        List<Integer> grids,
        int minPoints,
        CellObjective objective,
        boolean whitening,
        Map<String, Map<String, String>> icons,
        int examples) {
    private static final Gson GSON = new Gson();
    private static final String UMAP = "umap.";
    private static final String ICONS = "icons.";

    /**
     * Copies lists and maps.
     *
     * @param title the headline
     * @param layers the layers' names
     * @param perImage positions kept of each image
     * @param seed the seed of all randomness
     * @param selection which activations: "all", or one or two classes and by what
     * @param umap the settings of UMAP
     * @param aligned whether the layers are laid out together
     * @param grids cells a side; empty where they are chosen by the number of activations
     * @param minPoints the fewest activations that make a cell
     * @param objective what icons are optimised for
     * @param whitening whether cells are whitened before icons are drawn
     * @param icons for each layer, the settings of its icons
     * @param examples how many patches of images are kept with each cell
     * @throws NullPointerException if a component is null
     */
    public AtlasSettings {
        layers = List.copyOf(layers);
        umap = ordered(umap);
        grids = List.copyOf(grids);
        Map<String, Map<String, String>> copies = new LinkedHashMap<>();
        icons.forEach((layer, settings) -> copies.put(layer, ordered(settings)));
        icons = java.util.Collections.unmodifiableMap(copies);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * Writes the settings as text.
     *
     * @return a value by name, in a fixed order; lists are JSON, UMAP's settings begin with {@code umap.}, and those of the icons with
     *     {@code icons.} and their layer
     */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("title", title);
        map.put("layers", GSON.toJson(layers));
        map.put("perImage", Integer.toString(perImage));
        map.put("seed", Long.toString(seed));
        map.put("selection", selection);
        map.put("aligned", Boolean.toString(aligned));
        map.put("grids", GSON.toJson(grids));
        map.put("minPoints", Integer.toString(minPoints));
        map.put("objective", objective.name());
        map.put("whitening", Boolean.toString(whitening));
        map.put("examples", Integer.toString(examples));
        umap.forEach((name, value) -> map.put(UMAP + name, value));
        icons.forEach((layer, settings) ->
                settings.forEach((name, value) -> map.put(ICONS + GSON.toJson(layer) + "." + name, value)));
        return map;
    }

    /**
     * Reads settings that were written as text.
     *
     * @param map what {@link #toMap} gave
     * @return equal settings
     * @throws IllegalArgumentException if a value is missing, unknown or cannot be read; the message names it
     */
    public static AtlasSettings fromMap(Map<String, String> map) {
        Map<String, String> left = new LinkedHashMap<>(map);
        Map<String, String> umap = new LinkedHashMap<>();
        Map<String, Map<String, String>> icons = new LinkedHashMap<>();
        List<String> layers = read(left, "layers", text -> GSON.fromJson(text, new TypeToken<List<String>>() {}));
        layers.forEach(layer -> icons.put(layer, new LinkedHashMap<>()));
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(UMAP)) {
                umap.put(name.substring(UMAP.length()), entry.getValue());
                left.remove(name);
            }
            for (String layer : layers) {
                String prefix = ICONS + GSON.toJson(layer) + ".";
                if (name.startsWith(prefix)) {
                    icons.get(layer).put(name.substring(prefix.length()), entry.getValue());
                    left.remove(name);
                }
            }
        }
        AtlasSettings settings = new AtlasSettings(
                read(left, "title", text -> text),
                layers,
                read(left, "perImage", Integer::parseInt),
                read(left, "seed", Long::parseLong),
                read(left, "selection", text -> text),
                umap,
                read(left, "aligned", AtlasSettings::truth),
                read(left, "grids", text -> GSON.fromJson(text, new TypeToken<List<Integer>>() {})),
                read(left, "minPoints", Integer::parseInt),
                read(left, "objective", CellObjective::valueOf),
                read(left, "whitening", AtlasSettings::truth),
                icons,
                read(left, "examples", Integer::parseInt));
        checkArgument(left.isEmpty(), "there are no settings %s of an atlas", left.keySet());
        return settings;
    }

    /** Reads a value. */
    private interface Reader<T> {
        T read(String text);
    }

    private static <T> T read(Map<String, String> left, String name, Reader<T> reader) {
        String text = left.remove(name);
        if (text == null) {
            throw new IllegalArgumentException("the settings of an atlas lack '" + name + "'");
        }
        try {
            return java.util.Objects.requireNonNull(reader.read(text));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the setting '" + name + "' of an atlas cannot be '" + text + "'", e);
        }
    }

    private static boolean truth(String text) {
        checkArgument(text.equals("true") || text.equals("false"), "%s", text);
        return text.equals("true");
    }
}

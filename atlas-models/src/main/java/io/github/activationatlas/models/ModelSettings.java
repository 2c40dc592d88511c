package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Everything that identifies a model and changes its results: records keep it, and {@link ModelLoader#load(ModelSettings)} opens the same
 * model from it. Immutable.
 *
 * @param format where the network came from
 * @param file the path as it was given, or the name of the resource in the jar; empty for a graph in memory
 * @param sha256 the SHA-256 of the file's bytes, or of the graph's, 64 hexadecimal digits in lower case
 * @param input what the network expects of its input
 * @param logits the name of the result that holds the logits
 * @param labelsFile the path of the labels as it was given; empty if they are the network's own, numbered or made in memory
 * @param labelsSha256 {@link Labels#sha256()}
 */
public record ModelSettings(
        Format format,
        String file,
        String sha256,
        Preprocessing input,
        String logits,
        String labelsFile,
        String labelsSha256) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String INPUT = "input.";

    /** Where a network came from. */
    public enum Format {
        /** The network in this module's jar. */
        BUNDLED,
        /** An ONNX file. */
        ONNX,
        /** A file of SameDiff's. */
        SAMEDIFF,
        /** A SameDiff graph in memory: such a model cannot be opened from its settings. */
        GRAPH
    }

    /**
     * Checks all values.
     *
     * @param format where the network came from
     * @param file the path as it was given, or the name of the resource in the jar; empty for a graph in memory
     * @param sha256 the SHA-256 of the file's bytes, or of the graph's, 64 hexadecimal digits in lower case
     * @param input what the network expects of its input
     * @param logits the name of the result that holds the logits
     * @param labelsFile the path of the labels as it was given; empty if they are the network's own, numbered or made in memory
     * @param labelsSha256 {@link Labels#sha256()}
     * @throws IllegalArgumentException if a digest is none
     */
    public ModelSettings {
        checkNotNull(format, "format must not be null");
        checkNotNull(file, "file must not be null");
        checkNotNull(input, "input must not be null");
        checkNotNull(logits, "logits must not be null");
        checkNotNull(labelsFile, "labelsFile must not be null");
        checkDigest("sha256", sha256);
        checkDigest("labelsSha256", labelsSha256);
    }

    private static void checkDigest(String name, String digest) {
        checkNotNull(digest, "%s must not be null", name);
        checkArgument(
                SHA_256.matcher(digest).matches(),
                "%s must be 64 hexadecimal digits in lower case, but was '%s'",
                name,
                digest);
    }

    /**
     * Writes the settings as text, for records.
     *
     * @return the components by their names, in their order, those of the preprocessing with {@code input.} in front. Equal settings give
     *     equal maps
     */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("format", format.name());
        map.put("file", file);
        map.put("sha256", sha256);
        input.toMap().forEach((key, value) -> map.put(INPUT + key, value));
        map.put("logits", logits);
        map.put("labelsFile", labelsFile);
        map.put("labelsSha256", labelsSha256);
        return Collections.unmodifiableMap(map);
    }

    /**
     * Reads what {@link #toMap()} wrote.
     *
     * @param map the components by their names
     * @return the settings
     * @throws IllegalArgumentException if a component is missing, unknown, not readable or outside its range; the message names it
     */
    public static ModelSettings fromMap(Map<String, String> map) {
        SettingsText text = new SettingsText("a model", map);
        ModelSettings settings = new ModelSettings(
                text.choice("format", Format.class),
                text.text("file"),
                text.text("sha256"),
                Preprocessing.fromMap(text.part(INPUT)),
                text.text("logits"),
                text.text("labelsFile"),
                text.text("labelsSha256"));
        text.done();
        return settings;
    }
}

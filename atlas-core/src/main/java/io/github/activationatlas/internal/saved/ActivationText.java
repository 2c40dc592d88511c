package io.github.activationatlas.internal.saved;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of activations.json.
 *
 * @param predicted null in sets that were saved before predictions were kept
 * @param digests of what the images' files hold; null if that is not known
 */
record ActivationText(
        int format,
        List<String> images,
        int @Nullable [] predicted,
        List<String> skipped,
        List<String> layers,
        @Nullable List<String> digests) {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    void write(Path file) throws IOException {
        AtomicFile.write(file, GSON.toJson(this));
    }

    static ActivationText read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new AtlasFormatException(
                    file.resolveSibling(""), "holds no " + file.getFileName() + ", so it is not a saved atlas");
        }
        @Nullable ActivationText text;
        try {
            text = GSON.fromJson(Files.readString(file), ActivationText.class);
        } catch (JsonParseException e) {
            throw new AtlasFormatException(file, "is damaged: " + e.getMessage(), e);
        }
        if (text == null) {
            throw new AtlasFormatException(file, "is damaged: it is empty");
        }
        return text;
    }
}

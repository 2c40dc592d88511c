package io.github.activationatlas.internal.folder;

import com.google.common.hash.Hashing;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.files.DurableFile;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON files that begin with the number of their format and end with their own checksum. */
final class CheckedJson {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private static final String CHECKSUM = "  \"checksum\": \"";

    private CheckedJson() {}

    /** Writes the members of several records, one after the other. */
    static void write(Path file, int format, Record... contents) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("format", format);
        for (Record content : contents) {
            GSON.toJsonTree(content).getAsJsonObject().entrySet().forEach(e -> json.add(e.getKey(), e.getValue()));
        }
        String text = GSON.toJson(json);
        String body = text.substring(0, text.length() - "\n}".length()) + ",\n";
        DurableFile.write(file, body + CHECKSUM + checksum(body) + "\"\n}\n");
    }

    private static String checksum(String body) {
        return Hashing.sha256().hashString(body, StandardCharsets.UTF_8).toString();
    }

    /**
     * Reads a file.
     *
     * @param type a record, all of whose members must be there
     * @throws AtlasFormatException if it is of another format, was changed, or lacks a member
     */
    static <T extends Record> T read(Path file, int format, Class<T> type) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        try {
            JsonElement parsed = JsonParser.parseString(text);
            if (!parsed.isJsonObject()) {
                throw new AtlasFormatException(file, "is damaged: it is not a JSON object");
            }
            JsonObject json = parsed.getAsJsonObject();
            checkFormat(file, json.get("format"), format);
            int end = text.lastIndexOf(CHECKSUM);
            if (end < 0 || !text.startsWith(checksum(text.substring(0, end)) + "\"", end + CHECKSUM.length())) {
                throw new AtlasFormatException(file, "is damaged: its checksum is not that of what was written");
            }
            T content = GSON.fromJson(json, type);
            checkMembers(file, content);
            return content;
        } catch (AtlasFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            // Gson wraps what the constructor of a record throws where a member is missing.
            throw new AtlasFormatException(file, "is damaged: " + e.getMessage(), e);
        }
    }

    private static void checkFormat(Path file, @Nullable JsonElement found, int format) {
        if (found == null
                || !found.isJsonPrimitive()
                || !found.getAsJsonPrimitive().isNumber()) {
            throw new AtlasFormatException(file, "is damaged: it has no format number");
        }
        if (found.getAsInt() != format) {
            throw new AtlasFormatException(
                    file,
                    "is of format " + found.getAsString() + ", but this version reads format " + format
                            + (found.getAsInt() < format ? "; build the atlas again" : "; use a newer version"));
        }
    }

    /** Gson leaves null what a file lacks. */
    private static void checkMembers(Path file, @Nullable Object value) {
        if (value instanceof Record record) {
            for (RecordComponent member : record.getClass().getRecordComponents()) {
                Object held = read(record, member);
                if (held == null) {
                    throw new AtlasFormatException(file, "is damaged: it lacks '" + member.getName() + "'");
                }
                checkMembers(file, held);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(held -> checkMembers(file, held));
        } else if (value instanceof Collection<?> all) {
            all.forEach(held -> checkMembers(file, held));
        } else if (value == null) {
            throw new AtlasFormatException(file, "is damaged: it holds null");
        }
    }

    private static @Nullable Object read(Record record, RecordComponent member) {
        try {
            member.getAccessor().setAccessible(true);
            return member.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

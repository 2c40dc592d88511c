package io.github.activationatlas.umap.internal.npy;

import io.github.activationatlas.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A JSON object (RFC 8259) of strings and numbers, with nothing inside another: enough for settings. Strings are plain words. */
public record FlatJson(Path file, Map<String, String> values) {
    private static final String MEMBER = "\\s*\"(\\w+)\"\\s*:\\s*(?:\"([\\w .:;-]*)\"|(-?[0-9][0-9.eE+-]*))\\s*";
    private static final Pattern WHOLE = Pattern.compile("\\s*\\{" + MEMBER + "(?:," + MEMBER + ")*\\}\\s*");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE]-?\\d+)?");
    private static final Pattern ONE = Pattern.compile(MEMBER);

    public static FlatJson read(Path file) throws IOException {
        String text = Files.readString(file);
        if (!WHOLE.matcher(text).matches()) {
            throw new IOException(file + " is damaged: it is not an object of numbers and words");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher members = ONE.matcher(text);
        while (members.find()) {
            values.put(members.group(1), members.group(2) != null ? members.group(2) : members.group(3));
        }
        return new FlatJson(file, values);
    }

    public static void write(Path file, Map<String, String> values) throws IOException {
        AtomicFile.write(
                file,
                values.entrySet().stream()
                        .map(e -> "  \"" + e.getKey() + "\": "
                                + (NUMBER.matcher(e.getValue()).matches() ? e.getValue() : "\"" + e.getValue() + "\""))
                        .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name) throws IOException {
        String value = values.get(name);
        if (value == null) {
            throw new IOException(file + " is damaged: " + name + " is missing");
        }
        return value;
    }

    public double number(String name) throws IOException {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw damaged(name, e);
        }
    }

    public long whole(String name) throws IOException {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw damaged(name, e);
        }
    }

    private IOException damaged(String name, NumberFormatException cause) throws IOException {
        return new IOException(file + " is damaged: " + name + " is " + text(name), cause);
    }
}

package io.github.activationatlas.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line of a CSV file (RFC 4180), floats with six digits. */
final class CsvLine {
    private CsvLine() {}

    static String of(Iterable<?> values) {
        List<String> fields = new ArrayList<>();
        for (Object value : values) {
            String text = value instanceof Float f ? String.format(Locale.ROOT, "%.6g", f) : value.toString();
            boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            fields.add(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
        }
        return String.join(",", fields) + "\n";
    }
}

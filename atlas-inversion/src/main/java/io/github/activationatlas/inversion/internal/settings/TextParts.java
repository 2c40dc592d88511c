package io.github.activationatlas.inversion.internal.settings;

import java.util.ArrayList;
import java.util.List;

/** The parts of a text between commas that stand in no brackets. */
final class TextParts {
    private TextParts() {}

    static List<String> of(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth == 0 && text.startsWith(", ", i)) {
                parts.add(text.substring(from, i));
                from = i + 2;
            }
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(from));
        }
        return parts;
    }
}

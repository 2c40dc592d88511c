package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.base.Splitter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings as text: reads a map value by value and names what is wrong. Not thread-safe. */
final class SettingsText {
    private final String what;
    private final Map<String, String> left;

    /**
     * Starts to read.
     *
     * @param what what the map should hold, for messages
     */
    SettingsText(String what, Map<String, String> map) {
        this.what = what;
        this.left = new LinkedHashMap<>(checkNotNull(map, "map must not be null"));
    }

    String text(String key) {
        String value = left.remove(key);
        checkArgument(value != null, "'%s' is missing in the settings of %s", key, what);
        return value;
    }

    int integer(String key) {
        String value = text(key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(key, value, "a whole number", e);
        }
    }

    double real(String key) {
        return parse(key, text(key));
    }

    List<Double> reals(String key) {
        return Splitter.on(',')
                .splitToStream(text(key))
                .map(part -> parse(key, part))
                .toList();
    }

    private double parse(String key, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(key, value, "a number", e);
        }
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String value = text(key);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(key, value, "one of " + Arrays.toString(type.getEnumConstants()), null));
    }

    /** The values whose keys begin with a prefix, without it. */
    Map<String, String> part(String prefix) {
        Map<String, String> part = new LinkedHashMap<>();
        left.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        left.keySet().removeIf(key -> key.startsWith(prefix));
        return part;
    }

    /** Refuses what nothing has asked for: a setting of another version may change results. */
    void done() {
        checkArgument(left.isEmpty(), "%s are not settings of %s", left.keySet(), what);
    }

    private static IllegalArgumentException wrong(
            String key, String value, String expected, @org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalArgumentException("'" + key + "' must be " + expected + ", but was '" + value + "'", cause);
    }

    /** The shortest decimal that reads as the same number, which {@link Double#toString(double)} gives from Java 19 on only. */
    static String of(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 && 1 / value > 0 ? "0" : Double.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= 17; digits++) {
            rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                break;
            }
        }
        String plain = rounded.toPlainString();
        return plain.length() <= 24 ? plain : rounded.toString();
    }

    static String of(List<Double> values) {
        return values.stream().map(SettingsText::of).collect(Collectors.joining(","));
    }
}

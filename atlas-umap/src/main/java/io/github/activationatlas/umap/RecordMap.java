package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** Records of numbers, words and options as maps of strings, by their components, so that none can be forgotten. */
final class RecordMap {
    private static final String AUTO = "auto";
    private static final String NONE = "none";

    private RecordMap() {}

    static Map<String, String> of(Record settings) {
        Map<String, String> map = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            map.put(component.getName(), text(value(settings, component)));
        }
        return Collections.unmodifiableMap(map);
    }

    static <R extends Record> R read(Class<R> type, Map<String, String> map) {
        RecordComponent[] components = type.getRecordComponents();
        for (String name : map.keySet()) {
            checkArgument(
                    Arrays.stream(components).anyMatch(c -> c.getName().equals(name)), "there is no setting %s", name);
        }
        return make(type, component -> {
            String text = map.get(component.getName());
            checkArgument(text != null, "the setting %s is missing", component.getName());
            return parse(component, text);
        });
    }

    /** The same record with another value of one component. */
    static <R extends Record> R with(R settings, String name, Object value) {
        checkNotNull(value, "%s must not be null", name);
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) settings.getClass();
        return make(type, component -> component.getName().equals(name) ? value : value(settings, component));
    }

    private static String text(Object value) {
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? Integer.toString(number.getAsInt()) : AUTO;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Double.toString(number.getAsDouble()) : AUTO;
        }
        return value instanceof Optional<?> word ? word.map(Object::toString).orElse(NONE) : value.toString();
    }

    private static Object parse(RecordComponent component, String text) {
        Class<?> type = component.getType();
        try {
            if (type == int.class) {
                return Integer.parseInt(text);
            } else if (type == long.class) {
                return Long.parseLong(text);
            } else if (type == double.class) {
                return Double.parseDouble(text);
            } else if (type == OptionalInt.class) {
                return text.equals(AUTO) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
            } else if (type == OptionalDouble.class) {
                return text.equals(AUTO) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
            } else if (type == boolean.class) {
                checkArgument(text.equals("true") || text.equals("false"), "neither true nor false");
                return Boolean.parseBoolean(text);
            } else if (type == Optional.class) {
                return text.equals(NONE) ? Optional.empty() : Optional.of(text);
            } else if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.toString().equals(text))
                        .findAny()
                        .orElseThrow(() ->
                                new IllegalArgumentException("not one of " + Arrays.toString(type.getEnumConstants())));
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the setting " + component.getName() + " cannot be " + text
                            + (e instanceof NumberFormatException ? "" : ": it is " + e.getMessage()),
                    e);
        }
    }

    private static Object value(Record settings, RecordComponent component) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    private static <R extends Record> R make(Class<R> type, Function<RecordComponent, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(components).map(values).toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }
}

package io.github.activationatlas.inversion.internal.settings;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Magnitudes;
import io.github.activationatlas.inversion.Regularizer;
import io.github.activationatlas.inversion.Transform;
import io.github.activationatlas.inversion.Transforms;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from the text that their {@code toString} writes: numbers, booleans, constants of enums, lists "[a, b]" and records
 * "Name[component=value, ...]", which their constructors check.
 */
final class ValueText {
    private static final List<Transforms> NAMED =
            List.of(Transforms.LUCID, Transforms.ATLAS, Transforms.STANDARD, Transforms.JITTER, Transforms.NONE);

    private ValueText() {}

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if the text is no value of the type, or one that text cannot re-create
     */
    static Object parse(Type type, String text) {
        if (type instanceof ParameterizedType list) {
            return list(list.getActualTypeArguments()[0], text);
        }
        Class<?> kind = (Class<?>) type;
        if (kind == Transforms.class) {
            return transforms(text);
        }
        if (kind == Colors.class) {
            return colors(text);
        }
        if (kind == Magnitudes.class) {
            return magnitudes(text);
        }
        if (kind.isEnum()) {
            return constant(kind, text);
        }
        return kind.isRecord() || kind.isSealed() ? record(kind, text) : primitive(kind, text);
    }

    private static Object primitive(Class<?> kind, String text) {
        if (kind == boolean.class) {
            return found(
                    text, "true or false", text.equals("true") || text.equals("false") ? text.equals("true") : null);
        }
        if (kind == int.class) {
            return found(text, "a whole number", Ints.tryParse(text));
        }
        if (kind == long.class) {
            return found(text, "a whole number", Longs.tryParse(text));
        }
        return kind == float.class
                ? found(text, "a number", Floats.tryParse(text))
                : found(text, "a number", Doubles.tryParse(text));
    }

    private static Object constant(Class<?> kind, String text) {
        Object[] constants = kind.getEnumConstants();
        Object found = Arrays.stream(constants)
                .filter(c -> c.toString().equals(text))
                .findFirst()
                .orElse(null);
        return found(text, "one of " + Arrays.toString(constants), found);
    }

    private static <T> T found(String text, String expected, @Nullable T value) {
        checkArgument(value != null, "%s is expected, but was '%s'", expected, text);
        return value;
    }

    private static ImmutableList<Object> list(Type element, String text) {
        checkArgument(text.startsWith("[") && text.endsWith("]"), "a list [...] is expected, but was '%s'", text);
        return TextParts.of(text.substring(1, text.length() - 1)).stream()
                .map(part -> parse(element, part))
                .collect(ImmutableList.toImmutableList());
    }

    private static Object record(Class<?> family, String text) {
        List<Class<?>> records = family.isRecord() ? List.of(family) : Arrays.asList(family.getPermittedSubclasses());
        List<String> names = records.stream().map(Class::getSimpleName).toList();
        int open = text.indexOf('[');
        int which = open < 0 || !text.endsWith("]") ? -1 : names.indexOf(text.substring(0, open));
        checkArgument(which >= 0, "one of %s with its values in brackets is expected, but was '%s'", names, text);
        checkArgument(
                records.get(which) != Regularizer.Custom.class,
                "%s is the caller's own code, which text cannot re-create",
                text);
        return record(records.get(which), text, TextParts.of(text.substring(open + 1, text.length() - 1)));
    }

    private static Object record(Class<?> record, String text, List<String> parts) {
        RecordComponent[] components = record.getRecordComponents();
        checkArgument(
                parts.size() == components.length,
                "%s has %s values, but %s are in '%s'",
                record.getSimpleName(),
                components.length,
                parts.size(),
                text);
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName() + "=";
            checkArgument(parts.get(i).startsWith(name), "'%s' is expected in '%s'", name, text);
            types[i] = components[i].getType();
            values[i] = parse(components[i].getGenericType(), parts.get(i).substring(name.length()));
        }
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwables.throwIfUnchecked(e.getCause());
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Transforms transforms(String text) {
        for (Transforms named : NAMED) {
            if (named.toString().equals(text)) {
                return named;
            }
        }
        checkArgument(text.startsWith("["), "one of %s or a list [...] is expected, but was '%s'", NAMED, text);
        return Transforms.of(
                list(Transform.class, text).stream().map(Transform.class::cast).toArray(Transform[]::new));
    }

    private static Colors colors(String text) {
        checkArgument(text.startsWith("Colors["), "Colors[...] is expected, but was '%s'", text);
        List<?> values = list(float.class, text.substring("Colors".length()));
        int channels = (int) Math.sqrt(values.size());
        checkArgument(channels > 0 && channels * channels == values.size(), "'%s' is not a square matrix", text);
        float[][] matrix = new float[channels][channels];
        for (int i = 0; i < values.size(); i++) {
            matrix[i / channels][i % channels] = (float) values.get(i);
        }
        return Colors.of(matrix);
    }

    private static Magnitudes magnitudes(String text) {
        boolean falling = text.startsWith("inverseFrequency(") && text.endsWith(")");
        checkArgument(
                falling,
                "magnitudes of the caller's own images (%s) cannot be re-created from text, which has their digest alone",
                text);
        return Magnitudes.inverseFrequency(
                (int) primitive(int.class, text.substring("inverseFrequency(".length(), text.length() - 1)));
    }
}

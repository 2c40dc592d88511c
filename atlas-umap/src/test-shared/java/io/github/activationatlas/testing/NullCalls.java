package io.github.activationatlas.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** Calls public methods with null for one argument, or for an element of it, and expects to be told which it is. For the tests of all modules. */
public final class NullCalls {
    private final List<Object> samples;

    /** Takes values to be given for the other arguments; enums, interfaces, arrays and primitives need none. */
    public NullCalls(Object... samples) {
        this.samples = List.of(samples);
    }

    public Stream<DynamicTest> statics(Class<?>... types) {
        return Arrays.stream(types).flatMap(type -> of(type, null, false, m -> Modifier.isStatic(m.getModifiers())));
    }

    public Stream<DynamicTest> methods(Object... targets) {
        return Arrays.stream(targets)
                .flatMap(target -> of(target.getClass(), target, false, m -> !Modifier.isStatic(m.getModifiers())));
    }

    /** Also with null for an element of an argument. */
    public Stream<DynamicTest> settings(Object builder) {
        return of(builder.getClass(), builder, true, m -> !Modifier.isStatic(m.getModifiers()));
    }

    private Stream<DynamicTest> of(Class<?> type, @Nullable Object target, boolean elements, Predicate<Method> chosen) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            Parameter[] parameters = method.getParameters();
            boolean called = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && chosen.test(method);
            for (int p = 0; p < parameters.length && called && !method.getName().equals("equals"); p++) {
                Class<?> given = parameters[p].getType();
                if (given.isPrimitive() || method.getAnnotatedParameterTypes()[p].isAnnotationPresent(Nullable.class)) {
                    continue;
                }
                tests.add(test(method, target, p, null));
                if (elements && given == List.class) {
                    tests.add(test(method, target, p, Collections.singletonList(null)));
                } else if (elements
                        && given.isArray()
                        && !given.getComponentType().isPrimitive()) {
                    tests.add(test(method, target, p, Array.newInstance(given.getComponentType(), 1)));
                }
            }
        }
        assertThat(tests).as("methods of %s", type).isNotEmpty();
        return tests.stream();
    }

    private DynamicTest test(Method method, @Nullable Object target, int p, @Nullable Object value) {
        Parameter[] parameters = method.getParameters();
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": "
                + parameters[p].getParameterizedType().getTypeName() + " "
                + (value == null ? "null" : "with null in it");
        return DynamicTest.dynamicTest(name, () -> {
            Object[] arguments = new Object[parameters.length];
            for (int q = 0; q < arguments.length; q++) {
                arguments[q] = q == p ? value : sample(parameters[q].getType());
            }
            Throwable thrown = catchThrowable(() -> method.invoke(target, arguments));
            assertThat(thrown).as(name).isInstanceOf(InvocationTargetException.class);
            Throwable cause = thrown.getCause();
            assertThat(cause).as(name).isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class);
            String parameter = parameters[p].getName();
            assertThat(Optional.ofNullable(cause.getMessage()).orElse("").toLowerCase(Locale.ROOT))
                    .as(name)
                    .containsAnyOf(
                            parameter.toLowerCase(Locale.ROOT),
                            (method.getName().length() > 3 ? method.getName() : parameter).toLowerCase(Locale.ROOT));
        });
    }

    private Object sample(Class<?> type) {
        if (type.isPrimitive()) {
            return type == double.class
                    ? 1.0
                    : type == float.class
                            ? 1f
                            : type == long.class ? 1L : type == boolean.class ? (Object) true : (Object) 1;
        }
        Optional<Object> given = samples.stream().filter(type::isInstance).findFirst();
        if (given.isPresent()) {
            return given.get();
        }
        if (type.isInterface() && !type.isSealed()) {
            // Nobody comes to call it.
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (o, m, a) -> null);
        }
        assertThat(type.isEnum() || type.isArray())
                .as("a sample of %s is needed", type)
                .isTrue();
        return type.isEnum() ? type.getEnumConstants()[0] : Array.newInstance(type.getComponentType(), 0);
    }
}

package io.github.activationatlas.models.plan;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How many OpenMP threads ND4J's operations use when the calling thread runs them. The setting belongs to the thread that makes it; a new
 * thread starts with all processors. It is not in nd4j-api, the only part of ND4J that this library depends on, so it is looked up; where
 * it is not found, one thread calls and ND4J uses as many as it likes.
 */
public final class Threads {
    private static final @Nullable Threads INSTANCE = find();

    private final Object operations;
    private final Method get;
    private final Method set;

    private Threads(Object operations, Method get, Method set) {
        this.operations = operations;
        this.get = get;
        this.set = set;
    }

    private static @Nullable Threads find() {
        if (!Nd4j.getEnvironment().isCPU()) {
            return null;
        }
        try {
            Class<?> holder = Class.forName("org.nd4j.nativeblas.NativeOpsHolder");
            Object instance = holder.getMethod("getInstance").invoke(null);
            Object operations = holder.getMethod("getDeviceNativeOps").invoke(instance);
            Class<?> type = Class.forName("org.nd4j.nativeblas.NativeOps");
            return new Threads(
                    operations, type.getMethod("ompGetMaxThreads"), type.getMethod("setOmpNumThreads", int.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /**
     * Tells what the calling thread may use.
     *
     * @return threads; 1 where that is not known
     */
    public static int allowed() {
        return INSTANCE == null ? 1 : Math.max(1, (int) INSTANCE.call(INSTANCE.get));
    }

    /**
     * Holds the calling thread to a number of threads; does nothing where that is not known.
     *
     * @param threads at least 1
     */
    public static void allow(int threads) {
        if (INSTANCE != null) {
            INSTANCE.call(INSTANCE.set, threads);
        }
    }

    private Object call(Method method, Object... arguments) {
        try {
            return method.invoke(operations, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

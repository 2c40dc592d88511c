package io.github.activationatlas.models.internal.array;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's compiled operations, where they run on the CPU. */
public final class NativeCpu {
    /** Null where another device runs them, for which ND4J has more to prepare. */
    public static final @Nullable NativeOps OPERATIONS =
            Nd4j.getEnvironment().isCPU() ? NativeOpsHolder.getInstance().getDeviceNativeOps() : null;

    private NativeCpu() {}

    /** How many OpenMP threads operations use that the calling thread runs; 1 where that is not known. */
    public static int threads() {
        return OPERATIONS == null ? 1 : Math.max(1, OPERATIONS.ompGetMaxThreads());
    }

    /** Sets that for the calling thread; does nothing where that is not known. */
    public static void allowThreads(int threads) {
        if (OPERATIONS != null) {
            OPERATIONS.setOmpNumThreads(threads);
        }
    }
}

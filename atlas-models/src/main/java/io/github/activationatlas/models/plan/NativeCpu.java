package io.github.activationatlas.models.plan;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's compiled operations, where they run on the CPU. */
final class NativeCpu {
    /** Null where another device runs them, for which ND4J has more to prepare. */
    static final @Nullable NativeOps OPERATIONS =
            Nd4j.getEnvironment().isCPU() ? NativeOpsHolder.getInstance().getDeviceNativeOps() : null;

    private NativeCpu() {}
}

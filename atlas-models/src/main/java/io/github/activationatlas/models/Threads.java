package io.github.activationatlas.models;

import io.github.activationatlas.models.internal.array.NativeCpu;

/**
 * How many OpenMP threads ND4J's operations use when the calling thread runs them. The setting belongs to the thread that makes it; a new
 * thread starts with all processors. Where ND4J does not run on the CPU, one thread calls.
 */
public final class Threads {
    private Threads() {}

    /**
     * Returns the number of threads that the calling thread may use.
     *
     * @return threads; 1 where that is not known
     */
    public static int allowed() {
        return NativeCpu.threads();
    }

    /**
     * Sets the number of threads for the calling thread; does nothing where ND4J does not run on the CPU.
     *
     * @param threads at least 1
     */
    public static void allow(int threads) {
        NativeCpu.allowThreads(threads);
    }
}

package io.github.activationatlas.inversion.internal.objective;

/** Buffers of a thread for intermediate values, so that objectives are values and yet allocate nothing in a step. */
final class ThreadBuffers {
    private static final ThreadLocal<ThreadBuffers> OWN = ThreadLocal.withInitial(ThreadBuffers::new);
    private float[] floats = new float[0];
    private double[] doubles = new double[0];

    private ThreadBuffers() {}

    /** Room for at least so many values, which hold anything; lost with the thread's next call. */
    static float[] floats(int count) {
        ThreadBuffers own = OWN.get();
        if (own.floats.length < count) {
            own.floats = new float[count];
        }
        return own.floats;
    }

    /** The same in double. */
    static double[] doubles(int count) {
        ThreadBuffers own = OWN.get();
        if (own.doubles.length < count) {
            own.doubles = new double[count];
        }
        return own.doubles;
    }
}

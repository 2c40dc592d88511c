package io.github.activationatlas.umap.internal.transform;

/** xorshift64* (Vigna 2016): random numbers that cost little beside a step. */
final class Xorshift {
    private long state;

    Xorshift(long seed) {
        state = seed * 0x9E3779B97F4A7C15L + 0x1234567L;
        state = state == 0 ? 1 : state;
    }

    int below(int n) {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return (int) ((state * 0x2545F4914F6CDD1DL >>> 32) * n >>> 32);
    }
}

package io.github.activationatlas.umap.internal.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Visits all pairs of blocks as in a tournament, where everybody meets everybody and first itself. A meeting has both blocks to itself, and
 * every block meets the others in one order, so that what meetings do to their blocks does not depend on the number of threads. No two
 * threads wait for a whole round to end: a meeting begins when the earlier ones of its two blocks are over.
 */
public final class PairSchedule {
    private final int[] left;
    private final int[] right;
    private final int blocks;

    /** What happens at a meeting; the number counts meetings from 0. */
    public interface Meeting {
        void run(int left, int right, int number);
    }

    public PairSchedule(int blocks) {
        this.blocks = blocks;
        left = new int[blocks * (blocks + 1) / 2];
        right = new int[left.length];
        int at = 0;
        for (int i = 0; i < blocks; i++) {
            left[at] = i;
            right[at++] = i;
        }
        // The circle method: one stays, the others move on; with an odd number one rests.
        int seats = blocks + blocks % 2;
        for (int round = 0; round < seats - 1; round++) {
            for (int s = 0; s < seats / 2; s++) {
                int a = s == 0 ? seats - 1 : (round + s) % (seats - 1);
                int b = (round + seats - 1 - s) % (seats - 1);
                if (a < blocks && b < blocks) {
                    left[at] = Math.min(a, b);
                    right[at++] = Math.max(a, b);
                }
            }
        }
    }

    public int meetings() {
        return left.length;
    }

    public int left(int number) {
        return left[number];
    }

    public int right(int number) {
        return right[number];
    }

    /** Holds all meetings. */
    public void run(Workers workers, Meeting meeting) {
        AtomicInteger next = new AtomicInteger();
        AtomicIntegerArray over = new AtomicIntegerArray(blocks);
        int[] turnLeft = new int[left.length];
        int[] turnRight = new int[left.length];
        int[] turns = new int[blocks];
        for (int m = 0; m < left.length; m++) {
            turnLeft[m] = turns[left[m]]++;
            turnRight[m] = left[m] == right[m] ? turnLeft[m] : turns[right[m]]++;
        }
        workers.forThreads(() -> {
            for (int m = next.getAndIncrement(); m < left.length; m = next.getAndIncrement()) {
                workers.check();
                await(over, left[m], turnLeft[m], workers);
                await(over, right[m], turnRight[m], workers);
                meeting.run(left[m], right[m], m);
                over.incrementAndGet(left[m]);
                if (left[m] != right[m]) {
                    over.incrementAndGet(right[m]);
                }
            }
        });
    }

    private static void await(AtomicIntegerArray over, int block, int turn, Workers workers) {
        for (int spins = 0; over.get(block) < turn; spins++) {
            if (spins > 200) {
                LockSupport.parkNanos(20_000);
                workers.check();
            } else {
                Thread.onSpinWait();
            }
        }
    }
}

package io.github.activationatlas.models.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.activationatlas.models.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An error in any replica reaches the caller as it is, once no replica is at work any more. */
class ReplicaExecutorTest {
    private static void sneak(Throwable thrown) {
        ReplicaExecutorTest.<RuntimeException>raise(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void whatAReplicaThrowsReachesTheCallerAndTheExecutorGoesOn() {
        int before = Threads.allowed();
        try (ReplicaExecutor executor = new ReplicaExecutor(4, 4)) {
            for (Throwable thrown : new Throwable[] {
                new IllegalStateException("x"), new OutOfMemoryError("x"), new StackOverflowError("x")
            }) {
                for (int replica = 0; replica < 4; replica++) {
                    int bad = replica;
                    AtomicInteger ended = new AtomicInteger();
                    Throwable found = assertTimeoutPreemptively(
                            Duration.ofSeconds(20),
                            () -> catchThrowable(() -> executor.run(4, i -> {
                                if (i == bad) {
                                    sneak(thrown);
                                }
                                ended.incrementAndGet();
                            })));
                    assertThat(found).isSameAs(thrown);
                    assertThat(ended).hasValue(3);
                }
            }
            AtomicInteger done = new AtomicInteger();
            executor.run(4, i -> done.incrementAndGet());
            assertThat(done).hasValue(4);
        }
        assertThat(Threads.allowed()).isEqualTo(before);
    }

    @Test
    void ofSeveralErrorsTheFirstReachesTheCaller() {
        Error first = new OutOfMemoryError("first");
        try (ReplicaExecutor executor = new ReplicaExecutor(2, 2)) {
            CountDownLatch thrown = new CountDownLatch(1);
            Throwable found = catchThrowable(() -> executor.run(2, replica -> {
                if (replica == 0) {
                    thrown.countDown();
                    throw first;
                }
                try {
                    thrown.await();
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException("second");
            }));
            assertThat(found).isSameAs(first);
        }
    }
}

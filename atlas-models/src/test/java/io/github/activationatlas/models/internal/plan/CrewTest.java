package io.github.activationatlas.models.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.activationatlas.models.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An error in any lane reaches the caller as it is, once no lane is at work any more. */
class CrewTest {
    private static void sneak(Throwable thrown) {
        CrewTest.<RuntimeException>raise(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void whatALaneThrowsReachesTheCallerAndTheCrewGoesOn() {
        int before = Threads.allowed();
        try (Crew crew = new Crew(4, 4)) {
            for (Throwable thrown : new Throwable[] {
                new IllegalStateException("x"), new OutOfMemoryError("x"), new StackOverflowError("x")
            }) {
                for (int lane = 0; lane < 4; lane++) {
                    int bad = lane;
                    AtomicInteger ended = new AtomicInteger();
                    Throwable found = assertTimeoutPreemptively(
                            Duration.ofSeconds(20),
                            () -> catchThrowable(() -> crew.run(4, i -> {
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
            crew.run(4, i -> done.incrementAndGet());
            assertThat(done).hasValue(4);
        }
        assertThat(Threads.allowed()).isEqualTo(before);
    }

    @Test
    void ofSeveralErrorsTheFirstReachesTheCaller() {
        Error first = new OutOfMemoryError("first");
        try (Crew crew = new Crew(2, 2)) {
            CountDownLatch thrown = new CountDownLatch(1);
            Throwable found = catchThrowable(() -> crew.run(2, lane -> {
                if (lane == 0) {
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

package io.github.activationatlas.models;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Keeps what SameDiff prints while it builds a gradient off the user's console. Thread-safe; one call runs at a time. */
public final class QuietConsole {
    private static final Object LOCK = new Object();

    private QuietConsole() {}

    static void run(Runnable work) {
        call(() -> {
            work.run();
            return "";
        });
    }

    /**
     * Calls something while nothing that it prints gets through.
     *
     * @param <T> the type of its result
     * @param work what is called
     * @return its result
     */
    public static <T> T call(Supplier<T> work) {
        synchronized (LOCK) {
            PrintStream console = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            try {
                return work.get();
            } finally {
                System.setOut(console);
            }
        }
    }
}

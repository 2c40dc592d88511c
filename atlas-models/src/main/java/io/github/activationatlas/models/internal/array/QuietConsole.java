package io.github.activationatlas.models.internal.array;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Keeps off the user's console what SameDiff prints while it makes a graph's gradient function. It prints to {@link System#out}, which is the
 * whole JVM's, so nothing else is done meanwhile. Thread-safe; one gradient function is made at a time.
 */
public final class QuietConsole {
    private static final Object LOCK = new Object();

    private QuietConsole() {}

    /** Makes a graph's gradient function, with gradients with respect to variables or placeholders. */
    public static void createGradFunction(SameDiff graph, String... variables) {
        synchronized (LOCK) {
            PrintStream console = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            try {
                graph.createGradFunction(variables);
            } finally {
                System.setOut(console);
            }
        }
    }
}

package io.github.activationatlas;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints progress, a line for every tenth of a stage. Thread-safe. */
public final class ConsoleProgress implements Consumer<AtlasProgress> {
    private final PrintStream out;
    private String last = "";

    private ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    /**
     * Chooses where to print.
     *
     * @param out such as {@code System.err}
     * @return a listener
     */
    public static ConsoleProgress to(PrintStream out) {
        return new ConsoleProgress(out);
    }

    @Override
    public synchronized void accept(AtlasProgress p) {
        long tenth = p.total() == 0 ? 10 : 10 * p.done() / p.total();
        String stage = p.stage().name().toLowerCase(Locale.ROOT) + (p.layer().isEmpty() ? "" : " " + p.layer());
        String line = String.format(Locale.ROOT, "%-18s %3d %%", stage, 10 * tenth);
        if (!line.equals(last)) {
            last = line;
            out.println(
                    tenth < 10 && p.left().toSeconds() > 1
                            ? line + ", about " + p.left().toSeconds() + " s left"
                            : line);
        }
    }
}

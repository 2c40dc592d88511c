package io.github.activationatlas.examples.cli;

import io.github.activationatlas.umap.UmapProgress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the time of each stage of a fit from its progress reports, starting at construction. Thread-safe. */
final class StageTimes implements Consumer<UmapProgress> {
    private final long start = System.nanoTime();
    private final long[] last = new long[UmapProgress.Stage.values().length];
    private long end;

    StageTimes() {
        Arrays.fill(last, start);
    }

    @Override
    public synchronized void accept(UmapProgress progress) {
        last[progress.stage().ordinal()] = System.nanoTime();
    }

    /** The fit is over. */
    synchronized void end() {
        end = System.nanoTime();
        last[last.length - 1] = end;
    }

    /** Seconds. */
    synchronized double total() {
        return (end - start) / 1e9;
    }

    /** Seconds by stage; each ends when it was last heard of. */
    synchronized Map<String, Double> parts() {
        Map<String, Double> parts = new LinkedHashMap<>();
        long from = start;
        for (UmapProgress.Stage stage : UmapProgress.Stage.values()) {
            long to = Math.max(from, last[stage.ordinal()]);
            parts.put(stage.name().toLowerCase(Locale.ROOT), (to - from) / 1e9);
            from = to;
        }
        return parts;
    }
}

package io.github.activationatlas.internal.build;

import io.github.activationatlas.AtlasProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Turns the modules' own progress into the atlas's, with the time left, and keeps what each stage took. */
public final class StageClock {
    private final Consumer<AtlasProgress> listener;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long started = System.nanoTime();

    public StageClock(Consumer<AtlasProgress> listener) {
        this.listener = listener;
    }

    public void start() {
        started = System.nanoTime();
    }

    public void report(AtlasProgress.Stage stage, String layer, long done, long total) {
        long passed = System.nanoTime() - started;
        long left = done == 0 ? 0 : (long) ((double) passed / done * (total - done));
        listener.accept(new AtlasProgress(stage, layer, done, total, Duration.ofNanos(left)));
    }

    public void finish(String name) {
        seconds.merge(name, (System.nanoTime() - started) / 1e9, Double::sum);
        start();
    }

    public Map<String, Double> seconds() {
        return seconds;
    }
}

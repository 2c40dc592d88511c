package io.github.activationatlas.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What of the program's memory lies in the machine's, on the heap and off it: a leak shows here wherever it is. */
final class ResidentMemory {
    private ResidentMemory() {}

    /** As Linux tells it, after a collection: garbage that nobody has needed to collect yet is no leak. */
    static long megabytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            throw new IllegalStateException(
                    "--soak reads the resident memory from " + status + ", which only Linux has");
        }
        System.gc();
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

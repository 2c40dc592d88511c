package io.github.activationatlas.internal.saved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The instructions that arithmetic runs on. Sums of floats are taken in another order by wider vectors, so that the same settings give the same
 * bytes only where this is the same.
 */
public final class InstructionSet {
    /** Those that kernels of ND4J, OpenBLAS and the Vector API are chosen by, the widest first. */
    private static final List<String> WIDTHS = List.of("avx512f", "avx2", "avx", "sve", "asimd");

    private InstructionSet() {}

    /** Names architecture, widest vectors, and how UMAP multiplies, such as "amd64 avx512f, Vector API". */
    public static String name() {
        boolean vectorApi =
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return System.getProperty("os.arch") + " "
                + WIDTHS.stream().filter(flags()::contains).findFirst().orElse("vectors unknown")
                + (vectorApi ? ", Vector API" : "");
    }

    /** What the processor can do, as Linux reports it; nothing elsewhere. */
    private static List<String> flags() {
        Path cpu = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpu)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(cpu, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).matches("(flags|features)\\s*:.*"))
                    .findFirst()
                    .map(line ->
                            List.of(line.substring(line.indexOf(':') + 1).trim().split(" ")))
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of();
        }
    }
}

package io.github.activationatlas.umap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The values that umap-learn printed, by name; umap-learn.py made them. */
final class UmapLearn {
    private static final Map<String, double[]> VALUES = read();

    private UmapLearn() {}

    static double[] values(String name) {
        return VALUES.get(name);
    }

    static int[] ints(String name) {
        return Arrays.stream(values(name)).mapToInt(v -> (int) v).toArray();
    }

    static float[][] rows(String name, int columns) {
        double[] flat = values(name);
        float[][] rows = new float[flat.length / columns][columns];
        for (int i = 0; i < flat.length; i++) {
            rows[i / columns][i % columns] = (float) flat[i];
        }
        return rows;
    }

    private static Map<String, double[]> read() {
        try (InputStream in = UmapLearn.class.getResourceAsStream("umap-learn.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(
                            line -> line[0],
                            line -> Arrays.stream(line)
                                    .skip(1)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

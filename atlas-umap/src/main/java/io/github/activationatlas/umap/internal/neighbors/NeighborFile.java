package io.github.activationatlas.umap.internal.neighbors;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.umap.internal.npy.NpyReader;
import io.github.activationatlas.umap.internal.npy.NpyWriter;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Neighbours in a NumPy {@code .npz} file, a ZIP whose checksums reveal each bit that changed: {@code key.txt}, a line {@code name=value} for
 * each entry of the key, then {@code ids.npy} and {@code distances.npy}, [points, k].
 */
public final class NeighborFile {
    private static final String KEY = "key.txt";
    private static final String IDS = "ids.npy";
    private static final String DISTANCES = "distances.npy";

    private NeighborFile() {}

    public static void save(NeighborTable graph, Path file, Map<String, String> key) throws IOException {
        StringBuilder lines = new StringBuilder();
        key.forEach((name, value) -> {
            checkArgument(
                    !name.matches("(?s).*[=\\r\\n].*|") && !value.matches("(?s).*[\\r\\n].*"),
                    "an entry of the key must be one line, its name without =, but is %s=%s",
                    name,
                    value);
            lines.append(name).append('=').append(value).append('\n');
        });
        int[] shape = {graph.size(), graph.k()};
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            // Indices and floats hardly shrink.
            zip.setLevel(0);
            entry(zip, KEY, to -> to.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
            entry(zip, IDS, to -> NpyWriter.write(to, "<i4", shape, npy -> npy.integers(graph.ids())));
            entry(zip, DISTANCES, to -> NpyWriter.write(to, "<f4", shape, npy -> npy.floats(graph.distances())));
            zip.finish();
        });
    }

    private static void entry(ZipOutputStream zip, String name, AtomicFile.Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The same neighbours give the same file at any time.
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    public static NeighborTable load(Path file, Map<String, String> key) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            next(zip, KEY, file);
            check(file, key(zip), key);
            next(zip, IDS, file);
            NpyReader ids = NpyReader.of(zip, file);
            int[] shape = ids.header().shape();
            int[] flat = ids.integers();
            next(zip, DISTANCES, file);
            NpyReader distances = NpyReader.of(zip, file);
            if (shape.length != 2
                    || shape[0] == 0
                    || !java.util.Arrays.equals(shape, distances.header().shape())) {
                throw new IOException(file + " is damaged: its arrays do not fit together");
            }
            float[] values = distances.values();
            // To the end of the entry, where its checksum is.
            zip.closeEntry();
            return GivenNeighbors.check(shape[0], shape[1], flat, values);
        } catch (ZipException | IllegalArgumentException | java.io.EOFException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void next(ZipInputStream zip, String name, Path file) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new IOException(file + " is not a file of neighbours, or is damaged: it holds no " + name);
        }
    }

    private static Map<String, String> key(InputStream in) throws IOException {
        Map<String, String> key = new LinkedHashMap<>();
        for (String line :
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
            int at = line.indexOf('=');
            if (at > 0) {
                key.put(line.substring(0, at), line.substring(at + 1));
            }
        }
        return key;
    }

    private static void check(Path file, Map<String, String> found, Map<String, String> wanted) throws IOException {
        java.util.Set<String> names = new java.util.TreeSet<>(found.keySet());
        names.addAll(wanted.keySet());
        for (String name : names) {
            String there = found.getOrDefault(name, "missing");
            String here = wanted.getOrDefault(name, "missing");
            if (!there.equals(here)) {
                throw new IOException(
                        file + " holds other neighbours: their " + name + " is " + there + ", not " + here);
            }
        }
    }
}

package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.activationatlas.files.WholeFile;
import io.github.activationatlas.internal.table.JoinedVectors;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The files of a set of activations. */
final class ActivationFiles {
    static final String ACTIVATIONS = "activations.json";
    private static final int FORMAT = 1;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private final Path folder;

    private ActivationFiles(Path folder) {
        this.folder = folder;
    }

    static void writeSegment(Path folder, ActivationSet set) throws IOException {
        new ActivationFiles(folder).writePart(set);
    }

    static ActivationSet read(Path folder) throws IOException {
        return new ActivationFiles(folder).readActivations();
    }

    static ActivationSet openSegments(List<Path> segments) throws IOException {
        List<ActivationSet> sets = new ArrayList<>();
        for (Path segment : segments) {
            sets.add(read(segment));
        }
        return sets.size() == 1 ? sets.get(0) : joined(sets);
    }

    /** The text of activations.json. */
    private record SetText(
            int format,
            List<String> images,
            int @Nullable [] predicted,
            List<String> skipped,
            List<String> layers,
            @Nullable List<String> digests) {}

    /** Writes into a folder that is the caller's. */
    void writePart(ActivationSet set) throws IOException {
        List<String> layers = new ArrayList<>();
        for (LayerActivations layer : set.layers()) {
            String file = "layer-" + layers.size();
            Npy.write(folder.resolve(file + "-activations.npy"), layer.vectors());
            Npy.write(folder.resolve(file + "-attributions.npy"), layer.attributions());
            int n = layer.size();
            int[] places = new int[3 * n];
            for (int i = 0; i < n; i++) {
                places[3 * i] = layer.image(i);
                places[3 * i + 1] = layer.positionRow(i);
                places[3 * i + 2] = layer.positionColumn(i);
            }
            Npy.writeIntegers(folder.resolve(file + "-places.npy"), places, n, 3);
            layers.add(layer.layer());
        }
        writeText(
                ACTIVATIONS,
                new SetText(FORMAT, set.images(), Ints.toArray(set.predicted()), set.skipped(), layers, digests(set)));
    }

    private static @Nullable List<String> digests(ActivationSet set) {
        return set.layers().stream()
                .map(LayerActivations::digests)
                .filter(digests -> digests.stream().anyMatch(digest -> !digest.isEmpty()))
                .findFirst()
                .orElse(null);
    }

    ActivationSet readActivations() throws IOException {
        SetText text = readText(ACTIVATIONS, SetText.class);
        ImmutableList<String> images = ImmutableList.copyOf(text.images());
        ImmutableList<String> digests =
                text.digests() == null ? ImmutableList.of() : ImmutableList.copyOf(text.digests());
        ImmutableList.Builder<LayerActivations> layers = ImmutableList.builder();
        for (int l = 0; l < text.layers().size(); l++) {
            float[][] values = Npy.readRows(folder.resolve("layer-" + l + "-activations.npy"));
            float[][] attributions = Npy.readRows(folder.resolve("layer-" + l + "-attributions.npy"));
            int[] places = Npy.readIntegers(folder.resolve("layer-" + l + "-places.npy"));
            layers.add(LayerActivations.of(
                            text.layers().get(l),
                            values,
                            attributions,
                            column(places, 0),
                            column(places, 1),
                            column(places, 2))
                    .known(images, digests));
        }
        ImmutableList<String> skipped = ImmutableList.copyOf(text.skipped());
        // Sets that were saved before predictions were kept.
        return text.predicted() == null
                ? new ActivationSet(images, skipped, layers.build())
                : new ActivationSet(images, Ints.asList(text.predicted()), skipped, layers.build());
    }

    private static int[] column(int[] places, int column) {
        int[] values = new int[places.length / 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = places[3 * i + column];
        }
        return values;
    }

    static ActivationSet joined(List<ActivationSet> sets) {
        ImmutableList.Builder<String> images = ImmutableList.builder();
        ImmutableList.Builder<String> digests = ImmutableList.builder();
        ImmutableList.Builder<String> skipped = ImmutableList.builder();
        List<Integer> predicted = new ArrayList<>();
        int[] before = new int[sets.size()];
        int count = 0;
        for (int s = 0; s < before.length; s++) {
            ActivationSet set = sets.get(s);
            before[s] = count;
            count += set.images().size();
            images.addAll(set.images());
            List<String> known = set.layers().get(0).digests();
            // A part may have been saved before contents were known.
            digests.addAll(known.isEmpty() ? Collections.nCopies(set.images().size(), "") : known);
            skipped.addAll(set.skipped());
            predicted.addAll(set.predicted());
        }
        ImmutableList.Builder<LayerActivations> layers = ImmutableList.builder();
        for (int l = 0; l < sets.get(0).layers().size(); l++) {
            int which = l;
            List<LayerActivations> parts =
                    sets.stream().map(set -> set.layers().get(which)).toList();
            int[][] moved = new int[before.length][];
            for (int s = 0; s < before.length; s++) {
                int offset = before[s];
                LayerActivations part = parts.get(s);
                moved[s] = numbers(part, row -> part.image(row) + offset);
            }
            layers.add(LayerActivations.of(
                            parts.get(0).layer(),
                            JoinedVectors.of(parts.stream()
                                    .map(LayerActivations::vectors)
                                    .toList()),
                            JoinedVectors.of(parts.stream()
                                    .map(LayerActivations::attributions)
                                    .toList()),
                            Ints.concat(moved),
                            all(parts, part -> numbers(part, part::positionRow)),
                            all(parts, part -> numbers(part, part::positionColumn)))
                    .known(images.build(), digests.build()));
        }
        return new ActivationSet(images.build(), predicted, skipped.build(), layers.build());
    }

    private static int[] all(List<LayerActivations> parts, Function<LayerActivations, int[]> numbers) {
        return Ints.concat(parts.stream().map(numbers).toArray(int[][]::new));
    }

    private static int[] numbers(LayerActivations part, IntUnaryOperator number) {
        return IntStream.range(0, part.size()).map(number).toArray();
    }

    private void writeText(String name, Object text) throws IOException {
        WholeFile.write(folder.resolve(name), GSON.toJson(text));
    }

    private <T> T readText(String name, Class<T> type) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException(folder + " holds no " + name + ", so it is not a saved atlas");
        }
        @Nullable T text;
        try {
            text = GSON.fromJson(Files.readString(file), type);
        } catch (JsonParseException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        if (text == null) {
            throw new IOException(file + " is damaged: it is empty");
        }
        return text;
    }
}

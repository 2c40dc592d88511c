package io.github.activationatlas.internal.saved;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.internal.table.JoinedVectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Sets of the same layers, one after the other, as one set. Vectors are not copied. */
public final class JoinedSegments {
    private final List<ActivationSet> sets;

    private JoinedSegments(List<ActivationSet> sets) {
        this.sets = sets;
    }

    /**
     * Joins sets.
     *
     * @param sets at least one
     * @throws IllegalArgumentException if their layers, channels or classes differ
     */
    public static ActivationSet of(List<ActivationSet> sets) {
        return sets.size() == 1 ? sets.get(0) : new JoinedSegments(sets).join();
    }

    private ActivationSet join() {
        List<String> names = names(sets.get(0));
        ImmutableList.Builder<String> images = ImmutableList.builder();
        ImmutableList.Builder<String> digests = ImmutableList.builder();
        List<String> skipped = new ArrayList<>();
        List<int[]> predicted = new ArrayList<>();
        int[] before = new int[sets.size()];
        int count = 0;
        for (int s = 0; s < before.length; s++) {
            ActivationSet set = sets.get(s);
            checkArgument(names(set).equals(names), "one part is of layers %s, another of %s", names, names(set));
            before[s] = count;
            count = Math.addExact(count, set.images().size());
            images.addAll(set.images());
            List<String> known = set.layers().get(0).digests();
            // A part may have been saved before contents were known.
            digests.addAll(known.isEmpty() ? Collections.nCopies(set.images().size(), "") : known);
            skipped.addAll(set.skipped());
            predicted.add(Ints.toArray(set.predicted()));
        }
        List<String> all = images.build();
        List<String> contents = digests.build();
        List<LayerActivations> layers = new ArrayList<>();
        for (int l = 0; l < names.size(); l++) {
            layers.add(layer(l, before).withImages(all, contents));
        }
        return new ActivationSet(all, Ints.asList(Ints.concat(predicted.toArray(int[][]::new))), skipped, layers);
    }

    private static List<String> names(ActivationSet set) {
        return set.layers().stream().map(LayerActivations::layer).toList();
    }

    private LayerActivations layer(int index, int[] before) {
        List<LayerActivations> parts =
                sets.stream().map(set -> set.layers().get(index)).toList();
        int[][] images = new int[before.length][];
        for (int s = 0; s < before.length; s++) {
            LayerActivations part = parts.get(s);
            int offset = before[s];
            images[s] = numbers(part, row -> part.image(row) + offset);
        }
        return LayerActivations.of(
                parts.get(0).layer(),
                JoinedVectors.of(parts.stream().map(LayerActivations::vectors).toList()),
                JoinedVectors.of(
                        parts.stream().map(LayerActivations::attributions).toList()),
                Ints.concat(images),
                all(parts, part -> numbers(part, part::positionRow)),
                all(parts, part -> numbers(part, part::positionColumn)));
    }

    private static int[] all(List<LayerActivations> parts, Function<LayerActivations, int[]> numbers) {
        return Ints.concat(parts.stream().map(numbers).toArray(int[][]::new));
    }

    private static int[] numbers(LayerActivations part, IntUnaryOperator number) {
        return IntStream.range(0, part.size()).map(number).toArray();
    }
}

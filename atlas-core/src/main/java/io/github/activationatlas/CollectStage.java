package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Collects for a build, part by part, so that an interrupt loses no more than one part. */
final class CollectStage {
    private static final int SMALLEST_PART = 200;
    private static final int MOST_PARTS = 100;
    private final ActivationCollector collector;
    private final ImageSource source;
    private final StageFolder folder;

    CollectStage(ActivationCollector collector, ImageSource source, StageFolder folder) {
        this.collector = collector;
        this.source = source;
        this.folder = folder;
    }

    ActivationSet run() throws IOException {
        if (!folder.saves()) {
            return collector.collect(source);
        }
        if (folder.has(AtlasFiles.ACTIVATIONS)) {
            return folder.files().readActivations();
        }
        int part = Math.max(SMALLEST_PART, (source.size() + MOST_PARTS - 1) / MOST_PARTS);
        List<ActivationSet> sets = new ArrayList<>();
        for (int from = 0; from < source.size(); from += part) {
            String name = "collected-" + from / part;
            if (folder.has(name + "/" + AtlasFiles.ACTIVATIONS)) {
                sets.add(ActivationSet.load(folder.resolve(name)));
            } else {
                ActivationSet set = collector.collect(source, from, Math.min(source.size(), from + part));
                AtlasFiles.of(folder.resolve(name)).writePart(set);
                sets.add(set);
            }
        }
        ActivationSet whole = joined(sets);
        if (whole.skipped().size() == source.size()) {
            // Nothing to go on from.
            folder.removeParts();
        }
        checkArgument(whole.skipped().size() < source.size(), ActivationCollector.noneRead(whole.skipped()));
        folder.files().writeActivations(whole);
        return whole;
    }

    private static ActivationSet joined(List<ActivationSet> sets) {
        ImmutableList.Builder<String> images = ImmutableList.builder();
        ImmutableList.Builder<String> digests = ImmutableList.builder();
        ImmutableList.Builder<String> skipped = ImmutableList.builder();
        ImmutableIntArray.Builder predicted = ImmutableIntArray.builder();
        int[] before = new int[sets.size()];
        int count = 0;
        for (int s = 0; s < before.length; s++) {
            ActivationSet set = sets.get(s);
            before[s] = count;
            count += set.images().size();
            images.addAll(set.images());
            ImmutableList<String> known = set.layers().get(0).digests();
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
                moved[s] = Arrays.stream(parts.get(s).images())
                        .map(i -> i + offset)
                        .toArray();
            }
            layers.add(new LayerActivations(
                    parts.get(0).layer(),
                    parts.stream().flatMap(p -> Stream.of(p.values())).toArray(float[][]::new),
                    parts.stream().flatMap(p -> Stream.of(p.attributions())).toArray(float[][]::new),
                    Stream.of(moved).flatMapToInt(Arrays::stream).toArray(),
                    parts.stream().flatMapToInt(p -> Arrays.stream(p.rows())).toArray(),
                    parts.stream().flatMapToInt(p -> Arrays.stream(p.columns())).toArray(),
                    images.build(),
                    digests.build()));
        }
        return new ActivationSet(images.build(), predicted.build(), skipped.build(), layers.build());
    }
}

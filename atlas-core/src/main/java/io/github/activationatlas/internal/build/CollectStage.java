package io.github.activationatlas.internal.build;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.ActivationCollector;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.internal.collect.CollectSize;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.folder.Names;
import io.github.activationatlas.internal.saved.ActivationFiles;
import io.github.activationatlas.internal.saved.StageFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the activations of all layers, in parts, each of which is kept as soon as it is finished. */
public final class CollectStage {
    private static final int VERSION = 3;
    private static final int SMALLEST_PART = 200;
    private static final int MOST_PARTS = 100;
    private final StageFolder folder;
    private final ImageSource images;
    private final ActivationCollector collector;
    private final String settings;
    private final boolean digests;

    /**
     * Prepares the stage.
     *
     * @param settings all that activations depend on beside the images
     * @param digests whether images are distinguished by their contents, not by sizes and times
     */
    public CollectStage(
            StageFolder folder, ImageSource images, ActivationCollector collector, String settings, boolean digests) {
        this.folder = folder;
        this.images = images;
        this.collector = collector;
        this.settings = settings;
        this.digests = digests;
    }

    /** A finished stage: the activations, their key, where they are kept, and whether there was anything left to do. */
    public record Collected(ActivationSet set, String key, List<Artifact> artifacts, boolean made) {}

    /** The images of one part, and what its activations depend on. */
    private record Part(int from, int to, String key) {}

    public Collected run() throws IOException {
        List<Part> parts = parts();
        StageKey whole = StageKey.of("collect all", VERSION);
        parts.forEach(part -> whole.with("part " + part.from(), part.key()));
        AtlasFolder store = folder.store();
        if (store == null) {
            return new Collected(collector.collect(images), whole.hash(), List.of(), true);
        }
        List<@Nullable Artifact> found = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            found.add(store.find(Names.activations(p), parts.get(p).key()).orElse(null));
        }
        found = folder.continued("collect", found);
        List<Artifact> done = new ArrayList<>();
        List<Path> segments = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            Artifact artifact = found.get(p);
            if (artifact == null) {
                Part part = parts.get(p);
                Path segment = store.place(Names.activations(p));
                ActivationFiles.writeSegment(segment, collector.collect(images, part.from(), part.to()));
                artifact = store.complete(Names.activations(p), part.key(), List.of(segment));
            }
            done.add(artifact);
            folder.collected(parts.get(p).to(), p == parts.size() - 1);
            segments.add(artifact.folder(store.path()));
        }
        ActivationSet set = ActivationFiles.openSegments(segments, Map.of());
        if (set.skipped().size() == images.size()) {
            // Whatever keeps all of them from being read may be over by the next time.
            store.discard(done);
        }
        checkArgument(set.skipped().size() < images.size(), CollectSize.noneRead(set.skipped()));
        boolean made = !done.equals(found);
        Artifact all = store.find(Names.collected(), whole.hash()).orElse(null);
        done.add(all == null ? store.complete(Names.collected(), whole.hash(), List.of()) : all);
        return new Collected(set, whole.hash(), done, made);
    }

    /** Takes activations that were given. */
    public static Collected given(ActivationSet given) {
        StageKey key = StageKey.of("given", VERSION);
        for (LayerActivations layer : given.layers()) {
            key.with(layer.layer(), Digests.of(layer));
        }
        key.with("images", given.images()).with("skipped", given.skipped());
        return new Collected(given, key.hash(), List.of(), false);
    }

    /** Keeps the activations that an atlas is of, where they are not all that were collected. */
    public static Collected keep(StageFolder folder, ActivationSet set, String key) throws IOException {
        AtlasFolder store = java.util.Objects.requireNonNull(folder.store());
        Artifact there = store.find(Names.selected(), key).orElse(null);
        Artifact artifact = there;
        if (artifact == null) {
            Path segment = store.place(Names.selected());
            ActivationFiles.writeSegment(segment, set);
            artifact = store.complete(Names.selected(), key, List.of(segment));
        }
        return new Collected(set, key, List.of(artifact), there == null);
    }

    /** How many images are collected at a time. */
    public static int partSize(int images) {
        return Math.max(SMALLEST_PART, (images + MOST_PARTS - 1) / MOST_PARTS);
    }

    private List<Part> parts() {
        int size = partSize(images.size());
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < images.size(); from += size) {
            int to = Math.min(images.size(), from + size);
            StageKey key = StageKey.of("collect", VERSION).with("settings", settings);
            for (int i = from; i < to; i++) {
                key.with(i - from + " " + images.id(i), digests ? Digests.of(images, i) : images.fingerprint(i));
            }
            parts.add(new Part(from, to, key.hash()));
        }
        return parts;
    }
}

package io.github.activationatlas.internal.saved;

import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a build keeps its stages, if it keeps them, and what it may use of those that are there. */
public final class StageFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StageFolder.class);
    private final @Nullable AtlasFolder store;
    private boolean toldOfOldStages;
    private int images;
    private boolean collectedAll;

    public StageFolder(@Nullable AtlasFolder store) {
        this.store = store;
    }

    /** The folder; null if nothing is kept. */
    @Nullable
    public AtlasFolder store() {
        return store;
    }

    /**
     * Decides what of a stage's parts may be used. A stage that was finished on another processor is as good as one of this one's; but one that was
     * not is begun again, since half of it would differ in the last bits from the other half.
     *
     * @param stage for the log
     * @param found one a part, null where there is none
     * @return the parts that may be used
     */
    public List<@Nullable Artifact> continued(String stage, List<@Nullable Artifact> found) {
        AtlasFolder folder = Objects.requireNonNull(store);
        boolean others = found.stream().anyMatch(part -> part != null && !folder.isOfThisInstructionSet(part));
        boolean whole = found.stream().allMatch(Objects::nonNull);
        if (others && whole && !toldOfOldStages) {
            toldOfOldStages = true;
            LOG.warn(
                    "Stages in {} were computed on {}, not on {}: they are used as they are",
                    folder.path(),
                    found.stream()
                            .flatMap(java.util.stream.Stream::ofNullable)
                            .map(Artifact::instructionSet)
                            .filter(set -> !set.equals(InstructionSet.name()))
                            .findFirst()
                            .orElse("another machine"),
                    InstructionSet.name());
        }
        if (!others || whole) {
            return found;
        }
        LOG.warn(
                "The stage '{}' in {} was begun on another processor than {}: it is begun again",
                stage,
                folder.path(),
                InstructionSet.name());
        List<@Nullable Artifact> own = new ArrayList<>();
        found.forEach(part -> own.add(part == null || !folder.isOfThisInstructionSet(part) ? null : part));
        return own;
    }

    /** Records how many images' activations are kept, and whether these are all. */
    public void collected(int ofImages, boolean all) {
        images = ofImages;
        collectedAll = all;
    }

    /** Describes what the build after one that is stopped now goes on from. */
    public CancellationException stopped(CancellationException cause) {
        CancellationException stopped = new CancellationException(
                store == null
                        ? "the build was stopped; without saveTo, nothing of it is kept"
                        : "the build was stopped; " + store.path() + " keeps " + kept(store)
                                + ", and the same build goes on from there");
        stopped.initCause(cause);
        return stopped;
    }

    private String kept(AtlasFolder store) {
        List<String> names = store.unfinished().stream().map(Artifact::name).toList();
        List<String> kept = new ArrayList<>();
        kept.add(collectedAll ? "all activations" : "the activations of " + images + " images");
        add(kept, names.stream().filter(name -> name.endsWith("layout")).count(), "layout", "layouts", "");
        add(kept, names.stream().filter(name -> name.contains("icons")).count(), "sheet", "sheets", " of icons");
        add(kept, names.stream().filter(name -> name.contains("examples")).count(), "sheet", "sheets", " of examples");
        return String.join(", ", kept);
    }

    private static void add(List<String> kept, long count, String one, String several, String of) {
        if (count > 0) {
            kept.add(count + " " + (count == 1 ? one : several) + of);
        }
    }

    /** The folder's path, for messages. */
    @Nullable
    public Path path() {
        return store == null ? null : store.path();
    }
}

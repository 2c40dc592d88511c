package io.github.activationatlas.internal.build;

import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.AtlasSettings;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.folder.Names;
import io.github.activationatlas.internal.saved.StageFolder;
import io.github.activationatlas.umap.NeighborGraph;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lays the activations of each layer out on a plane, one layer by itself or all together. */
public final class LayoutStage {
    private static final Logger LOG = LoggerFactory.getLogger(LayoutStage.class);
    private static final int VERSION = 1;
    private final StageFolder folder;
    private final AtlasSettings settings;
    private final Selection selection;
    private final Map<String, Layout> given;
    private final UmapFactory umap;
    private final StageClock clock;

    public LayoutStage(
            StageFolder folder,
            AtlasSettings settings,
            Selection selection,
            Map<String, Layout> given,
            UmapFactory umap,
            StageClock clock) {
        this.folder = folder;
        this.settings = settings;
        this.selection = selection;
        this.given = given;
        this.umap = umap;
        this.clock = clock;
    }

    /** Makes UMAP that reports on a layer. */
    public interface UmapFactory {
        Umap of(String layer);
    }

    /** A layer's layout, its key and where it is kept. */
    public record LaidOut(Layout layout, String key, List<Artifact> artifacts) {
        LaidOut with(Optional<Artifact> more) {
            List<Artifact> all = new ArrayList<>(artifacts);
            more.ifPresent(all::add);
            return new LaidOut(layout, key, all);
        }
    }

    public List<LaidOut> run(ActivationSet set, String collected) throws IOException {
        return settings.aligned() ? together(set, collected) : eachByItself(set, collected);
    }

    private StageKey key(String collected) {
        return StageKey.of("layout", VERSION)
                .with("umap", settings.umap())
                .with("selection", settings.selection())
                .with("collected", collected);
    }

    private List<LaidOut> eachByItself(ActivationSet set, String collected) throws IOException {
        List<LaidOut> done = new ArrayList<>();
        for (int l = 0; l < settings.layers().size(); l++) {
            LayerActivations activations = set.layers().get(l);
            Layout known = given.get(activations.layer());
            String key = (known == null
                            ? key(collected).with("layer", activations.layer())
                            : StageKey.of("given layout", VERSION)
                                    .with("points", Digests.of(known))
                                    .with("collected", collected)
                                    .with("layer", activations.layer()))
                    .hash();
            Artifact artifact = find(l, key);
            Layout layout = known;
            if (layout == null && artifact != null) {
                layout = read(artifact);
            }
            Umap fit = umap(activations);
            if (layout == null) {
                clock.start();
                layout = selection.layout(activations, fit, neighbors(l, activations, fit, collected));
                clock.finish("layout " + activations.layer());
            }
            LaidOut laidOut = kept(l, layout, key, artifact);
            done.add(known == null ? laidOut.with(graph(l, activations, fit, collected)) : laidOut);
        }
        return done;
    }

    private Optional<Artifact> graph(int layer, LayerActivations activations, Umap fit, String collected)
            throws IOException {
        AtlasFolder store = folder.store();
        return store == null
                ? Optional.empty()
                : store.find(Names.neighbors(layer), neighborsKey(activations, fit, collected));
    }

    /** Neighbours are kept by what they depend on alone, so that another layout need not search again. */
    private String neighborsKey(LayerActivations activations, Umap fit, String collected) {
        return StageKey.of("neighbors", VERSION)
                .with("settings", fit.settings().neighborsMap())
                .with("collected", collected)
                .with("layer", activations.layer())
                .hash();
    }

    private NeighborGraph neighbors(int layer, LayerActivations activations, Umap fit, String collected)
            throws IOException {
        AtlasFolder store = folder.store();
        if (store == null) {
            return fit.neighbors(activations.vectors());
        }
        String key = neighborsKey(activations, fit, collected);
        Map<String, String> settings = fit.settings().neighborsMap();
        String name = Names.neighbors(layer);
        Artifact artifact = store.find(name, key).orElse(null);
        if (artifact != null && store.isOfThisInstructionSet(artifact)) {
            return NeighborGraph.load(artifact.file(store.path(), ".npz"), settings);
        }
        NeighborGraph graph = fit.neighbors(activations.vectors());
        Path file = store.place(name + ".npz");
        graph.save(file, settings);
        store.complete(name, key, List.of(file));
        return graph;
    }

    /** All layers have rows of the same positions of the same images. */
    private List<LaidOut> together(ActivationSet set, String collected) throws IOException {
        String key = key(collected).with("layers", settings.layers()).hash();
        List<LaidOut> done = new ArrayList<>();
        for (int l = 0; l < settings.layers().size(); l++) {
            Artifact artifact = find(l, key);
            if (artifact != null) {
                done.add(kept(l, read(artifact), key, artifact));
            }
        }
        if (done.size() == settings.layers().size()) {
            return done;
        }
        done.clear();
        clock.start();
        List<Layout> layouts = Layout.together(
                umap(set.layers().get(0))
                        .fitAligned(set.layers().stream()
                                .map(LayerActivations::vectors)
                                .toList())
                        .stream()
                        .map(UmapModel::embedding)
                        .toList());
        clock.finish("layout of all layers");
        for (int l = 0; l < layouts.size(); l++) {
            done.add(kept(l, layouts.get(l), key, null));
        }
        return done;
    }

    private Umap umap(LayerActivations activations) {
        String layer = settings.aligned() ? "" : activations.layer();
        Umap all = umap.of(layer);
        int most = Math.max(2, activations.size());
        if (all.nNeighbors() <= most) {
            return all;
        }
        LOG.warn(
                "nNeighbors is {}, but there are only {} vectors{}: each has all others as neighbours",
                all.nNeighbors(),
                activations.size(),
                layer.isEmpty() ? "" : " of layer " + layer);
        return all.toBuilder().nNeighbors(most).build();
    }

    private @Nullable Artifact find(int layer, String key) throws IOException {
        AtlasFolder store = folder.store();
        if (store == null) {
            return null;
        }
        List<@Nullable Artifact> found = new ArrayList<>();
        found.add(store.find(Names.layout(layer), key).orElse(null));
        return folder.continued("layout", found).get(0);
    }

    private Layout read(Artifact artifact) throws IOException {
        return Layout.ofPoints(Npy.readRows(artifact.file(java.util.Objects.requireNonNull(folder.path()), ".npy")));
    }

    private LaidOut kept(int layer, Layout layout, String key, @Nullable Artifact artifact) throws IOException {
        AtlasFolder store = folder.store();
        if (store == null) {
            return new LaidOut(layout, key, List.of());
        }
        Artifact kept = artifact;
        if (kept == null) {
            Path file = store.place(Names.layout(layer) + ".npy");
            Npy.write(file, layout.vectors());
            kept = store.complete(Names.layout(layer), key, List.of(file));
        }
        return new LaidOut(layout, key, List.of(kept));
    }
}

package io.github.activationatlas.internal.build;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.AtlasProgress;
import io.github.activationatlas.AtlasSettings;
import io.github.activationatlas.Grid;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.files.FailureReasons;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.saved.InstructionSet;
import io.github.activationatlas.internal.saved.SavedAtlas;
import io.github.activationatlas.internal.saved.StageFolder;
import io.github.activationatlas.internal.saved.Versions;
import io.github.activationatlas.inversion.Whitening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run through all stages: each makes what it lacks, and knows by its key what it has. */
public final class AtlasBuild {
    private static final Logger LOG = LoggerFactory.getLogger(AtlasBuild.class);
    private final BuildPlan plan;
    private final StageClock clock;
    private final List<Artifact> artifacts = new ArrayList<>();

    public AtlasBuild(BuildPlan plan) {
        this.plan = plan;
        this.clock = new StageClock(plan.progress());
    }

    public Atlas run() {
        Path saveTo = plan.saveTo();
        plan.checks().check();
        if (saveTo == null) {
            return attempt(new StageFolder(null));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the build was stopped before it began");
        }
        try (AtlasFolder store = AtlasFolder.open(saveTo, Versions.library(), InstructionSet.name())) {
            return attempt(new StageFolder(store));
        } catch (IOException e) {
            throw notWritten(saveTo, e);
        }
    }

    private static RuntimeException notWritten(Path folder, IOException e) {
        if (Throwables.getCausalChain(e).stream().anyMatch(ClosedByInterruptException.class::isInstance)) {
            CancellationException cancelled = new CancellationException("the build was stopped");
            cancelled.initCause(e);
            return cancelled;
        }
        if (!(e instanceof FileSystemException f)) {
            return new UncheckedIOException(e.getMessage(), e);
        }
        String file = folder.toString().equals(f.getFile()) ? "" : f.getFile() + ": ";
        return new UncheckedIOException(folder + " cannot be written: " + file + FailureReasons.of(e), e);
    }

    private Atlas attempt(StageFolder folder) {
        try {
            return run(folder);
        } catch (CancellationException e) {
            throw folder.stopped(e);
        } catch (IOException e) {
            throw notWritten(Objects.requireNonNull(plan.saveTo()), e);
        }
    }

    private Atlas run(StageFolder folder) throws IOException {
        AtlasSettings settings = plan.settings();
        CollectStage.Collected collected = collect(folder);
        CollectStage.Collected chosen = select(folder, collected);
        plan.checks().checkChosen(chosen.set());
        ActivationSet set = chosen.set();
        List<Integer> sizes = plan.gridSizes(set);
        List<LayoutStage.LaidOut> layouts = new LayoutStage(
                        folder,
                        settings,
                        plan.selection(),
                        plan.layouts(),
                        layer -> plan.umap(p -> clock.report(
                                AtlasProgress.Stage.LAYOUT,
                                layer,
                                1000L * p.stage().ordinal() + 1000L * p.done() / p.total(),
                                3000)),
                        clock)
                .run(set, chosen.key());
        // All layouts and grids before the first icon: a grid without a cell is found before the work that takes
        // longest.
        List<List<Grid>> grids = new ArrayList<>();
        for (int l = 0; l < settings.layers().size(); l++) {
            LayerActivations activations = set.layers().get(l);
            Layout layout = layouts.get(l).layout();
            grids.add(sizes.stream()
                    .map(size -> Grid.of(activations, layout, size, settings.minPoints()))
                    .toList());
            artifacts.addAll(layouts.get(l).artifacts());
        }
        List<List<IconStage.Drawn>> icons = new ArrayList<>();
        for (int l = 0; l < settings.layers().size(); l++) {
            icons.add(
                    icons(folder, l, grids.get(l), plan.iconsKey(layouts.get(l).key()), collected));
        }
        ImmutableList.Builder<AtlasLayer> done = ImmutableList.builder();
        for (int l = 0; l < settings.layers().size(); l++) {
            done.add(new AtlasLayer(
                    set.layers().get(l), layouts.get(l).layout(), examples(folder, set, l, icons.get(l))));
        }
        return finish(folder, set, sizes, done.build());
    }

    private CollectStage.Collected collect(StageFolder folder) throws IOException {
        clock.start();
        ActivationSet given = plan.activations();
        if (given != null) {
            folder.collected(given.images().size(), true);
            return CollectStage.given(given);
        }
        ImageSource images = Objects.requireNonNull(plan.images());
        CollectStage.Collected collected = new CollectStage(
                        folder,
                        images,
                        plan.collector(p -> clock.report(AtlasProgress.Stage.COLLECT, "", p.done(), p.total())),
                        plan.collectSettings(),
                        plan.digests())
                .run();
        if (collected.made()) {
            clock.finish("collect");
        }
        artifacts.addAll(collected.artifacts());
        return collected;
    }

    /** Takes the activations that the atlas is of, and keeps them where they are not kept already. */
    private CollectStage.Collected select(StageFolder folder, CollectStage.Collected whole) throws IOException {
        ActivationSet set = plan.selected(whole.set());
        if (folder.store() == null
                || plan.takesAll(whole.set()) && !whole.artifacts().isEmpty()) {
            return new CollectStage.Collected(set, plan.selectedKey(whole.key()), List.of(), false);
        }
        clock.start();
        CollectStage.Collected kept = CollectStage.keep(folder, set, plan.selectedKey(whole.key()));
        if (kept.made()) {
            clock.finish("save");
        }
        artifacts.addAll(kept.artifacts());
        return kept;
    }

    private List<IconStage.Drawn> icons(
            StageFolder folder, int layer, List<Grid> grids, String laidOut, CollectStage.Collected whole)
            throws IOException {
        AtlasSettings settings = plan.settings();
        String name = settings.layers().get(layer);
        clock.start();
        IconStage stage = new IconStage(
                folder,
                settings,
                layer,
                reached -> plan.visualizer(name, p -> reached.steps(p.done(), p.total())),
                (drawn, total) -> clock.report(AtlasProgress.Stage.ICONS, name, drawn, total));
        List<IconStage.Drawn> drawn = stage.run(
                grids,
                laidOut,
                () -> settings.whitening() ? whitening(whole.set().layer(name)) : null);
        if (drawn.stream().anyMatch(IconStage.Drawn::made)) {
            clock.finish("icons " + name);
        }
        drawn.forEach(grid -> artifacts.addAll(grid.artifacts()));
        return drawn;
    }

    private static Whitening whitening(LayerActivations layer) {
        return Whitening.ofActivations(layer.size(), layer.channels(), layer::copyRow);
    }

    private List<IconGrid> examples(StageFolder folder, ActivationSet set, int layer, List<IconStage.Drawn> drawn)
            throws IOException {
        if (plan.settings().examples() == 0 || plan.images() == null) {
            return drawn.stream().map(IconStage.Drawn::icons).toList();
        }
        String name = plan.settings().layers().get(layer);
        clock.start();
        ExampleStage.Cut cut = new ExampleStage(
                        folder,
                        plan,
                        layer,
                        (done, total) -> clock.report(AtlasProgress.Stage.EXAMPLES, name, 100 * done / total, 100))
                .run(set, drawn);
        if (cut.made()) {
            clock.report(AtlasProgress.Stage.EXAMPLES, name, 100, 100);
            clock.finish("examples " + name);
        }
        artifacts.addAll(cut.artifacts());
        return cut.grids();
    }

    private Atlas finish(StageFolder folder, ActivationSet set, List<Integer> sizes, ImmutableList<AtlasLayer> layers)
            throws IOException {
        AtlasSettings settings = plan.settings();
        AtlasFolder store = folder.store();
        Map<String, Double> seconds = new LinkedHashMap<>();
        boolean same = store != null && store.isPublished(artifacts);
        SavedAtlas.Text before = same ? SavedAtlas.text(store.path()) : null;
        if (before != null) {
            seconds.putAll(before.provenance().seconds());
        }
        seconds.putAll(clock.seconds());
        Atlas atlas = new Atlas(
                settings.title(),
                plan.labels(),
                set.images(),
                set.predicted(),
                settings.minPoints(),
                layers,
                plan.provenance(set, sizes, seconds));
        if (store == null) {
            return atlas;
        }
        SavedAtlas.Text text = SavedAtlas.Text.of(atlas, settings.examples());
        if (text.equals(before)) {
            LOG.info("{} holds this atlas already", store.path());
        } else {
            clock.report(AtlasProgress.Stage.SAVE, "", 0, 1);
            store.publish(text, artifacts);
            clock.report(AtlasProgress.Stage.SAVE, "", 1, 1);
        }
        OutputStage outputs = new OutputStage(store, plan.progress());
        if (plan.overviews()) {
            outputs.overviews(atlas, artifacts);
        }
        if (plan.page()) {
            outputs.page(atlas, artifacts);
        }
        return atlas;
    }
}

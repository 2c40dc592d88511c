package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.PhotoPatches;
import io.github.activationatlas.models.Labels;
import io.github.activationatlas.shortcuts.Shortcut;
import io.github.activationatlas.shortcuts.ShortcutFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ranks suspects. */
@Command(
        name = "shortcuts",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks the cells that speak for a class, but come from pictures of other classes or look unlike its own.",
            "Without --class, each class's most suspect cell."
        },
        sortOptions = false)
final class ShortcutsCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Option(names = "--atlas", required = true, paramLabel = "DIR", description = "The atlas's folder.")
    private Path folder;

    @Option(names = "--layer", required = true, paramLabel = "NAME", description = "One of its layers.")
    private String layer;

    @Option(names = "--grid", paramLabel = "G", description = "Cells a side. Default: the finest grid.")
    private int grid;

    @Option(names = "--class", paramLabel = "CLASS", description = "The class: an index or label.")
    private @Nullable String wanted;

    @Option(names = "--top", paramLabel = "N", defaultValue = "5", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "The pictures that the atlas was built from: with --out, the loudest places are cut out of them.")
    private @Nullable Path images;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write the suspects' icons and patches.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        run.apply();
        Atlas atlas = Atlas.load(folder);
        AtlasLayer of = atlas.layer(layer);
        IconGrid icons = grid == 0 ? of.grids().get(of.grids().size() - 1) : of.grid(grid);
        ShortcutFinder finder = ShortcutFinder.of(atlas.activations(), layer, icons.grid());
        List<Shortcut> found = wanted == null
                ? finder.findAll(top)
                : finder.find(Labels.of(atlas.labels()).find(wanted), top);
        System.out.printf(
                Locale.ROOT,
                "%8s  %5s %-20s %4s %4s %6s %12s %11s %8s  %s%n",
                "score",
                "index",
                "class",
                "col",
                "row",
                "count",
                "attribution",
                "unlikeness",
                "foreign",
                "loudest in");
        for (int i = 0; i < found.size(); i++) {
            print(atlas, of.activations(), found.get(i));
            if (out != null) {
                write(of.activations(), icons, found.get(i), String.format(Locale.ROOT, "shortcut-%02d", i + 1));
            }
        }
        return 0;
    }

    private static void print(Atlas atlas, LayerActivations activations, Shortcut s) {
        System.out.printf(
                Locale.ROOT,
                "%8.3f  %5d %-20.20s %4d %4d %6d %12.3f %11.2f %8.2f  %s%n",
                s.score(),
                s.classIndex(),
                atlas.labels().get(s.classIndex()),
                s.cell().column(),
                s.cell().row(),
                s.cell().count(),
                s.attribution(),
                s.unlikeness(),
                s.foreignShare(),
                activations.picture(s.rows().get(0)));
    }

    private void write(LayerActivations activations, IconGrid icons, Shortcut s, String name) throws IOException {
        Path to = Files.createDirectories(java.util.Objects.requireNonNull(out));
        ImageIO.write(
                icons.icons().get(s.index()),
                "png",
                to.resolve(name + "-icon.png").toFile());
        if (images == null) {
            return;
        }
        PhotoPatches patches = PhotoPatches.of(model.open(), layer);
        ImageSource source = ImageSource.directory(images);
        for (int i = 0; i < s.rows().size(); i++) {
            int row = s.rows().get(i);
            ImageIO.write(
                    patches.cut(
                            source.open(activations.picture(row)),
                            activations.rows()[row],
                            activations.columns()[row]),
                    "png",
                    to.resolve(name + "-patch-" + (i + 1) + ".png").toFile());
        }
    }
}

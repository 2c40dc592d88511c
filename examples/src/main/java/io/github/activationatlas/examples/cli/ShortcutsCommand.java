package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.ImagePatches;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.examples.cli.options.ImageOptions;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.files.ManifestFolder;
import io.github.activationatlas.models.Labels;
import io.github.activationatlas.shortcuts.Shortcut;
import io.github.activationatlas.shortcuts.ShortcutFinder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ranks cells that may be shortcuts. */
@Command(
        name = "shortcuts",
        mixinStandardHelpOptions = true,
        description = {
            "Ranks cells that may be shortcuts: with a large attribution to a class, but from images of other classes or unlike its own.",
            "Without --class, the highest-scoring cell of each class is ranked."
        },
        sortOptions = false)
final class ShortcutsCommand implements Callable<Integer> {
    private static final String WHAT = "shortcuts of an atlas";

    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private ImageOptions reading;

    @Option(names = "--atlas", required = true, paramLabel = "DIR", description = "The folder of the atlas.")
    private Path folder;

    @Option(names = "--layer", required = true, paramLabel = "NAME", description = "The layer.")
    private String layer;

    @Option(names = "--grid", paramLabel = "G", description = "Grid size, in cells per side. Default: the finest grid.")
    private int grid;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "The class: an index or label. Default: all classes.")
    private @Nullable String wanted;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of cells to list. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "The folder of images that the atlas was built from; with --out, the patches with the largest attribution are cut out.")
    private @Nullable Path images;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The output folder for icons and patches of the listed cells: new, empty, or one that holds such.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        run.check();
        if (out != null) {
            ManifestFolder.check(out, WHAT);
        }
        model.check();
        ImageSource source = images == null ? null : reading.directory(images);
        Atlas atlas = Atlas.load(folder);
        run.apply();
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
                "largest in");
        for (Shortcut shortcut : found) {
            print(atlas, of.activations(), shortcut);
        }
        if (out != null) {
            write(of.activations(), icons, found, source, ManifestFolder.open(out, WHAT));
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
                activations.imageName(s.rows().get(0)));
    }

    private void write(
            LayerActivations activations,
            IconGrid icons,
            List<Shortcut> found,
            @Nullable ImageSource source,
            ManifestFolder files)
            throws IOException {
        ImagePatches patches = source == null ? null : ImagePatches.of(model.open(), layer);
        for (int s = 0; s < found.size(); s++) {
            String name = String.format(Locale.ROOT, "shortcut-%02d", s + 1);
            ImageFileWriter.write(icons.icons().get(found.get(s).index()), files.place(name + "-icon.png"));
            for (int i = 0;
                    source != null && patches != null && i < found.get(s).rows().size();
                    i++) {
                int row = found.get(s).rows().get(i);
                BufferedImage patch = patches.cut(
                        source.open(activations.imageName(row)),
                        activations.positionRow(row),
                        activations.positionColumn(row));
                ImageFileWriter.write(patch, files.place(name + "-patch-" + (i + 1) + ".png"));
            }
        }
        files.finish();
    }
}

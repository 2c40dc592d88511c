package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.examples.cli.options.ClassNames;
import io.github.activationatlas.examples.cli.options.ImageOptions;
import io.github.activationatlas.examples.cli.options.Inputs;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.explain.ImageExplainer;
import io.github.activationatlas.explain.ImagePath;
import io.github.activationatlas.explain.LayerPosition;
import io.github.activationatlas.explain.LayerPositions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains an image by an atlas. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Explains an image by an atlas: draws, for each position of a layer, the icon of the nearest cell.",
        sortOptions = false)
final class ExplainCommand implements Callable<Integer> {
    private static final int SHOWN = 5;
    private static final int SIDE = 480;

    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private ImageOptions reading;

    @Option(names = "--atlas", required = true, paramLabel = "DIR", description = "The folder of the atlas.")
    private Path folder;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The output image: PNG or JPEG, by its file name extension.")
    private Path out;

    @Parameters(paramLabel = "IMAGE", description = "The image to explain.")
    private Path image;

    @Override
    public Integer call() throws IOException {
        run.check();
        ImageFileWriter.check(out);
        Inputs.keep(out, image);
        model.check();
        Inputs.file(image);
        Atlas atlas = Atlas.load(folder);
        run.apply();
        ImagePath path =
                ImageExplainer.of(model.open(), atlas).explain(reading.reader().read(image));
        ImageFileWriter.write(path.draw(SIDE), out);
        for (LayerPositions layer : path.layers()) {
            System.out.println(layer.layer().name());
            Map<Integer, Integer> counts = new TreeMap<>();
            layer.positions().stream().map(LayerPosition::cell).forEach(cell -> counts.merge(cell, 1, Integer::sum));
            counts.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                    .limit(SHOWN)
                    .forEach(e -> print(
                            atlas,
                            layer.icons().grid().cells().get(e.getKey()),
                            e.getValue(),
                            layer.positions().size()));
        }
        System.out.println(out);
        return 0;
    }

    private static void print(Atlas atlas, GridCell cell, int count, int all) {
        System.out.printf(
                Locale.ROOT,
                "  %5.1f %%  column %d, row %d%s%n",
                100.0 * count / all,
                cell.column(),
                cell.row(),
                ClassNames.ofFirst(atlas, cell, "  "));
    }
}

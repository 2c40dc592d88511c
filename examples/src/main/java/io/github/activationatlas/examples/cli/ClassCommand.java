package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.examples.cli.options.AtlasOutput;
import io.github.activationatlas.examples.cli.options.CellIconOptions;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.examples.cli.options.SourceOptions;
import io.github.activationatlas.figures.AtlasFigure;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds the atlas of one class. */
@Command(
        name = "class",
        mixinStandardHelpOptions = true,
        description =
                "Builds an atlas of one class from the activations of an existing atlas, chosen by their attribution to the class.",
        sortOptions = false)
final class ClassCommand implements Callable<Integer> {
    private static final int RANKED = 10;

    @Mixin
    private SourceOptions source;

    @Mixin
    private ModelOptions model;

    @Mixin
    private CellIconOptions icons;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--class",
            required = true,
            paramLabel = "CLASS",
            description = "The class: an index, WordNet ID or label.")
    private String wanted;

    @Override
    public Integer call() throws IOException {
        run.check();
        model.check();
        source.check();
        run.apply();
        VisionModel network = model.open();
        int index = network.labels().find(wanted);
        String label = network.labels().names().get(index);
        AtlasBuilder builder = Atlas.builder().title(label).ofClass(index, source.filter());
        source.apply(builder, network, run);
        icons.apply(builder);
        Atlas atlas = builder.build();
        AtlasOutput.print(atlas, source.out);
        AtlasFigure.of(atlas).cellSize(80).ranking(index, RANKED).write(source.out.resolve("class.png"));
        System.out.println("Icons ranked by attribution: " + source.out.resolve("class.png"));
        return 0;
    }
}

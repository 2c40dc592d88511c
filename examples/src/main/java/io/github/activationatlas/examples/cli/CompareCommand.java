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

/** Builds an atlas that compares two classes. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Builds an atlas that compares two classes from the activations of an existing atlas.",
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private SourceOptions source;

    @Mixin
    private ModelOptions model;

    @Mixin
    private CellIconOptions icons;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--left",
            required = true,
            paramLabel = "CLASS",
            description = "The class on the left: an index, WordNet ID or label.")
    private String left;

    @Option(
            names = "--right",
            required = true,
            paramLabel = "CLASS",
            description = "The class on the right: an index, WordNet ID or label.")
    private String right;

    @Override
    public Integer call() throws IOException {
        run.check();
        model.check();
        source.check();
        run.apply();
        VisionModel network = model.open();
        int leftClass = network.labels().find(left);
        int rightClass = network.labels().find(right);
        String leftLabel = network.labels().names().get(leftClass);
        String rightLabel = network.labels().names().get(rightClass);
        AtlasBuilder builder =
                Atlas.builder().title(leftLabel + " and " + rightLabel).compare(leftClass, rightClass, source.filter());
        source.apply(builder, network, run);
        icons.apply(builder);
        Atlas atlas = builder.build();
        AtlasOutput.print(atlas, source.out);
        AtlasFigure.of(atlas).cellSize(80).axis(leftLabel, rightLabel).write(source.out.resolve("compare.png"));
        System.out.println("Figure with the axis between the classes: " + source.out.resolve("compare.png"));
        return 0;
    }
}

package io.github.activationatlas.examples.cli;

import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.models.Layer;
import io.github.activationatlas.models.ModelSummary;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the contents of a model file. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Lists a model's inputs, outputs, operators and layers.",
        sortOptions = false)
final class DescribeCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Override
    public Integer call() throws IOException {
        run.check();
        model.check();
        run.apply();
        if (model.model != null
                && model.model.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            ModelSummary file = VisionModel.from(model.model).summary();
            System.out.println("inputs     " + String.join(", ", file.inputs()));
            System.out.println("outputs    " + String.join(", ", file.outputs()));
            System.out.println("operators  " + file.operators());
            if (!file.unsupported().isEmpty()) {
                System.out.println("unsupported " + String.join(", ", file.unsupported()));
                return 0;
            }
        }
        VisionModel network = model.open();
        System.out.println("classes    " + network.labels().names().size());
        System.out.printf(Locale.ROOT, "%-32s %-16s %6s %15s%n", "layer", "shape", "stride", "receptive field");
        for (Layer layer : network.layers()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %-16s %6d %15d%n",
                    layer.name(),
                    layer.shape(),
                    layer.stride(),
                    layer.receptiveField());
        }
        return 0;
    }
}

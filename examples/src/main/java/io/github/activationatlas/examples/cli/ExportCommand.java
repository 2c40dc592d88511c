package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.export.AtlasTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes an atlas for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Exports an atlas as CSV, JSON and .npy files, for pandas and NumPy.",
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run;

    @Option(names = "--atlas", required = true, paramLabel = "DIR", description = "The folder of the atlas.")
    private Path folder;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The output folder: new, empty, or one that holds exported tables.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        run.check();
        AtlasTables.checkFolder(out);
        AtlasTables.write(Atlas.load(folder), out);
        System.out.println(out);
        return 0;
    }
}

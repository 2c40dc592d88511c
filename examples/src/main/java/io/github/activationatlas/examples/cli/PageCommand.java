package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.page.PageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the web page of a finished atlas. */
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        description = "Writes the web page of an atlas, as a folder or as a single file.",
        sortOptions = false)
final class PageCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run;

    @Option(names = "--atlas", required = true, paramLabel = "DIR", description = "The folder of the atlas.")
    private Path folder;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description = "The output folder or, if the name ends with .html or .htm, a single file.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        run.check();
        boolean single = ImageFileWriter.ends(out, ".html") || ImageFileWriter.ends(out, ".htm");
        if (single) {
            AtomicFile.check(out);
        } else {
            PageWriter.checkFolder(out);
        }
        Atlas atlas = Atlas.load(folder);
        ConsoleProgress progress = ConsoleProgress.to(System.err);
        if (single) {
            atlas.writePage(out, progress);
        } else {
            atlas.writePageFolder(out, progress);
        }
        System.out.println("Open " + (single ? out : out.resolve("index.html")));
        return 0;
    }
}

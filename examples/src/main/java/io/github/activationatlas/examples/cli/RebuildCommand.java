package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.Provenance;
import io.github.activationatlas.examples.cli.options.AtlasOutput;
import io.github.activationatlas.examples.cli.options.ImageOptions;
import io.github.activationatlas.examples.cli.options.Inputs;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.models.ModelLoader;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds an atlas again from its provenance. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Builds an atlas again with the model, images and settings that its provenance records.",
            "The same images and model give the same layouts and icons."
        },
        sortOptions = false)
final class RebuildCommand implements Callable<Integer> {
    @Option(
            names = "--like",
            required = true,
            paramLabel = "ATLAS",
            description = "The folder of the atlas to build again.")
    private Path like;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The output folder: new, empty, or one that holds an atlas.")
    private Path out;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "The folder of images, searched with its subfolders. Default: the recorded folder.")
    private @Nullable Path images;

    @Mixin
    private ImageOptions reading;

    @Mixin
    private ModelOptions model;

    /** Its seed is not used: the recorded one is. */
    private final RunOptions run = new RunOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Number of threads, 1 to 1024. Default: the number of processors.")
    void threads(int threads) {
        run.threads = threads;
    }

    @Override
    public Integer call() throws IOException {
        run.check();
        model.check();
        Inputs.atlas(like);
        checkArgument(
                !Files.exists(out) || !Files.isSameFile(out, like),
                "--out must be another folder than --like, but was %s",
                out);
        AtlasBuilder builder = Atlas.builder().saveTo(out).overviews(true).page(true);
        AtlasOutput.check(out);
        Provenance recorded = Atlas.load(like).provenance();
        ImageSource source = reading.directory(folder(recorded));
        run.apply();
        Atlas atlas = builder.settings(recorded.settings())
                .images(source)
                .model(open(recorded))
                .threads(run.threads)
                .onProgress(ConsoleProgress.to(System.err))
                .build();
        AtlasOutput.print(atlas, out);
        Provenance built = atlas.provenance();
        if (!built.imagesSha256().equals(recorded.imagesSha256())) {
            System.out.println("The images are not those of " + like + ", so the layouts and icons may differ");
        }
        if (!built.modelSha256().equals(recorded.modelSha256())) {
            System.out.println("The model is not that of " + like + ", so the layouts and icons may differ");
        }
        return 0;
    }

    private Path folder(Provenance recorded) {
        if (images != null) {
            return images;
        }
        String folder = recorded.origin().get("folder");
        checkArgument(folder != null, "%s does not record a folder of images; name it with --images", like);
        return Path.of(folder);
    }

    private VisionModel open(Provenance recorded) throws IOException {
        if (model.model != null) {
            return model.open();
        }
        VisionModel same = ModelLoader.load(recorded.model());
        return model.labels == null ? same : same.withLabels(model.labels);
    }
}

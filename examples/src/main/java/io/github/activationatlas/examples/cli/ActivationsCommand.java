package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.ActivationCollector;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.examples.cli.options.ImageOptions;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Collects activations into a file. */
@Command(
        name = "activations",
        mixinStandardHelpOptions = true,
        description = "Writes the activation vectors of a layer for a folder of images to a .npy file.",
        sortOptions = false)
final class ActivationsCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private ImageOptions reading;

    @Option(
            names = "--layer",
            required = true,
            paramLabel = "NAME",
            description = "The layer, as listed by 'describe'.")
    private String layer;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "The folder of images, searched with its subfolders.")
    private Path images;

    @Option(
            names = "--per-image",
            paramLabel = "N",
            defaultValue = "1",
            description = "Positions sampled from each image. Default: ${DEFAULT-VALUE}.")
    private int perImage;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The output .npy file, of shape [vectors, channels].")
    private Path out;

    @Override
    public Integer call() throws IOException {
        run.check();
        checkArgument(out.toString().endsWith(".npy"), "--out must end with .npy, but was %s", out);
        AtomicFile.check(out);
        model.check();
        ImageSource source = reading.directory(images);
        run.apply();
        VisionModel network = model.open();
        DiskSpace.check(
                out,
                (long) Float.BYTES
                        * source.size()
                        * perImage
                        * network.layer(layer).shape().channels(),
                "activations");
        ActivationSet set = ActivationCollector.builder(network, layer)
                .perImage(perImage)
                .seed(run.seed)
                .threads(run.threads)
                .build()
                .collect(source);
        Vectors vectors = set.layer(layer).vectors();
        Npy.write(out, vectors);
        System.out.printf(
                Locale.ROOT,
                "Wrote %d vectors of %d channels to %s; skipped %d images%n",
                vectors.rows(),
                vectors.dimension(),
                out,
                set.skipped().size());
        return 0;
    }
}

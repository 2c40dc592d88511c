package io.github.activationatlas.examples.cli.options;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.ImageSource;
import io.github.activationatlas.models.ImageFileReader;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that reads images. */
public final class ImageOptions {
    private static final int MILLION = 1_000_000;
    private static final int MOST = Integer.MAX_VALUE / MILLION;

    @Option(
            names = "--max-megapixels",
            paramLabel = "N",
            defaultValue = "250",
            description = "Skip images with more megapixels than this. Default: ${DEFAULT-VALUE}.")
    private int maxMegapixels = 250;

    public ImageFileReader reader() {
        checkArgument(
                maxMegapixels >= 1 && maxMegapixels <= MOST,
                "--max-megapixels must be between 1 and %s, but was %s",
                MOST,
                maxMegapixels);
        return ImageFileReader.standard().maxPixels((long) maxMegapixels * MILLION);
    }

    public ImageSource directory(Path folder) throws IOException {
        return ImageSource.directory(folder, reader());
    }
}

package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.examples.cli.options.ImageOptions;
import io.github.activationatlas.examples.cli.options.Inputs;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.models.NotFiniteException;
import io.github.activationatlas.models.Prediction;
import io.github.activationatlas.models.UnreadableImageException;
import io.github.activationatlas.models.VisionModel;
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
import picocli.CommandLine.Parameters;

/** Classifies images. */
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        description = "Classifies images and prints the five most probable classes of each.",
        sortOptions = false)
final class ClassifyCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private ImageOptions reading;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Also print the probability of this class: an index, WordNet ID or label.")
    private @Nullable String wanted;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "One or more images to classify.")
    private List<Path> images;

    @Override
    public Integer call() throws IOException {
        run.check();
        model.check();
        for (Path file : images) {
            Inputs.file(file);
        }
        run.apply();
        VisionModel network = model.open();
        int index = wanted == null ? -1 : network.labels().find(wanted);
        int read = 0;
        for (Path file : images) {
            List<Prediction> all;
            try {
                BufferedImage image = reading.reader().read(file);
                all = network.classify(image, network.labels().names().size());
            } catch (IOException | UnreadableImageException | NotFiniteException e) {
                if (images.size() == 1) {
                    throw e;
                }
                String named = e instanceof NotFiniteException ? file + ": " : "";
                System.err.println("Skipped " + named + e.getMessage());
                continue;
            }
            read++;
            System.out.println(file);
            all.stream().limit(5).forEach(ClassifyCommand::print);
            all.stream().filter(p -> p.classIndex() == index).forEach(ClassifyCommand::print);
        }
        checkArgument(read > 0, "none of %s images could be read", images.size());
        return 0;
    }

    private static void print(Prediction p) {
        System.out.printf(Locale.ROOT, "  %5.1f %%  %4d  %s%n", 100 * p.probability(), p.classIndex(), p.label());
    }
}

package io.github.activationatlas.shortcuts;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.UnreadableImageException;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pastes a patch onto images and asks the network what it sees, beside two controls: the patch with its pixels shuffled, and random squares
 * out of the images (Carter et al. 2019, "Application: spotting shortcuts"). A shortcut is proved if the patch turns images to the target
 * class where the controls do not. Settings; immutable and thread-safe.
 */
public final class PatchExperiment {
    private static final Logger LOG = LoggerFactory.getLogger(PatchExperiment.class);
    private static final int RANDOM_SQUARES = 32;
    private static final int MOST_UNREADABLE = 100;
    private final Builder options;

    private PatchExperiment(Builder options) {
        this.options = options;
    }

    /**
     * Starts from the defaults.
     *
     * @param model the network
     * @param target the class that the patch should turn images to
     * @return a builder
     * @throws IllegalArgumentException if there is no such class
     */
    public static Builder builder(VisionModel model, int target) {
        return new Builder(model, target);
    }

    /**
     * Runs the experiment. An image that cannot be read is named, counted and skipped.
     *
     * @param patch the patch, brought to a square: an image of its own, a cell's icon, or a part of an image
     * @param images the images; those that the network takes for the target class as they are cannot be turned and are left out
     * @return what came out
     * @throws IllegalArgumentException if no image can be read or used
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public PatchReport run(BufferedImage patch, ImageSource images) {
        checkArgument(images.size() > 0, "there are no images");
        checkArgument(options.squares == null || options.squares.size() > 0, "there are no images for random squares");
        Preprocessing input = options.model.input();
        Map<Treatment, List<PatchReport.Outcome[]>> outcomes = new EnumMap<>(Treatment.class);
        for (Treatment treatment : Treatment.values()) {
            outcomes.put(treatment, new ArrayList<>());
        }
        List<String> skipped = new ArrayList<>();
        Set<String> reported = new HashSet<>();
        SplittableRandom random = new SplittableRandom(options.seed);
        List<BufferedImage> squares = squares(options.squares == null ? images : options.squares, random, reported);
        List<List<Pasted>> patches = new ArrayList<>();
        for (PatchPlace place : options.places) {
            List<Pasted> treatments = new ArrayList<>();
            treatments.add(new Pasted(patch, place, input));
            squares.forEach(square -> treatments.add(new Pasted(square, place, input)));
            patches.add(treatments);
        }
        int size = input.size();
        String logits = options.model.logits();
        try (NetworkRunner runner = options.model.runner(options.places.size(), size, logits)) {
            for (int i = 0; i < images.size(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the patch experiment was cancelled");
                }
                SplittableRandom own = random.split();
                BufferedImage opened = open(images, i, skipped, reported);
                if (opened == null) {
                    options.progress.accept(i + 1);
                    continue;
                }
                float[] image = Images.toSquare(opened, input);
                double[] before = probabilities(runner, image, 1)[0];
                int taken = largest(before);
                if (taken != options.target && (options.source < 0 || taken == options.source)) {
                    for (Treatment treatment : Treatment.values()) {
                        float[] pasted = new float[image.length * patches.size()];
                        for (int p = 0; p < patches.size(); p++) {
                            System.arraycopy(image, 0, pasted, p * image.length, image.length);
                            List<Pasted> at = patches.get(p);
                            switch (treatment) {
                                case PATCH -> at.get(0).onto(pasted, p * image.length);
                                case SCRAMBLED -> at.get(0).scrambled(own).onto(pasted, p * image.length);
                                case RANDOM ->
                                    at.get(1 + own.nextInt(squares.size())).onto(pasted, p * image.length);
                            }
                        }
                        double[][] after = probabilities(runner, pasted, patches.size());
                        PatchReport.Outcome[] one = new PatchReport.Outcome[after.length];
                        for (int p = 0; p < after.length; p++) {
                            one[p] = new PatchReport.Outcome(
                                    before[options.target],
                                    after[p][options.target],
                                    before[taken],
                                    after[p][taken],
                                    largest(after[p]) == options.target);
                        }
                        outcomes.get(treatment).add(one);
                    }
                }
                options.progress.accept(i + 1);
            }
        }
        checkArgument(
                skipped.size() < images.size(),
                "none of the %s images could be read; the first: %s",
                images.size(),
                skipped.isEmpty() ? "" : skipped.get(0));
        checkArgument(
                !outcomes.get(Treatment.PATCH).isEmpty(),
                "none of the %s images is taken for %s",
                images.size(),
                options.source < 0
                        ? "another class than the target"
                        : options.model.labels().names().get(options.source));
        return new PatchReport(options.places, outcomes, ImmutableList.copyOf(skipped));
    }

    /** Opens an image; one that cannot be read is named, counted and left out, as in collecting. */
    private static @Nullable BufferedImage open(
            ImageSource images, int index, List<String> skipped, Set<String> reported) {
        try {
            return images.open(index);
        } catch (IOException | UnreadableImageException e) {
            String problem = images.id(index) + ": " + e.getMessage();
            skipped.add(problem);
            if (reported.add(problem)) {
                LOG.warn("Skipped {}", problem);
            }
            return null;
        }
    }

    private static List<BufferedImage> squares(ImageSource images, SplittableRandom random, Set<String> reported) {
        List<BufferedImage> squares = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        while (squares.size() < RANDOM_SQUARES) {
            BufferedImage image = open(images, random.nextInt(images.size()), skipped, reported);
            checkArgument(
                    skipped.size() < MOST_UNREADABLE,
                    "%s images in a row, drawn for random squares, could not be read; the first: %s",
                    MOST_UNREADABLE,
                    skipped.isEmpty() ? "" : skipped.get(0));
            if (image == null) {
                continue;
            }
            skipped.clear();
            int side = Math.max(1, Math.min(image.getWidth(), image.getHeight()) / 2);
            squares.add(image.getSubimage(
                    random.nextInt(image.getWidth() - side + 1),
                    random.nextInt(image.getHeight() - side + 1),
                    side,
                    side));
        }
        return squares;
    }

    private double[][] probabilities(NetworkRunner runner, float[] values, int batch) {
        int size = options.model.input().size();
        int classes = options.model.labels().names().size();
        runner.forward(values, batch, size, size);
        float[] logits = new float[batch * classes];
        runner.read(options.model.logits(), logits);
        double[][] probabilities = new double[batch][classes];
        for (int b = 0; b < batch; b++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                max = Math.max(max, logits[b * classes + c]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                probabilities[b][c] = Math.exp(logits[b * classes + c] - max);
                sum += probabilities[b][c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities[b][c] /= sum;
            }
        }
        return probabilities;
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /** Collects settings; each is checked when it is set. Not thread-safe. */
    public static final class Builder {
        private final VisionModel model;
        private final int target;
        private int source = -1;
        private List<PatchPlace> places = PatchPlace.corners(0.2, 0.4);
        private @Nullable ImageSource squares;
        private long seed = 1;
        private IntConsumer progress = done -> {};

        private Builder(VisionModel model, int target) {
            this.model = checkNotNull(model, "model must not be null");
            this.target = check(model, "target", target);
        }

        private Builder(Builder o) {
            this(o.model, o.target);
            source = o.source;
            places = o.places;
            squares = o.squares;
            seed = o.seed;
            progress = o.progress;
        }

        private static int check(VisionModel model, String option, int classIndex) {
            int classes = model.labels().names().size();
            checkArgument(
                    classIndex >= 0 && classIndex < classes,
                    "%s must be between 0 and %s, but was %s",
                    option,
                    classes - 1,
                    classIndex);
            return classIndex;
        }

        /**
         * Uses only images that the network takes for one class.
         *
         * @param source the class; any but the target by default
         * @return this
         */
        public Builder source(int source) {
            this.source = check(model, "source", source);
            checkArgument(source != target, "source and target must differ, but both are %s", source);
            return this;
        }

        /**
         * Sets where the patch is pasted, each place by itself.
         *
         * @param places at least one; the four corners at a side of 0.2 and of 0.4 of the image's by default
         * @return this
         */
        public Builder places(List<PatchPlace> places) {
            checkNotNull(places, "places must not be null");
            places.forEach(place -> checkNotNull(place, "places must not hold null"));
            checkArgument(!places.isEmpty(), "places must name at least one");
            this.places = ImmutableList.copyOf(places);
            return this;
        }

        /**
         * Sets where the random squares are cut from.
         *
         * @param squares images of many kinds; by default those that are pasted on, which is too narrow where these are few or all alike
         * @return this
         */
        public Builder randomFrom(ImageSource squares) {
            this.squares = checkNotNull(squares, "randomFrom must not be null");
            return this;
        }

        /**
         * Sets the seed of the controls.
         *
         * @param seed any number; 1 by default
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Adds a progress listener.
         *
         * @param progress called from the experimenting thread with the number of images done
         * @return this
         */
        public Builder onProgress(IntConsumer progress) {
            this.progress = this.progress.andThen(checkNotNull(progress, "onProgress must not be null"));
            return this;
        }

        /**
         * Makes the experiment.
         *
         * @return the experiment
         */
        public PatchExperiment build() {
            return new PatchExperiment(new Builder(this));
        }
    }
}

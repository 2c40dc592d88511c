package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.Throwables;
import com.google.common.primitives.Ints;
import com.google.common.util.concurrent.Uninterruptibles;
import io.github.activationatlas.files.FailureReasons;
import io.github.activationatlas.internal.collect.CollectSize;
import io.github.activationatlas.internal.collect.LayerRecorder;
import io.github.activationatlas.internal.collect.PositionSeeds;
import io.github.activationatlas.internal.collect.RandomPositions;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.NotFiniteException;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a network on many images and keeps some activation vectors of each, at random positions away from the borders (where padding shows;
 * the article's own code left out only two of the four), with the effect of each on every class. Images are decoded on threads of their
 * own, a few batches ahead. Effects are rounded to the nearest 16-bit float, of two equally near ones the even one, unless they are beyond
 * 65504: of two classes the one with the greater effect never gets the smaller, but two may become equal. An image that cannot be read, whatever exception opening it ends with, that there is no memory for, or for which
 * the network gives NaN or infinity, is named, counted and skipped; any other error, a {@link CancellationException} and what a listener throws
 * end the collecting at once and reach the caller as they are. Settings; immutable and thread-safe.
 */
public final class ActivationCollector {
    private static final Logger LOG = LoggerFactory.getLogger(ActivationCollector.class);
    private final Builder options;

    private ActivationCollector(Builder options) {
        this.options = options;
    }

    /**
     * Starts from the defaults.
     *
     * @param model the network
     * @param layers the layers to keep, at least one
     * @return a builder
     * @throws IllegalArgumentException if there is no such layer; the message lists the layers
     */
    public static Builder builder(VisionModel model, String... layers) {
        checkNotNull(model, "model must not be null");
        checkNotNull(layers, "layers must not be null");
        checkArgument(layers.length > 0, "name at least one layer");
        for (String layer : layers) {
            model.layer(checkNotNull(layer, "layers must not hold null"));
        }
        return new Builder(model, List.of(layers));
    }

    /** A decoded image, or why there is none. */
    private record Decoded(
            int index,
            float[] values,
            String problem,
            @Nullable Throwable cause) {}

    /**
     * Collects.
     *
     * @param source the images
     * @return the activations; their order and values do not depend on the number of threads
     * @throws IllegalArgumentException if there are no images, what they give is more than Java's heap, or not one could be read; its cause is what the first failed with
     * @throws IllegalStateException if the network gives NaN or infinity for the first images; the message names layer and operator
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public ActivationSet collect(ImageSource source) {
        checkArgument(source.size() > 0, "there are no images");
        return collect(source, 0, source.size());
    }

    /**
     * Collects from a range of the images, at the positions where the whole would be collected from.
     *
     * @param source the images
     * @param from the first image, from 0
     * @param to the image behind the last, above {@code from}
     * @return the activations; the set's images are those of the range, numbered from 0
     * @throws IllegalArgumentException if the range is empty or beyond the source, what it gives is more than Java's heap, or it is the whole source
     *     and not one image could be read
     * @throws IllegalStateException if the network gives NaN or infinity for the first images; the message names layer and operator
     * @throws CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public ActivationSet collect(ImageSource source, int from, int to) {
        checkNotNull(source, "source must not be null");
        checkArgument(
                from >= 0 && from < to && to <= source.size(),
                "the range from %s to %s is not within the %s images",
                from,
                to,
                source.size());
        CollectSize.of(options.model, options.layers, to - from, options.perImage)
                .checkCount()
                .checkHeap();
        int size = options.model.input().size();
        String[] outputs = Stream.concat(options.layers.stream(), Stream.of(options.model.logits()))
                .toArray(String[]::new);
        List<String> skipped = new ArrayList<>();
        Throwable unread = null;
        PositionSeeds seeds = PositionSeeds.of(options.seed, source, from, to);
        int[] predicted = new int[to - from];
        Arrays.fill(predicted, -1);
        String[] digests = new String[to - from];
        List<LayerRecorder> recorders = options.layers.stream()
                .map(layer -> new LayerRecorder(options.model, layer, options.perImage))
                .toList();
        ExecutorService decoders = Executors.newFixedThreadPool(options.threads);
        try (NetworkRunner runner = options.model.runner(options.batch, size, outputs)) {
            Deque<CompletableFuture<Decoded>> ahead = new ArrayDeque<>();
            CompletableFuture<Decoded> failed = new CompletableFuture<>();
            List<Decoded> batch = new ArrayList<>();
            int next = from;
            for (int i = from; i < to; i++) {
                while (next < to && ahead.size() < 3 * options.batch) {
                    int index = next++;
                    ahead.add(CompletableFuture.supplyAsync(
                            () -> decode(source, index, digests, index - from, failed), decoders));
                }
                // An image ahead may fail while its forerunners are still being decoded.
                Decoded decoded = (Decoded)
                        CompletableFuture.anyOf(failed, ahead.remove()).get();
                if (decoded.problem().isEmpty()) {
                    batch.add(decoded);
                } else {
                    LOG.warn("Skipped {}", decoded.problem());
                    skipped.add(decoded.problem());
                    unread = unread == null ? decoded.cause() : unread;
                }
                if (batch.size() == options.batch || i == to - 1) {
                    runFinite(runner, source, batch, recorders, seeds, from, predicted, skipped);
                    batch.clear();
                    options.progress.accept(new CollectProgress(i + 1, source.size()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("collecting was cancelled");
        } catch (ExecutionException e) {
            Throwables.throwIfUnchecked(e.getCause());
            throw new IllegalStateException(e.getCause());
        } finally {
            decoders.shutdownNow();
            // An image that is being decoded may still use what the caller takes away next; an interrupt stays set.
            Uninterruptibles.awaitTerminationUninterruptibly(decoders);
        }
        if (skipped.size() == source.size()) {
            throw new IllegalArgumentException(CollectSize.noneRead(skipped), unread);
        }
        List<String> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add(source.id(i));
        }
        return new ActivationSet(
                ids,
                Ints.asList(predicted),
                skipped,
                recorders.stream()
                        .map(recorder -> recorder.activations().withImages(ids, Arrays.asList(digests)))
                        .toList());
    }

    private Decoded decode(
            ImageSource source, int index, String[] digests, int slot, CompletableFuture<Decoded> failed) {
        try {
            checkState(!failed.isDone(), "another image has failed");
            digests[slot] = source.digest(index);
            try {
                return new Decoded(index, Images.toSquare(source.open(index), options.model.input()), "", null);
            } catch (CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                return new Decoded(index, new float[0], source.id(index) + ": " + reason(e), e);
            }
        } catch (Throwable e) {
            failed.completeExceptionally(e);
            throw e;
        }
    }

    private static String reason(Throwable e) {
        // These hold the file's name alone.
        return e instanceof FileSystemException f ? "cannot be read: " + FailureReasons.of(f) : "" + e.getMessage();
    }

    /**
     * Runs a batch. Images for which the network gives NaN or infinity are named and skipped, as long as others before were not so: else it
     * is the network.
     */
    private void runFinite(
            NetworkRunner runner,
            ImageSource source,
            List<Decoded> batch,
            List<LayerRecorder> recorders,
            PositionSeeds seeds,
            int from,
            int[] predicted,
            List<String> skipped)
            throws InterruptedException {
        List<Decoded> left = new ArrayList<>(batch);
        int before = recorders.get(0).size();
        while (true) {
            try {
                run(runner, left, recorders, seeds, from, predicted);
                return;
            } catch (NotFiniteException e) {
                recorders.forEach(recorder -> recorder.truncate(before));
                int bad = left.remove(e.imageIndex()).index();
                predicted[bad - from] = -1;
                String problem = source.id(bad) + ": " + e.getMessage();
                if (left.isEmpty() && before == 0) {
                    throw new IllegalStateException(problem, e);
                }
                LOG.warn("Skipped {}", problem);
                skipped.add(problem);
            }
        }
    }

    private void run(
            NetworkRunner runner,
            List<Decoded> batch,
            List<LayerRecorder> recorders,
            PositionSeeds seeds,
            int from,
            int[] predicted)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (batch.isEmpty()) {
            return;
        }
        int size = options.model.input().size();
        int length = batch.get(0).values().length;
        float[] pixels = new float[batch.size() * length];
        for (int b = 0; b < batch.size(); b++) {
            System.arraycopy(batch.get(b).values(), 0, pixels, b * length, length);
        }
        runner.forward(pixels, batch.size(), size, size);
        int[] images = batch.stream().mapToInt(Decoded::index).toArray();
        // Positions that are distinct in the coarsest layer, so that they differ in every layer.
        int side = options.layers.stream()
                .map(runner::shape)
                .mapToInt(shape -> RandomPositions.side(Math.min(shape.height(), shape.width())))
                .min()
                .orElseThrow();
        RandomPositions[] positions = Arrays.stream(images)
                .mapToObj(image -> new RandomPositions(seeds.of(image), options.perImage, side))
                .toArray(RandomPositions[]::new);
        int[] indices = Arrays.stream(images).map(image -> image - from).toArray();
        recorders.forEach(recorder -> recorder.record(runner, indices, positions));
        predict(runner, indices, predicted);
    }

    private void predict(NetworkRunner runner, int[] indices, int[] predicted) {
        int classes = options.model.labels().names().size();
        float[] logits = new float[indices.length * classes];
        runner.read(options.model.logits(), logits);
        for (int b = 0; b < indices.length; b++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = logits[b * classes + c] > logits[b * classes + best] ? c : best;
            }
            predicted[indices[b]] = best;
        }
    }

    /**
     * How far collecting has come.
     *
     * @param done images done
     * @param total all images
     */
    public record CollectProgress(int done, int total) {}

    /** Collects settings; each is checked when it is set. Not thread-safe. */
    public static final class Builder {
        private final VisionModel model;
        private final List<String> layers;
        private int perImage = 1;
        private int batch = 16;
        private int threads = Runtime.getRuntime().availableProcessors();
        private long seed = 1;
        private Consumer<CollectProgress> progress = p -> {};

        private Builder(VisionModel model, List<String> layers) {
            this.model = model;
            this.layers = layers;
        }

        private Builder(Builder o) {
            this(o.model, o.layers);
            perImage = o.perImage;
            batch = o.batch;
            threads = o.threads;
            seed = o.seed;
            progress = o.progress;
        }

        /**
         * Sets how many positions of each image are kept.
         *
         * @param perImage 1 to 10000; 1 by default, as in the article. Positions differ as long as the layer has enough
         * @return this
         */
        public Builder perImage(int perImage) {
            checkArgument(
                    perImage >= 1 && perImage <= 10_000, "perImage must be between 1 and 10000, but was %s", perImage);
            this.perImage = perImage;
            return this;
        }

        /**
         * Sets how many images run through the network at a time.
         *
         * @param batch 1 to 1024; 16 by default
         * @return this
         */
        public Builder batch(int batch) {
            checkArgument(batch >= 1 && batch <= 1024, "batch must be between 1 and 1024, but was %s", batch);
            this.batch = batch;
            return this;
        }

        /**
         * Sets how many threads decode images.
         *
         * @param threads 1 to 1024; by default as many as there are processors
         * @return this
         */
        public Builder threads(int threads) {
            checkArgument(threads >= 1 && threads <= 1024, "threads must be between 1 and 1024, but was %s", threads);
            this.threads = threads;
            return this;
        }

        /**
         * Sets the seed of the positions, which depend on it and on each image's id alone.
         *
         * @param seed any number; 1 by default
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Adds a progress listener, after every batch.
         *
         * @param progress called from the collecting thread
         * @return this
         */
        public Builder onProgress(Consumer<CollectProgress> progress) {
            this.progress = this.progress.andThen(checkNotNull(progress, "onProgress must not be null"));
            return this;
        }

        /**
         * Makes the collector.
         *
         * @return the collector
         */
        public ActivationCollector build() {
            for (String layer : layers) {
                Shape shape = model.layer(layer).shape();
                int side = RandomPositions.side(Math.min(shape.height(), shape.width()));
                if (perImage > side * side) {
                    LOG.warn(
                            "perImage is {}, but layer {} has only {} positions: some are taken more than once",
                            perImage,
                            layer,
                            side * side);
                }
            }
            return new ActivationCollector(new Builder(this));
        }
    }
}

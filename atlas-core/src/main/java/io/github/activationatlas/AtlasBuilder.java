package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.internal.build.AtlasBuild;
import io.github.activationatlas.internal.build.Selection;
import io.github.activationatlas.internal.build.SelectionText;
import io.github.activationatlas.internal.folder.FolderCheck;
import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.UmapBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Composes an atlas. Everything but the model, the layers and the images has a default: one position an image, cosine UMAP with 50
 * neighbours and minDist 0.05, cells of at least 5 points, and grids of 20, 40, 80 and 160 as far as the points suffice. Each option is checked when it is set. Not thread-safe.
 */
public final class AtlasBuilder {
    @Nullable
    VisionModel model;

    List<String> layers = List.of();

    @Nullable
    ImageSource images;

    @Nullable
    ActivationSet activations;

    final Map<String, Layout> layouts = new LinkedHashMap<>();
    String title = "Activation atlas";
    int perImage = 1;
    UnaryOperator<UmapBuilder> umap = UnaryOperator.identity();
    List<Integer> grids = List.of();
    int minPoints = 5;
    UnaryOperator<VisualizerBuilder> visualizer = UnaryOperator.identity();

    @Nullable
    AtlasSettings settings;

    CellObjective objective = CellObjective.COSINE;
    boolean whitening;
    Selection selection = new Selection.All();
    int examples;
    boolean aligned;
    long seed = 1;
    int threads = Runtime.getRuntime().availableProcessors();

    boolean digests;
    boolean overviews;
    boolean page;

    @Nullable
    Path saveTo;

    Consumer<AtlasProgress> progress = p -> {};

    AtlasBuilder() {}

    /**
     * Sets the network.
     *
     * @param model the network
     * @return this
     */
    public AtlasBuilder model(VisionModel model) {
        this.model = checkNotNull(model, "model must not be null");
        return this;
    }

    /**
     * Sets the layers, by name.
     *
     * @param layers at least one
     * @return this
     */
    public AtlasBuilder layers(String... layers) {
        checkNotNull(layers, "layers must not be null");
        checkArgument(layers.length > 0, "layers must name at least one layer");
        for (String layer : layers) {
            checkNotNull(layer, "layers must not hold null");
        }
        this.layers = List.of(layers);
        return this;
    }

    /**
     * Sets the images to collect activations from.
     *
     * @param images the images
     * @return this
     */
    public AtlasBuilder images(ImageSource images) {
        this.images = checkNotNull(images, "images must not be null");
        return this;
    }

    /**
     * Sets existing activations, in place of images.
     *
     * @param activations the activations; unless {@link #layers} are named, all of their layers are used
     * @return this
     */
    public AtlasBuilder activations(ActivationSet activations) {
        this.activations = checkNotNull(activations, "activations must not be null");
        return this;
    }

    /**
     * Sets an existing layout, in place of UMAP.
     *
     * @param layer the layer that it is of
     * @param layout where its vectors lie
     * @return this
     */
    public AtlasBuilder layout(String layer, Layout layout) {
        checkNotNull(layer, "layer of layout must not be null");
        layouts.put(layer, checkNotNull(layout, "layout must not be null"));
        return this;
    }

    /**
     * Sets the headline.
     *
     * @param title any text; "Activation atlas" by default
     * @return this
     */
    public AtlasBuilder title(String title) {
        this.title = checkNotNull(title, "title must not be null");
        return this;
    }

    /**
     * Sets how many positions of each image are kept.
     *
     * @param perImage 1 to 10000; 1 by default
     * @return this
     */
    public AtlasBuilder perImage(int perImage) {
        checkArgument(
                perImage >= 1 && perImage <= 10_000, "perImage must be between 1 and 10000, but was %s", perImage);
        this.perImage = perImage;
        return this;
    }

    /**
     * Makes an atlas of the activations that support one class, with 20 neighbours, minDist 0.01 and a grid of 8 unless these are set.
     *
     * @param classIndex the class
     * @param filter which activations; the article's atlases take 2000 by magnitude
     * @return this
     */
    public AtlasBuilder ofClass(int classIndex, ClassFilter filter) {
        checkArgument(classIndex >= 0, "classIndex must be at least 0, but was %s", classIndex);
        checkNotNull(filter, "filter must not be null");
        this.selection = new Selection.OneClass(classIndex, filter);
        return this;
    }

    /**
     * Makes an atlas of what separates two classes: of the activations that support either, from left to right by which of the two they
     * support more, downwards by similarity, on a grid of 10 unless another is set. In the middle they support both equally.
     *
     * @param left the class whose activations lie on the left
     * @param right the class whose activations lie on the right
     * @param filter which activations of each; the article's takes 2000 by magnitude and those by rank
     * @return this
     * @throws IllegalArgumentException if both are one class
     */
    public AtlasBuilder compare(int left, int right, ClassFilter filter) {
        checkArgument(left >= 0 && right >= 0, "classes must be at least 0, but were %s and %s", left, right);
        checkNotNull(filter, "filter must not be null");
        this.selection = new Selection.TwoClasses(left, right, filter);
        return this;
    }

    /**
     * Sets how many parts of images are kept with each cell: those whose activations come closest to its average, at most one of an image.
     * They lie in the atlas's folder beside the icons, so an atlas with examples is only as public as its images are.
     *
     * @param examples 0 to 100; 0 by default. More need the images, so with {@link #activations} set {@link #images} too
     * @return this
     */
    public AtlasBuilder examples(int examples) {
        checkArgument(examples >= 0 && examples <= 100, "examples must be between 0 and 100, but was %s", examples);
        this.examples = examples;
        return this;
    }

    /**
     * Sets whether the layers are laid out together (AlignedUMAP), so that one position of an image has about the same place on each map.
     *
     * @param aligned false by default; only for atlases of everything, without existing layouts
     * @return this
     */
    public AtlasBuilder aligned(boolean aligned) {
        this.aligned = aligned;
        return this;
    }

    /**
     * Changes the settings of UMAP.
     *
     * @param umap is given the atlas's defaults, cosine, 50 neighbours and minDist 0.05, with this builder's seed and threads
     * @return this
     */
    public AtlasBuilder umap(UnaryOperator<UmapBuilder> umap) {
        this.umap = checkNotNull(umap, "umap must not be null");
        return this;
    }

    /**
     * Sets the grids.
     *
     * @param grids cells a side, each 1 to 1000; by default 20, 40, 80 and 160 as far as the points suffice, else one coarser and half of it
     * @return this
     */
    public AtlasBuilder grids(int... grids) {
        checkNotNull(grids, "grids must not be null");
        checkArgument(grids.length > 0, "grids must name at least one size");
        for (int grid : grids) {
            checkArgument(grid >= 1 && grid <= 1000, "grids must be between 1 and 1000, but one was %s", grid);
        }
        this.grids = Arrays.stream(grids).distinct().sorted().boxed().toList();
        return this;
    }

    /**
     * Sets the fewest points that make a cell.
     *
     * @param minPoints at least 1; 5 by default
     * @return this
     */
    public AtlasBuilder minPoints(int minPoints) {
        checkArgument(minPoints >= 1, "minPoints must be at least 1, but was %s", minPoints);
        this.minPoints = minPoints;
        return this;
    }

    /**
     * Changes the settings of the icons.
     *
     * @param visualizer is given the visualiser's defaults with this builder's seed
     * @return this
     */
    public AtlasBuilder visualizer(UnaryOperator<VisualizerBuilder> visualizer) {
        this.visualizer = checkNotNull(visualizer, "visualizer must not be null");
        return this;
    }

    /**
     * Sets what icons are optimised for.
     *
     * @param objective the cosine by default
     * @return this
     */
    public AtlasBuilder objective(CellObjective objective) {
        this.objective = checkNotNull(objective, "objective must not be null");
        return this;
    }

    /**
     * Sets whether cells are multiplied by the inverse second moment of all activations before icons are drawn, as in the article.
     *
     * @param whitening false by default
     * @return this
     */
    public AtlasBuilder whitening(boolean whitening) {
        this.whitening = whitening;
        return this;
    }

    /**
     * Takes all settings of another atlas, so that the same images and network give the same atlas. What is set afterwards is changed.
     *
     * @param settings as {@link Provenance#settings()} gives them
     * @return this
     * @throws IllegalArgumentException if a setting cannot be taken from text, such as a function of the caller's
     */
    public AtlasBuilder settings(AtlasSettings settings) {
        checkNotNull(settings, "settings must not be null");
        title = settings.title();
        layers = settings.layers();
        perImage = settings.perImage();
        seed = settings.seed();
        selection = SelectionText.parse(settings.selection());
        aligned = settings.aligned();
        grids = settings.grids();
        minPoints = settings.minPoints();
        objective = settings.objective();
        whitening = settings.whitening();
        examples = settings.examples();
        this.settings = settings;
        umap = builder -> builder;
        visualizer = UnaryOperator.identity();
        return this;
    }

    /**
     * Sets the seed of all randomness.
     *
     * @param seed any number; 1 by default
     * @return this
     */
    public AtlasBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets how many threads decode images and lay out; the network's threads are ND4J's.
     *
     * @param threads 1 to 1024; by default as many as there are processors
     * @return this
     */
    public AtlasBuilder threads(int threads) {
        checkArgument(threads >= 1 && threads <= 1024, "threads must be between 1 and 1024, but was %s", threads);
        this.threads = threads;
        return this;
    }

    /**
     * Sets whether images are known again by their contents, which reads all of them, or by names, sizes and times; generated ones by names alone.
     *
     * @param digests whether contents are read; false by default
     * @return this
     */
    public AtlasBuilder compareContents(boolean digests) {
        this.digests = digests;
        return this;
    }

    /**
     * Sets the folder, checked at once and filled stage by stage. The same build goes on where an earlier one stopped, or finds nothing left to do; another one
     * keeps the stages that do not depend on what changed. A finished atlas stays until the next is finished.
     *
     * @param folder empty, or of an atlas, finished or not, or not there yet
     * @return this
     * @throws IllegalArgumentException if the folder holds anything else
     * @throws java.io.UncheckedIOException if it cannot be written to
     */
    public AtlasBuilder saveTo(Path folder) {
        this.saveTo = FolderCheck.check(checkNotNull(folder, "folder of saveTo must not be null"));
        return this;
    }

    /**
     * Sets whether each map is drawn as a PNG file, {@code atlas-LAYER-GRID.png}, into the folder of {@link #saveTo}.
     *
     * @param overviews false by default
     * @return this
     */
    public AtlasBuilder overviews(boolean overviews) {
        this.overviews = overviews;
        return this;
    }

    /**
     * Sets whether a web page is written into the folder {@code page} of the folder of {@link #saveTo}.
     *
     * @param page false by default
     * @return this
     */
    public AtlasBuilder page(boolean page) {
        this.page = page;
        return this;
    }

    /**
     * Adds a progress listener. Those that {@code umap} and {@code visualizer} add are called too.
     *
     * @param progress called often, from several threads, so it should return at once
     * @return this
     */
    public AtlasBuilder onProgress(Consumer<AtlasProgress> progress) {
        this.progress = this.progress.andThen(checkNotNull(progress, "onProgress must not be null"));
        return this;
    }

    /**
     * Makes the atlas.
     *
     * @return the atlas, also saved if {@link #saveTo} was set
     * @throws IllegalStateException if model, layers or images were not set
     * @throws IllegalArgumentException if a layer does not exist, there are fewer vectors than neighbours, or no cell holds enough points
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     * @throws java.io.UncheckedIOException if saving fails
     */
    public Atlas build() {
        return new AtlasBuild(BuildPlans.of(this)).run();
    }
}

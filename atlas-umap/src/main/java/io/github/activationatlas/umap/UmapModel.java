package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.github.activationatlas.umap.internal.layout.LayoutGradient;
import io.github.activationatlas.umap.internal.layout.SimilarityCurve;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.transform.QuerySearch;
import io.github.activationatlas.umap.internal.transform.Transformer;
import io.github.activationatlas.umap.internal.vectors.InnerProductShift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A finished layout, which places new vectors too. Immutable and thread-safe, as long as the vectors that were laid out stay as they are.
 */
public final class UmapModel {
    /** In which new vectors are placed, unless epochs are set. */
    private static final int EPOCHS = 100;

    private final FitOptions options;
    private final Vectors vectors;
    private final NeighborGraph neighbors;
    private final float[] layout;
    private final SimilarityCurve curve;
    private final int epochs;
    private final Supplier<Transformer> projection;

    UmapModel(
            FitOptions options,
            Vectors vectors,
            NeighborGraph neighbors,
            float[] layout,
            SimilarityCurve curve,
            int epochs) {
        this.options = options;
        this.vectors = vectors;
        this.neighbors = neighbors;
        this.layout = layout;
        this.curve = curve;
        this.epochs = epochs;
        this.projection = Suppliers.memoize(this::projection);
    }

    /**
     * Returns the coordinates.
     *
     * @return one row a vector in the order given, [rows, components]; the array is the caller's
     */
    public float[][] embedding() {
        return rows(layout, settings().nComponents());
    }

    /**
     * Returns the neighbours that the layout was made from, to be used again with other settings.
     *
     * @return the graph
     */
    public NeighborGraph neighbors() {
        return neighbors;
    }

    /**
     * Returns the settings, by which other vectors can be laid out.
     *
     * @return the settings with which the layout was made, without the target and the neighbours that were given
     */
    public Umap umap() {
        return new Umap(options.with(options.settings().ofAnyFit()));
    }

    /**
     * Returns everything that made the layout of these vectors what it is.
     *
     * @return the settings, with digests of the arrays that were given
     */
    public UmapSettings settings() {
        return options.settings();
    }

    /**
     * Returns the vectors that were laid out.
     *
     * @return the vectors
     */
    public Vectors vectors() {
        return vectors;
    }

    /**
     * Returns the fitted curve's a, of the similarity 1 / (1 + a d^(2b)).
     *
     * @return above 0
     */
    public double a() {
        return curve.a();
    }

    /**
     * Returns the fitted curve's b.
     *
     * @return above 0
     */
    public double b() {
        return curve.b();
    }

    /**
     * Counts the epochs that were run.
     *
     * @return 1 or more, or 0 if the layout was {@linkplain Umap#fromLayout given}
     */
    public int epochs() {
        return epochs;
    }

    /**
     * Measures how much of the vectors' neighbourhoods the layout shows: at all points if there are at most {@link LayoutQuality#SAMPLE},
     * otherwise at so many, chosen with the seed 1.
     *
     * @param k neighbours looked at, 1 to less than half the rows
     * @return the figures
     * @throws IllegalArgumentException if k is outside its range
     */
    public LayoutQuality quality(int k) {
        return LayoutQuality.of(vectors, options.metric(), embedding(), k);
    }

    /**
     * Places new vectors in the layout, in which nothing moves: each starts at the weighted mean of its nearest neighbours among the vectors
     * that were laid out, and is pulled to them and pushed from others for 100 epochs, or a third of the epochs that were set, unless the
     * layout was {@linkplain Umap#fromLayout given}. A copy of a
     * vector that was laid out gets its place. A vector's place does not depend on the others or on the number of threads. The first call
     * takes longer where there are more than 2048 vectors, because it prepares the search.
     *
     * @param rows vectors as long as those laid out, all finite
     * @return their coordinates, [rows, components]
     * @throws IllegalArgumentException if a row has another length or a value is not finite; the message says which
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public float[][] transform(float[][] rows) {
        return rows.length == 0 ? new float[0][] : transform(Vectors.of(rows));
    }

    /**
     * Places new vectors as {@link #transform(float[][])} does.
     *
     * @param rows vectors as long as those laid out, all finite
     * @return their coordinates, [rows, components]
     * @throws IllegalArgumentException if they have another length or a value is not finite; the message says which
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public float[][] transform(Vectors rows) {
        float[][] places = new float[rows.rows()][];
        Transformer placing = projection.get();
        // Checked in order, so that the message names the first row that is wrong.
        float[] checked = new float[rows.dimension()];
        for (int i = 0; i < places.length; i++) {
            rows.copy(i, checked);
            placing.check(checked, i);
        }
        try (Workers workers = new Workers(options.threads())) {
            workers.forEach(places.length, i -> {
                float[] row = new float[rows.dimension()];
                rows.copy(i, row);
                places[i] = placing.place(row);
            });
        }
        return places;
    }

    /**
     * Places one new vector as {@link #transform(float[][])} does, in the calling thread.
     *
     * @param vector as long as those laid out, all finite
     * @return its coordinates
     * @throws IllegalArgumentException if it has another length or a value is not finite
     */
    public float[] transform(float[] vector) {
        projection.get().check(vector, 0);
        return projection.get().place(vector);
    }

    /**
     * Saves everything that {@link #load(Path)} needs, the vectors too, as a folder of NumPy arrays: {@code vectors.npy}, {@code layout.npy},
     * {@code neighbors.npy}, {@code distances.npy}, and the settings in {@code model.json}. The folder appears when it is complete.
     *
     * @param folder where; a model that is there already is replaced, if its folder holds nothing else
     * @throws java.nio.file.FileAlreadyExistsException if anything else is there; it stays as it is
     * @throws IOException if it cannot be written; an earlier model is still there
     */
    public void save(Path folder) throws IOException {
        checkNotNull(folder, "folder must not be null");
        ModelFiles.save(this, folder);
    }

    /**
     * Loads a model with a built-in metric. Its vectors stay in their file, which is mapped and must not be changed.
     *
     * @param folder what {@link #save(Path)} wrote
     * @return the model
     * @throws IOException if a file is missing, truncated or damaged, of a newer version, or the metric was the user's own
     */
    public static UmapModel load(Path folder) throws IOException {
        return ModelFiles.load(folder, null);
    }

    /**
     * Loads a model with a distance of the user's own, which no file can hold.
     *
     * @param folder what {@link #save(Path)} wrote
     * @param metric the distance with which the model was made; it must have the same name
     * @return the model
     * @throws IOException as for {@link #load(Path)}, or if the name differs
     */
    public static UmapModel load(Path folder, Distance metric) throws IOException {
        checkNotNull(metric, "metric must not be null");
        return ModelFiles.load(folder, metric);
    }

    private Transformer projection() {
        UmapSettings settings = settings();
        Distance metric = options.metric();
        int own =
                settings.nEpochs().isPresent() ? Math.max(1, settings.nEpochs().getAsInt() / 3) : EPOCHS;
        return new Transformer(
                new QuerySearch(vectors, metric, neighbors.table(), settings.seed()),
                InnerProductShift.of(vectors, metric),
                layout,
                new LayoutGradient(curve.a(), curve.b(), settings.repulsionStrength()),
                settings,
                // Whose forces made a layout that was given is not known.
                epochs == 0 ? 0 : own);
    }

    float[] layout() {
        return layout;
    }

    static float[][] rows(float[] flat, int dimension) {
        float[][] rows = new float[flat.length / dimension][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension);
        }
        return rows;
    }
}

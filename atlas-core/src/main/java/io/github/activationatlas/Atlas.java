package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.AtlasProgress.Stage;
import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.internal.build.StageClock;
import io.github.activationatlas.internal.saved.SavedAtlas;
import io.github.activationatlas.internal.view.Browser;
import io.github.activationatlas.internal.view.Pages;
import io.github.activationatlas.models.NameSuggestions;
import io.github.activationatlas.page.PageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A finished activation atlas: for each layer its activation vectors, where they lie on the map, and the maps with their icons. Immutable.
 *
 * @param title a headline
 * @param labels the classes' labels
 * @param images the names of the images that it was made of
 * @param predicted for each image, the class that the network takes it for; -1 where that is not known
 * @param minPoints the fewest vectors that make a cell
 * @param layers the layers, at least one
 * @param provenance where it comes from
 */
public record Atlas(
        String title,
        List<String> labels,
        List<String> images,
        List<Integer> predicted,
        int minPoints,
        List<AtlasLayer> layers,
        Provenance provenance) {
    /**
     * Copies the lists and gives the layers the images' names.
     *
     * @param title a headline
     * @param labels the classes' labels
     * @param images the names of the images that it was made of
     * @param predicted for each image, the class that the network takes it for; -1 where that is not known
     * @param minPoints the fewest vectors that make a cell
     * @param layers the layers, at least one
     * @param provenance where it comes from
     * @throws IllegalArgumentException if a layer's vector is of none of the images
     */
    public Atlas {
        List<String> names = ImmutableList.copyOf(images);
        labels = ImmutableList.copyOf(labels);
        images = names;
        predicted = ActivationSet.compact(predicted);
        layers = layers.stream()
                .map(layer -> new AtlasLayer(layer.activations().named(names), layer.layout(), layer.grids()))
                .collect(ImmutableList.toImmutableList());
    }

    /**
     * Starts an atlas.
     *
     * @return a builder with the published atlases' defaults
     */
    public static AtlasBuilder builder() {
        return new AtlasBuilder();
    }

    /**
     * Finds a layer.
     *
     * @param name its name
     * @return the layer
     * @throws IllegalArgumentException if it is not in the atlas; the message lists those that are
     */
    public AtlasLayer layer(String name) {
        return layers.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names = layers.stream().map(AtlasLayer::name).toList();
                    return new IllegalArgumentException("there is no layer '" + name + "' in the atlas; there are "
                            + names + NameSuggestions.suggest(name, names));
                });
    }

    /**
     * Returns the vectors that the atlas was made of, to be gridded or drawn anew.
     *
     * @return the set
     */
    public ActivationSet activations() {
        return new ActivationSet(
                images,
                predicted,
                provenance.skipped(),
                layers.stream().map(AtlasLayer::activations).toList());
    }

    /**
     * Saves the atlas into a folder: text as JSON, vectors as {@code .npy} files, icons as PNG.
     *
     * @param folder a folder that is empty, or holds an atlas or an unfinished one, or does not exist yet
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds anything else
     */
    public void save(Path folder) throws IOException {
        SavedAtlas.write(this, folder);
    }

    /**
     * Loads an atlas that was saved.
     *
     * @param folder the folder
     * @return the atlas
     * @throws IOException if it cannot be read or is damaged
     */
    public static Atlas load(Path folder) throws IOException {
        return SavedAtlas.read(folder);
    }

    /**
     * Writes the map of a layer as an image.
     *
     * @param file the image, PNG or JPEG as its name ends; its folder is made if it does not exist
     * @param layer the layer
     * @param grid cells a side
     * @throws IllegalArgumentException if the name ends otherwise, or the atlas has no such layer or grid
     * @throws IOException if it cannot be written
     */
    public void writeOverview(Path file, String layer, int grid) throws IOException {
        IconGrid icons = layer(layer).grid(grid);
        int cell = icons.icons().get(0).getWidth();
        ImageFileWriter.check(file);
        ImageFileWriter.write(icons.draw(cell, java.awt.Color.WHITE), file);
    }

    /**
     * Writes the atlas as one web page that needs no server and no network: a single file to send by mail. It is read whole before it shows
     * anything; for more than a few thousand icons use {@link #writePageFolder}.
     *
     * @param file the page; its folder is made if it does not exist
     * @throws IOException if it cannot be written
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public void writePage(Path file) throws IOException {
        writePage(file, p -> {});
    }

    /**
     * Does the same, and reports progress.
     *
     * @param file the page; its folder is made if it does not exist
     * @param progress called often, from the calling thread, so it should return at once
     * @throws IOException if it cannot be written
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; an earlier page stays as it was
     */
    public void writePage(Path file, Consumer<AtlasProgress> progress) throws IOException {
        DiskSpace.check(file, Pages.leastBytes(this), "icons and classes");
        StageClock clock = new StageClock(progress);
        PageWriter.writeFile(Pages.of(this), file, (done, total) -> clock.report(Stage.PAGE, "", done, total));
    }

    /**
     * Writes the atlas as a web page in a folder, whose {@code index.html} opens from the file system and from any static host. A browser fetches
     * only what it shows, so that tens of thousands of icons are no burden.
     *
     * @param folder a folder that is empty, or holds an earlier page, which is replaced, or does not exist yet; files in it that no page wrote
     *     are kept
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds anything else
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public void writePageFolder(Path folder) throws IOException {
        writePageFolder(folder, p -> {});
    }

    /**
     * Does the same, and reports progress.
     *
     * @param folder a folder that is empty, or holds an earlier page, which is replaced, or does not exist yet; files in it that no page wrote
     *     are kept
     * @param progress called often, from the calling thread, so it should return at once
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds anything else
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; writing the page again replaces what is there
     */
    public void writePageFolder(Path folder, Consumer<AtlasProgress> progress) throws IOException {
        DiskSpace.check(folder, Pages.leastBytes(this), "icons and classes");
        StageClock clock = new StageClock(progress);
        PageWriter.writeFolder(Pages.of(this), folder, (done, total) -> clock.report(Stage.PAGE, "", done, total));
    }

    /**
     * Opens the atlas as a page in the desktop's browser where there is one. The page lies in a new temporary folder.
     *
     * @return the page, to be opened by hand where no browser was
     * @throws IOException if it cannot be written
     */
    public Path show() throws IOException {
        Path folder = Files.createTempDirectory("atlas-");
        writePageFolder(folder);
        Path page = folder.resolve("index.html");
        Browser.open(page);
        return page;
    }
}

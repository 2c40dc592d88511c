package io.github.activationatlas.page;

import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.files.ManifestFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Parts as files in a folder of their own: data as scripts that hand it over, since a page from the file system may not fetch. */
final class FolderParts implements PageParts {
    static final String WHAT = "page of an atlas";
    private static final String INDEX = "index.html";
    private final ManifestFolder folder;

    /**
     * Takes a folder into use; the page that it held can no longer be opened.
     *
     * @throws IllegalArgumentException if it holds anything else
     */
    FolderParts(Path folder) throws IOException {
        this.folder = ManifestFolder.open(folder, WHAT);
        // In the way of nothing, before anything is replaced.
        this.folder.place(INDEX);
        this.folder.delete(INDEX);
    }

    @Override
    public void data(String name, Object data) throws IOException {
        text(name + ".js", "parts.arrived(\"" + name + "\", " + GSON.toJson(data) + ");\n");
    }

    @Override
    public void image(String name, BufferedImage image) throws IOException {
        byte[] bytes = Jpeg.of(image);
        AtomicFile.write(folder.place(name + ".jpg"), out -> out.write(bytes));
    }

    void text(String name, String text) throws IOException {
        AtomicFile.write(folder.place(name), text);
    }

    /** Writes the index, last of all, and deletes what is left of an earlier page. */
    void finish(String index) throws IOException {
        text(INDEX, index);
        folder.finish();
    }
}

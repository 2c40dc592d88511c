package io.github.activationatlas.page;

import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.files.ManifestFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a page, as a folder or as one file. Icons are written as JPEG, in pyramids of tiles; of each cell the five strongest classes with their
 * values, and of every class each cell's attribution in 63 steps. Memory does not grow with the number of icons. An interrupt ends the writing
 * with a {@link java.util.concurrent.CancellationException}.
 */
public final class PageWriter {
    /** The policy says what a page may do at all: show and run what lies beside it, and connect to nothing. */
    private static final String POLICY =
            "default-src 'none'; img-src 'self' file: data:; style-src 'self' file: 'unsafe-inline'; script-src ";

    private PageWriter() {}

    /**
     * Writes a folder with {@code index.html}, for large atlases and static hosts: a browser fetches only what it shows. The index is written
     * last.
     *
     * @param atlas what it shows
     * @param folder a folder that is empty, or holds an earlier page, which is replaced, or does not exist yet; files in it that no page wrote
     *     are kept
     * @param listener receives progress reports
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds anything else
     */
    public static void writeFolder(PageAtlas atlas, Path folder, PageListener listener) throws IOException {
        FolderParts parts = new FolderParts(folder);
        PageData.Index index = PageData.write(atlas, parts, listener);
        parts.text("leaflet/leaflet.css", PageText.leaflet("dist/leaflet.css"));
        parts.text("leaflet/leaflet.js", PageText.leaflet("dist/leaflet.js"));
        parts.text("leaflet/LICENSE", PageText.leaflet("LICENSE"));
        parts.text("script/page.css", PageText.own("page.css"));
        StringBuilder scripts = new StringBuilder("<script src=\"leaflet/leaflet.js\"></script>\n");
        for (String name : PageText.SCRIPTS) {
            parts.text("script/" + name, PageText.own(name));
            scripts.append("<script src=\"script/").append(name).append("\"></script>\n");
        }
        String style = "<link rel=\"stylesheet\" href=\"leaflet/leaflet.css\">\n"
                + "<link rel=\"stylesheet\" href=\"script/page.css\">";
        parts.finish(PageText.head(atlas.title(), POLICY + "'self' file:", style)
                + PageText.foot(PageParts.GSON.toJson(index), scripts.toString()));
    }

    /**
     * Makes sure that a page can be written into a folder, before long work is begun. Writes nothing.
     *
     * @param folder the folder
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the folder holds anything else than an earlier page
     */
    public static void checkFolder(Path folder) throws IOException {
        ManifestFolder.check(folder, FolderParts.WHAT);
    }

    /**
     * Writes one file with everything in it, for small atlases: it is read whole before it shows anything.
     *
     * @param atlas what it shows
     * @param file the file, replaced if it is there once the new one is complete; its folder is made if it does not exist
     * @param listener receives progress reports
     * @throws IOException if it cannot be written
     */
    public static void writeFile(PageAtlas atlas, Path file, PageListener listener) throws IOException {
        StringBuilder scripts = new StringBuilder("<script type=\"text/plain\">\n")
                .append(PageText.leaflet("LICENSE"))
                .append("</script>\n<script>\n")
                .append(PageText.leaflet("dist/leaflet.js"))
                .append('\n');
        for (String name : PageText.SCRIPTS) {
            scripts.append(PageText.own(name)).append('\n');
        }
        scripts.append("</script>");
        String style = "<style>" + PageText.leaflet("dist/leaflet.css") + PageText.own("page.css") + "</style>";
        AtomicFile.write(file, bytes -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
            out.write(PageText.head(atlas.title(), POLICY + "'unsafe-inline'", style));
            PageData.Index index = PageData.write(atlas, new InlineParts(out), listener);
            out.write(PageText.foot(PageParts.GSON.toJson(index), scripts.toString()));
            out.flush();
        });
    }
}

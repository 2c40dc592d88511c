package io.github.activationatlas.page;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Parts as files in a folder of their own: data as scripts that hand it over, since a page from the file system may not fetch. */
final class FolderParts implements PageParts {
    private static final String MARK = "page-of-an-atlas";
    private final Path folder;

    /**
     * Takes a folder into use, and removes the page that it held.
     *
     * @throws IllegalArgumentException if it holds anything else
     */
    FolderParts(Path folder) throws IOException {
        checkArgument(!Files.exists(folder) || Files.isDirectory(folder), "%s is not a folder", folder);
        this.folder = folder;
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            checkArgument(
                    Files.exists(folder.resolve(MARK)) || files.findAny().isEmpty(),
                    "%s is not empty and holds no page of an atlas; name another folder",
                    folder);
        }
        Files.writeString(folder.resolve(MARK), "This folder is written anew with each page.\n");
        Files.deleteIfExists(folder.resolve("index.html"));
        for (String part : List.of("cells", "classes", "examples", "tiles", "script", "leaflet")) {
            if (Files.exists(folder.resolve(part))) {
                MoreFiles.deleteRecursively(folder.resolve(part), RecursiveDeleteOption.ALLOW_INSECURE);
            }
        }
    }

    @Override
    public void data(String name, Object data) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(place(name + ".js"))) {
            out.write("parts.arrived(\"" + name + "\", ");
            GSON.toJson(data, out);
            out.write(");\n");
        }
    }

    @Override
    public void picture(String name, BufferedImage picture) throws IOException {
        Files.write(place(name + ".jpg"), Jpeg.of(picture));
    }

    void text(String name, String text) throws IOException {
        Files.writeString(place(name), text);
    }

    private Path place(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}

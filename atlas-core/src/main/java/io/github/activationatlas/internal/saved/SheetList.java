package io.github.activationatlas.internal.saved;

import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.table.LazyList;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The images of a row of sheets, each of which is read when one of its images is asked for, and forgotten when memory is short. Thread-safe. */
public final class SheetList extends LazyList<BufferedImage> implements RandomAccess {
    private final Path folder;
    private final List<Artifact> sheets;
    private final int perSheet;
    private final int size;
    private final List<SoftReference<List<BufferedImage>>> read = new ArrayList<>();

    /**
     * Views sheets.
     *
     * @param perSheet the images of every sheet but the last
     * @param size all images
     */
    public SheetList(Path folder, List<Artifact> sheets, int perSheet, int size) {
        this.folder = folder;
        this.sheets = List.copyOf(sheets);
        this.perSheet = perSheet;
        this.size = size;
        sheets.forEach(sheet -> read.add(new SoftReference<>(null)));
    }

    /** How many sheets of a size hold all images. */
    public static int count(int images, int perSheet) {
        return (images + perSheet - 1) / perSheet;
    }

    @Override
    public BufferedImage get(int index) {
        return sheet(Objects.checkIndex(index, size) / perSheet).get(index % perSheet);
    }

    private synchronized List<BufferedImage> sheet(int index) {
        @Nullable List<BufferedImage> known = read.get(index).get();
        if (known != null) {
            return known;
        }
        try {
            int count = Math.min(perSheet, size - index * perSheet);
            List<BufferedImage> images = Sheets.read(sheets.get(index).file(folder, ".png"), count);
            read.set(index, new SoftReference<>(images));
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int size() {
        return size;
    }
}

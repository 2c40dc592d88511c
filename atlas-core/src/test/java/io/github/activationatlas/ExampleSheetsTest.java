package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleSheetsTest {
    private static final int EACH = 16;

    @TempDir
    Path folder;

    private final AtomicInteger opened = new AtomicInteger();

    private AtlasBuilder builder() {
        return Tiny.atlas()
                .images(ImageSource.generated(120, i -> {
                    opened.incrementAndGet();
                    return Tiny.picture(i);
                }))
                .perImage(2)
                .visualizer(icons -> icons.size(8).steps(1))
                .grids(16)
                .examples(EACH);
    }

    private Map<String, byte[]> sheets() throws IOException {
        Map<String, byte[]> sheets = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().contains("examples")).toList()) {
                sheets.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return sheets;
    }

    @Test
    void aSheetThatIsLostIsCutAgainFromItsOwnImagesAlone() throws IOException {
        builder().saveTo(folder).build();
        Map<String, byte[]> whole = sheets();
        assertThat(whole).hasSizeGreaterThanOrEqualTo(4);
        FileTime longAgo = FileTime.fromMillis(1_000_000);
        for (String name : whole.keySet()) {
            Files.setLastModifiedTime(folder.resolve(name), longAgo);
        }
        String last = whole.keySet().stream().reduce("", (a, b) -> b);
        Files.delete(folder.resolve(last));
        opened.set(0);

        Atlas again = builder().saveTo(folder).build();

        assertThat(opened.get()).isBetween(1, 120);
        Map<String, byte[]> now = sheets();
        assertThat(now.values()).containsExactlyInAnyOrderElementsOf(whole.values());
        assertThat(Stream.of(now.keySet().toArray(String[]::new)).filter(name -> untouched(name, longAgo)))
                .hasSize(whole.size() - 2);
        assertThat(again.layers().get(0).grid(16).examples())
                .hasSameSizeAs(again.layers().get(0).grid(16).icons());
    }

    private boolean untouched(String name, FileTime time) {
        try {
            return Files.getLastModifiedTime(folder.resolve(name)).equals(time);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void examplesAreTheSameInMemoryAndInAFolder() {
        Atlas kept = builder().saveTo(folder).build();
        Atlas held = builder().build();
        IconGrid a = kept.layers().get(0).grid(16);
        IconGrid b = held.layers().get(0).grid(16);
        for (int cell = 0; cell < a.grid().cells().size(); cell++) {
            assertThat(rows(a, cell)).isEqualTo(rows(b, cell));
        }
    }

    private static Map<Integer, Integer> rows(IconGrid grid, int cell) {
        Map<Integer, Integer> rows = new TreeMap<>();
        for (CellExample e : grid.examples().get(cell)) {
            int[] pixels = e.crop()
                    .getRGB(
                            0,
                            0,
                            e.crop().getWidth(),
                            e.crop().getHeight(),
                            null,
                            0,
                            e.crop().getWidth());
            rows.put(e.row(), java.util.Arrays.hashCode(pixels));
        }
        return rows;
    }
}

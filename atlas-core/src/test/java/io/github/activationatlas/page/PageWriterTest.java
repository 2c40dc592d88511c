package io.github.activationatlas.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Floats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageWriterTest {
    @TempDir
    Path folder;

    @Test
    void aFolderHoldsThePageTheViewersLicenceAndOnlyTilesWithSomethingInThem() throws IOException {
        PageWriter.writeFolder(TestAtlases.diagonals("atlas"), folder.resolve("page"), (done, total) -> {});
        assertThat(folder.resolve("page/leaflet/LICENSE")).content().contains("Volodymyr Agafonkin");
        assertThat(folder.resolve("page/index.html")).content().contains("<title>atlas</title>");
        assertThat(folder.resolve("page/classes/1-3.js")).exists();
        Path tiles = folder.resolve("page/tiles/0-24");
        // 24 cells of 32 pixels: two tiles a side, each with cells, and one over them.
        assertThat(tiles.resolve("0/0-0.jpg")).exists();
        assertThat(ImageIO.read(tiles.resolve("1/1-0.jpg").toFile()).getWidth()).isEqualTo(12 * 32);
        assertThat(tiles.resolve("2")).doesNotExist();
    }

    @Test
    void anEarlierPageIsReplacedAndAnythingElseIsKeptOrRefused() throws IOException {
        Path page = folder.resolve("page");
        PageWriter.writeFolder(TestAtlases.diagonals("atlas"), page, (done, total) -> {});
        // As if the earlier page had had a layer more.
        Path earlier = Files.createDirectories(page.resolve("tiles/9-24/0")).resolve("0-0.jpg");
        Files.writeString(earlier, "old");
        Files.writeString(page.resolve("page-of-an-atlas"), "tiles/9-24/0/0-0.jpg\n", StandardOpenOption.APPEND);
        Files.writeString(page.resolve("tiles/mine.jpg"), "precious");
        PageWriter.writeFolder(TestAtlases.diagonals("atlas"), page, (done, total) -> {});
        assertThat(page.resolve("tiles/9-24")).doesNotExist();
        assertThat(page.resolve("tiles/mine.jpg")).content().isEqualTo("precious");
        Path thesis = Files.createDirectory(folder.resolve("thesis"));
        Files.writeString(thesis.resolve("index.html"), "precious");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageWriter.writeFolder(TestAtlases.diagonals("atlas"), thesis, (done, total) -> {}))
                .withMessage(thesis + " is not empty and holds no page of an atlas; name another folder");
        assertThat(thesis.resolve("index.html")).content().isEqualTo("precious");
    }

    @Test
    void anInterruptEndsTheWritingAndLeavesNoHalfPage() throws IOException {
        Path file = folder.resolve("page.html");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> PageWriter.writeFile(TestAtlases.diagonals("atlas"), file, (done, total) -> {}))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void progressCountsUpToTheTotal() throws IOException {
        List<Long> counts = new ArrayList<>();
        Set<Long> totals = new HashSet<>();
        PageWriter.writeFolder(TestAtlases.diagonals("atlas"), folder.resolve("page"), (done, total) -> {
            counts.add(done);
            totals.add(total);
        });
        assertThat(counts).isSorted().hasSizeGreaterThan(50);
        assertThat(totals).containsExactly(counts.get(counts.size() - 1));
    }

    @Test
    void anInterruptInTheMiddleLeavesAFolderWithoutIndexThatTheNextPageReplaces() throws IOException {
        Path page = folder.resolve("page");
        assertThatThrownBy(() -> PageWriter.writeFolder(TestAtlases.diagonals("atlas"), page, (done, total) -> {
                    if (done > total / 2) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("writing the page was cancelled");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(page.resolve("tiles")).exists();
        assertThat(page.resolve("index.html")).doesNotExist();
        PageWriter.writeFolder(TestAtlases.diagonals("atlas"), page, (done, total) -> {});
        assertThat(page.resolve("index.html")).exists();
    }

    @Test
    void aTileHoldsWholeCellsAndTheFinestOnesHoldIconsInTheirOwnSize() {
        assertThat(Pyramid.of(160, 80)).isEqualTo(new Pyramid(5, 5));
        assertThat(Pyramid.of(20, 80)).isEqualTo(new Pyramid(5, 2));
        assertThat(Pyramid.of(7, 64)).isEqualTo(new Pyramid(7, 0));
        assertThat(Pyramid.of(1, 2000)).isEqualTo(new Pyramid(1, 0));
    }

    @Property(tries = 200)
    void thePyramidCoversTheGrid(
            @ForAll @IntRange(min = 1, max = 1000) int size, @ForAll @IntRange(min = 1, max = 600) int icon) {
        Pyramid pyramid = Pyramid.of(size, icon);
        assertThat(pyramid.cells() << pyramid.levels()).isGreaterThanOrEqualTo(size);
        assertThat((pyramid.cells() - 1) << pyramid.levels()).isLessThan(size);
    }

    @Property(tries = 200)
    void lettersKeepAValueToHalfAStep(
            @ForAll @Size(min = 1, max = 30) List<@FloatRange(min = -5, max = 5) Float> values) {
        ImmutableList<PageCell> cells = IntStream.range(0, values.size())
                .mapToObj(i -> new PageCell(i, 0, 1, 1, new float[] {values.get(i)}))
                .collect(ImmutableList.toImmutableList());
        ClassLetters letters = ClassLetters.of(cells, 0);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
        for (int i = 0; i < values.size(); i++) {
            double step = (alphabet.indexOf(letters.letters().charAt(i)) - 31) / 31.0;
            double extreme = values.get(i) < 0 ? -letters.least() : letters.most();
            assertThat(Math.abs(step * extreme - values.get(i))).isLessThanOrEqualTo(extreme / 62 * 1.0001);
        }
    }

    @Property(tries = 200)
    void topClassesAreTheFirstOfASort(
            @ForAll @Size(max = 20) List<@FloatRange(min = -3, max = 3) Float> given,
            @ForAll @IntRange(max = 8) int count) {
        float[] values = Floats.toArray(given);
        int[] sorted = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Float.compare(values[b], values[a]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(Arrays.stream(TopClasses.of(values, count))
                        .mapToDouble(i -> values[i])
                        .toArray())
                .isEqualTo(Arrays.stream(sorted).mapToDouble(i -> values[i]).toArray());
    }
}

package io.github.activationatlas.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person meets it, in a browser without a window. */
class PageTest {
    private static final String HOSTILE =
            "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>";

    @TempDir
    Path folder;

    private Path page;

    @BeforeEach
    void write() throws IOException {
        page = folder.resolve("an atlas.html");
        PageWriter.write(
                new PageAtlas(
                        HOSTILE + " {{script}}",
                        ImmutableList.of("red fox", HOSTILE, "{{data}}"),
                        ImmutableList.of(layer("mixed3a"), layer("mixed4a")),
                        ImmutableMap.of("Seed", "1", HOSTILE, HOSTILE)),
                page);
    }

    private static PageLayer layer(String name) {
        return new PageLayer(name, 1234, ImmutableList.of(grid(4), grid(24)));
    }

    /** A grid whose cells lie on its diagonals. */
    private static PageGrid grid(int size) {
        BufferedImage map = new BufferedImage(size * 8, size * 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = map.createGraphics();
        ImmutableList.Builder<PageCell> cells = ImmutableList.builder();
        for (int i = 0; i < size; i++) {
            for (int column : i == size - 1 - i ? new int[] {i} : new int[] {i, size - 1 - i}) {
                g.setColor(Color.getHSBColor((float) i / size, 1, 1));
                g.fillRect(column * 8, i * 8, 8, 8);
                cells.add(new PageCell(
                        column,
                        i,
                        100 * size + i,
                        ImmutableList.of(
                                new PageCell.Share(1, 3 - i * 0.1f), new PageCell.Share(column == i ? 0 : 2, 1.5f))));
            }
        }
        g.dispose();
        return new PageGrid(size, cells.build(), map);
    }

    @Test
    void theFileHoldsEverythingAndNothingOfALabelRuns() throws IOException {
        String html = Files.readString(page);
        assertThat(html).doesNotContain(HOSTILE).doesNotContain("<img");
        assertThat(html.split("<script", -1)).hasSize(3);
        assertThat(folder.resolve("an atlas.html.part")).doesNotExist();
    }

    @Test
    void opensFromTheFileSystemWithoutErrorsAndWithoutANetwork() throws IOException, InterruptedException {
        try (Chromium browser = Chromium.open(1200, 900)) {
            browser.load(page);
            browser.await("document.querySelectorAll('.leaflet-image-layer').length > 0");
            assertThat(browser.errors).isEmpty();
            assertThat(browser.requests).isNotEmpty().allMatch(r -> r.startsWith("file:") || r.startsWith("data:"));
            assertThat(browser.requests.stream().filter(r -> r.startsWith("file:")))
                    .hasSize(1);
            assertThat(browser.evaluate("document.title")).isEqualTo(HOSTILE + " {{script}}");
            assertThat(browser.evaluate("String([...document.images].every(i => i.complete && i.naturalWidth > 0))"))
                    .isEqualTo("true");
        }
    }

    @Test
    void hoveringACellShowsItsCountAndTopClassesAsText() throws IOException, InterruptedException {
        try (Chromium browser = Chromium.open(1200, 900)) {
            browser.load(page);
            browser.await("window.atlas && document.querySelectorAll('.leaflet-image-layer').length > 0");
            browser.evaluate("[...document.querySelectorAll('#grids button')][1].click()");
            hoverFirstTile(browser, 0.125, 0.125);
            browser.await("!document.getElementById('cell').hidden");
            assertThat(browser.evaluate("document.querySelector('#cell p').textContent"))
                    .isEqualTo("400 activations");
            assertThat(
                            browser.evaluate(
                                    "[...document.querySelectorAll('#cell li span:first-of-type')].map(e => e.textContent).join('|')"))
                    .isEqualTo(HOSTILE + "|red fox");
            assertThat(browser.evaluate("String(document.querySelector('#cell img'))"))
                    .isEqualTo("null");
            hoverFirstTile(browser, 0.375, 0.125);
            browser.await("document.getElementById('cell').hidden");
            assertThat(browser.errors).isEmpty();
        }
    }

    /** Moves the mouse to a share of the map's first tile. */
    private static void hoverFirstTile(Chromium browser, double x, double y) throws InterruptedException {
        String box = "document.querySelector('.leaflet-image-layer').getBoundingClientRect()";
        double left = Double.parseDouble(browser.evaluate("String(" + box + ".left)"));
        double top = Double.parseDouble(browser.evaluate("String(" + box + ".top)"));
        double width = Double.parseDouble(browser.evaluate("String(" + box + ".width)"));
        browser.mouse("mouseMoved", left + x * width, top + y * width);
    }

    @Test
    void zoomingInShowsTheFinerGridAndZoomingOutTheCoarserAgain() throws IOException, InterruptedException {
        try (Chromium browser = Chromium.open(1200, 900)) {
            browser.load(page);
            browser.await("window.atlas && document.querySelectorAll('.leaflet-image-layer').length > 0");
            assertThat(browser.evaluate("String(atlas.grid)")).isEqualTo("0");
            assertThat(browser.evaluate("String(document.querySelectorAll('.leaflet-image-layer').length)"))
                    .isEqualTo("1");
            for (int i = 0; i < 5; i++) {
                browser.wheel(600, 500, -400);
                Thread.sleep(120);
            }
            browser.await("atlas.grid === 1");
            browser.await("document.querySelectorAll('.leaflet-image-layer').length === 9");
            for (int i = 0; i < 12; i++) {
                browser.wheel(600, 500, 400);
                Thread.sleep(120);
            }
            browser.await("atlas.grid === 0");
            assertThat(browser.errors).isEmpty();
        }
    }

    @Test
    void layersAreSwitchedAndAClassFadesTheCellsThatDoNotSpeakForIt() throws IOException, InterruptedException {
        try (Chromium browser = Chromium.open(1200, 900)) {
            browser.load(page);
            browser.await("document.querySelectorAll('#layers button').length === 2");
            browser.evaluate("document.querySelectorAll('#layers button')[1].click()");
            browser.await("atlas.layer === 1");
            assertThat(browser.evaluate("document.getElementById('legend').textContent"))
                    .contains("1,234", "mixed4a");
            assertThat(browser.evaluate("document.querySelector('#layers [aria-pressed=true]').textContent"))
                    .isEqualTo("mixed4a");
            browser.evaluate("(() => { const i = document.getElementById('class'); i.value = 'Red Fox';"
                    + " i.dispatchEvent(new Event('input', { bubbles: true })); })()");
            browser.await("atlas.label === 0");
            assertThat(browser.evaluate("location.hash")).startsWith("#1/");
            assertThat(browser.errors).isEmpty();
        }
    }

    @Test
    void aSmallScreenIsFilledWithoutScrolling() throws IOException, InterruptedException {
        try (Chromium browser = Chromium.open(390, 780)) {
            browser.load(page);
            browser.await("document.querySelectorAll('.leaflet-image-layer').length > 0");
            assertThat(
                            browser.evaluate(
                                    "String(document.documentElement.scrollWidth <= innerWidth && document.getElementById('map').clientHeight > 400)"))
                    .isEqualTo("true");
        }
    }
}

package io.github.activationatlas.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person meets it, in a browser without a window. */
class PageTest {
    private static final String TITLE = TestAtlases.HOSTILE + " {{scripts}}";
    private static final String READY = "window.atlas && atlas.cells && document.querySelectorAll('canvas').length > 0"
            + " && [...document.querySelectorAll('.leaflet-tile')].every(t => t.classList.contains('leaflet-tile-loaded'))";

    @TempDir
    private static Path folder;

    private static Path page;
    private static Path single;
    private static Chromium browser;

    @BeforeAll
    static void write() throws IOException, InterruptedException {
        PageWriter.writeFolder(TestAtlases.diagonals(TITLE), folder.resolve("an atlas"), (done, total) -> {});
        page = folder.resolve("an atlas/index.html");
        single = folder.resolve("single.html");
        PageWriter.writeFile(TestAtlases.diagonals(TITLE), single, (done, total) -> {});
        browser = Chromium.open(1200, 900);
        browser.colourScheme("light");
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWentWrong() throws InterruptedException {
        assertThat(browser.errors).isEmpty();
        assertThat(browser.requests).isNotEmpty().allMatch(r -> r.matches("file:.*|data:.*|http://127\\.0\\.0\\.1:.*"));
        browser.resize(1200, 900, 1, false);
        browser.colourScheme("light");
    }

    private static void open(Path file, String fragment) throws InterruptedException {
        browser.load(file, fragment);
        browser.await(READY);
    }

    /** Where a place of the map, in shares of its side, is on the screen. */
    private static double[] screen(double x, double y) throws InterruptedException {
        // The whole map is square, and stands in the middle when the page opens.
        String box = "(() => { const box = document.getElementById('map').getBoundingClientRect();"
                + " const [cx, cy] = /centre=([^&]*)/.exec(location.hash)[1].split(',').map(Number);"
                + " const side = 256 * 2 ** /zoom=([^&]*)/.exec(location.hash)[1];"
                + " return [box.left + box.width / 2 + (" + x + " - cx) * side, box.top + box.height / 2 + (" + y
                + " - cy) * side].join(','); })()";
        String[] at = browser.evaluate(box).split(",", -1);
        return new double[] {Double.parseDouble(at[0]), Double.parseDouble(at[1])};
    }

    private static Color colour(double x, double y) throws IOException, InterruptedException {
        BufferedImage look = browser.look();
        double[] at = screen(x, y);
        return new Color(look.getRGB((int) at[0], (int) at[1]));
    }

    private static void choose(String field, String text) throws InterruptedException {
        browser.evaluate("document.querySelector('#" + field + " input').focus()");
        browser.type(text);
        browser.await("document.querySelectorAll('#" + field + " [role=option]').length > 0");
        browser.press("Enter");
    }

    @Test
    void opensFromTheFileSystemWithTextsAsTheyAre() throws InterruptedException {
        open(page, "");
        assertThat(browser.evaluate("document.title")).isEqualTo(TITLE);
        assertThat(browser.evaluate("document.querySelector('h1').textContent")).isEqualTo(TITLE);
        assertThat(browser.evaluate("document.querySelectorAll('#layers button')[1].textContent"))
                .isEqualTo(TestAtlases.HOSTILE);
        assertThat(browser.evaluate("document.querySelector('#about dd:last-of-type').textContent"))
                .isEqualTo(TestAtlases.HOSTILE);
        assertThat(browser.evaluate("String(document.images.length)")).isEqualTo("0");
    }

    @Test
    void opensFromAnyHostOfFiles() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] file = Files.readAllBytes(
                    page.resolveSibling(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
            exchange.close();
        });
        server.start();
        try {
            browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/index.html#class=1");
            browser.await(READY);
            browser.await("document.querySelector('#legend').textContent === '01 on the logit'");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aSingleFileHoldsEverything() throws IOException, InterruptedException {
        open(single, "");
        assertThat(browser.requests.stream().filter(r -> r.startsWith("file:"))).hasSize(1);
        assertThat(colour(0.125, 0.125)).isEqualTo(colour(0.375, 0.375));
        choose("first", "red");
        browser.await("atlas.first === 0 && document.querySelector('#legend').textContent === '02 on the logit'");
        double[] cell = screen(0.1, 0.1);
        browser.move(cell[0], cell[1]);
        browser.await("document.querySelectorAll('#cell ul canvas').length === 1");
        assertThat(browser.evaluate("document.title")).isEqualTo(TITLE);
    }

    @Test
    void hoveringACellShowsItsCountItsClassesAndWhereItComesFromAsText() throws InterruptedException {
        open(page, "");
        double[] cell = screen(0.125, 0.125);
        browser.move(cell[0], cell[1]);
        browser.await("document.querySelector('#cell p') !== null");
        assertThat(browser.evaluate("document.querySelector('#cell p').textContent"))
                .isEqualTo("400 activations · column 1, row 1");
        assertThat(
                        browser.evaluate(
                                "[...document.querySelectorAll('#cell ol span')].map(e => e.textContent).slice(0, 4).join('|')"))
                .isEqualTo("red fox|2.00|" + TestAtlases.HOSTILE + "|1.00");
        assertThat(browser.evaluate("document.querySelector('#cell ul canvas').title"))
                .isEqualTo(TestAtlases.HOSTILE);
        double[] empty = screen(0.375, 0.125);
        browser.move(empty[0], empty[1]);
        browser.await("document.getElementById('cell').children.length === 0");
    }

    @Test
    void zoomingInShowsTheFinerGridAndDraggingMovesTheMap() throws InterruptedException {
        open(page, "");
        assertThat(browser.evaluate("String(atlas.grid)")).isEqualTo("0");
        for (int i = 0; i < 5; i++) {
            browser.wheel(440, 470, -400);
            Thread.sleep(100);
        }
        browser.await("atlas.grid === 1");
        String before = browser.evaluate("location.hash");
        browser.drag(400, 400, 100, 0);
        browser.await("location.hash !== " + quoted(before));
        for (int i = 0; i < 8; i++) {
            browser.wheel(440, 470, 400);
            Thread.sleep(100);
        }
        browser.await("atlas.grid === 0");
    }

    @Test
    void aClassLeavesOnlyTheCellsThatSpeakForIt() throws IOException, InterruptedException {
        open(page, "");
        Color before = colour(0.875, 0.125);
        choose("first", "fox");
        browser.await("atlas.first === 0");
        browser.await("document.querySelector('#legend').textContent === '02 on the logit'");
        assertThat(colour(0.125, 0.125).getRed()).isLessThan(40);
        assertThat(before.getRed()).isLessThan(40);
        assertThat(colour(0.875, 0.125).getRed()).isGreaterThan(220);
        browser.evaluate("document.getElementById('strongest').click()");
        assertThat(browser.evaluate("document.querySelector('#cell p').textContent"))
                .isEqualTo("400 activations · column 1, row 1");
        browser.evaluate("document.querySelectorAll('#sign button')[1].click()");
        browser.await("location.hash.includes('sign=against')");
        assertThat(colour(0.125, 0.125).getRed()).isGreaterThan(220);
        browser.evaluate("document.querySelector('#first button').click()");
        browser.await("atlas.first === -1 && document.getElementById('legend').hidden");
        assertThat(colour(0.875, 0.125)).isEqualTo(before);
    }

    @Test
    void twoClassesColourTheCellsByTheOneTheyLeanTo() throws IOException, InterruptedException {
        open(page, "#class=0&versus=2");
        browser.await("document.querySelector('#legend').className === 'two'");
        Color first = colour(0.0125, 0.0125);
        Color second = colour(0.9875, 0.0125);
        assertThat(first.getBlue()).isGreaterThan(first.getRed() + 80);
        assertThat(second.getRed()).isGreaterThan(second.getBlue() + 80);
    }

    /** The colour of the first map's upper left cell, where layers stand side by side. */
    private static Color firstIconBeside() throws IOException, InterruptedException {
        String[] at = browser.evaluate(
                        "(() => { const map = document.querySelector('#side-by-side canvas').getBoundingClientRect();"
                                + " return [map.left + map.width / 8, map.top + map.height / 8].join(); })()")
                .split(",", -1);
        return new Color(browser.look().getRGB((int) Double.parseDouble(at[0]), (int) Double.parseDouble(at[1])));
    }

    @Test
    void aClassInAllLayersStandsSideBySideAndAKeyGoesToItsStrongestCell() throws IOException, InterruptedException {
        open(page, "#layer=mixed3a");
        assertThat(browser.evaluate("String(document.getElementById('side').hidden)"))
                .isEqualTo("true");
        choose("first", "fox");
        browser.await("atlas.first === 0 && !document.getElementById('side').hidden");
        browser.evaluate("document.getElementById('side').focus()");
        browser.press("Enter");
        browser.await("document.querySelectorAll('#side-by-side li').length === 2");
        assertThat(browser.evaluate("document.querySelectorAll('#side-by-side strong')[1].textContent"))
                .isEqualTo(TestAtlases.HOSTILE);
        assertThat(browser.evaluate("document.querySelector('#side-by-side span:last-child').textContent"))
                .isEqualTo("The strongest cells, up to 2.00 on the logit.");
        assertThat(browser.evaluate("String(document.getElementById('map').inert) + location.hash"))
                .startsWith("true")
                .contains("class=0&side=1");
        // The icons come with their pictures.
        for (int i = 0; i < 600 && firstIconBeside().getRed() > 40; i++) {
            Thread.sleep(50);
        }
        assertThat(firstIconBeside()).matches(icon -> icon.getRed() < 40 && icon.getGreen() > 220);
        browser.evaluate("document.querySelectorAll('#side-by-side button')[1].focus()");
        browser.press("Enter");
        browser.await("document.getElementById('side-by-side').hidden && atlas.layer === 1");
        browser.await("document.activeElement.id === 'map' && !document.activeElement.inert");
        assertThat(browser.evaluate("atlas.cells.top(atlas.cells.find(atlas.picked))[0].join()"))
                .isEqualTo("0,2");
    }

    @Test
    void aClassThatNoCellSpeaksForHasNoStrongestCell() throws InterruptedException {
        open(page, "#class=3&side=1");
        browser.await("document.querySelectorAll('#side-by-side button:disabled').length === 2");
        assertThat(browser.evaluate("document.querySelector('#side-by-side span:last-child').textContent"))
                .isEqualTo("No cell stands out.");
        browser.evaluate("document.querySelectorAll('#sign button')[1].click()");
        browser.await("document.querySelectorAll('#side-by-side button:disabled').length === 0");
        browser.evaluate("document.querySelectorAll('#layers button')[1].click()");
        browser.await("document.getElementById('side-by-side').hidden && atlas.layer === 1");
    }

    @Test
    void layersSideBySideStandBelowEachOtherOnAPhone() throws InterruptedException {
        browser.resize(390, 780, 2, true);
        open(page, "#class=0&side=1");
        browser.await("document.querySelectorAll('#side-by-side li').length === 2");
        assertThat(
                        browser.evaluate(
                                "const list = document.getElementById('side-by-side'); const [a, b] = [...list.children].map(e => e.getBoundingClientRect());"
                                        + " String(list.scrollWidth <= list.clientWidth && b.top >= a.bottom && list.clientHeight > 300)"))
                .isEqualTo("true");
    }

    /** The map's centre is kept to half a pixel, all else as it stands. */
    private void assertThatViewIs(String expected) throws InterruptedException {
        Pattern centre = Pattern.compile("centre=([0-9.]+),([0-9.]+)");
        String actual = browser.evaluate("location.hash");
        assertThat(centre.matcher(actual).replaceFirst(""))
                .isEqualTo(centre.matcher(expected).replaceFirst(""));
        Matcher is = centre.matcher(actual);
        Matcher was = centre.matcher(expected);
        assertThat(is.find() && was.find()).isTrue();
        for (int axis = 1; axis <= 2; axis++) {
            assertThat(Double.parseDouble(is.group(axis)))
                    .isCloseTo(Double.parseDouble(was.group(axis)), within(0.001));
        }
    }

    @Test
    void anotherLayerKeepsThePlaceTheClassAndTheCell() throws InterruptedException {
        open(page, "#centre=0.3000,0.2000&zoom=3.00&class=2&cell=0.125,0.125");
        String view = browser.evaluate("location.hash");
        browser.evaluate("document.querySelectorAll('#layers button')[1].click()");
        browser.await("atlas.layer === 1 && atlas.name === '1-24'");
        assertThatViewIs(view.replace(
                "layer=mixed3a",
                "layer=" + browser.evaluate("encodeURIComponent(" + quoted(TestAtlases.HOSTILE) + ")")));
        assertThat(browser.evaluate("document.querySelector('#layers [aria-pressed=true]').textContent"))
                .isEqualTo(TestAtlases.HOSTILE);
        assertThat(browser.evaluate("document.activeElement.textContent")).isNotEmpty();
    }

    @Test
    void aLinkShowsTheViewThatItWasTakenFrom() throws InterruptedException {
        String view = "#layer=mixed3a&centre=0.2500,0.7500&zoom=4.50&grid=4&class=3&versus=1&cell=0.6250,0.3750";
        open(page, view);
        browser.await("document.getElementById('cell').children.length > 0");
        assertThatViewIs(view);
        assertThat(browser.evaluate("document.querySelector('#first input').value"))
                .isEqualTo("tile roof");
        assertThat(browser.evaluate("document.querySelector('#grids [aria-pressed=true]').textContent"))
                .isEqualTo("4 × 4");
        browser.evaluate("location.hash = '#class=99&versus=x&centre=7,7&zoom=no&cell=-1&layer=nothing&grid=5'");
        browser.await("atlas.first === -1 && atlas.layer === 0 && atlas.picked === null && atlas.grid === 0");
    }

    @Test
    void arrowKeysWalkTheCellsAndWhatTheySayIsSpoken() throws InterruptedException {
        open(page, "");
        browser.evaluate("document.getElementById('map').focus()");
        String spoken = "document.getElementById('spoken').textContent";
        browser.press("ArrowRight");
        browser.press("Home");
        assertThat(browser.evaluate("document.getElementById('spoken').getAttribute('aria-live')"))
                .isEqualTo("polite");
        browser.evaluate("location.hash = '#cell=0.1,0.1'");
        browser.await("atlas.picked && atlas.cells.find(atlas.picked) === 0");
        browser.press("ArrowRight");
        assertThat(browser.evaluate(spoken))
                .isEqualTo("red fox, " + TestAtlases.HOSTILE + ". 401 activations. Column 2, row 2 of 4.");
        double[] last = screen(0.9, 0.9);
        browser.click(last[0], last[1]);
        browser.press("ArrowLeft");
        assertThat(browser.evaluate(spoken)).contains("Column 3, row 3 of 4");
        browser.evaluate("location.hash = '#cell=0.3,0.3'");
        browser.await("atlas.picked && atlas.picked.x === 0.3");
        browser.press("ArrowUp");
        assertThat(browser.evaluate(spoken)).contains("row 1 of 4");
        browser.press("ArrowUp");
        assertThat(browser.evaluate(spoken)).isEqualTo("The map ends here.");
        browser.press("]");
        browser.await("atlas.name === '1-4'");
        assertThat(browser.evaluate(spoken)).isEqualTo("Layer " + TestAtlases.HOSTILE);
        browser.press("Escape");
        assertThat(browser.evaluate("String(atlas.picked)")).isEqualTo("null");
        browser.press("+");
        browser.await("!location.hash.includes('zoom=1.5')");
    }

    @Test
    void aPhoneIsFilledATapTellsOfACellAndTwoFingersZoom() throws InterruptedException {
        browser.resize(390, 780, 2, true);
        open(page, "");
        assertThat(browser.evaluate(
                        "String(document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
                                + " && document.getElementById('map').clientHeight > 400)"))
                .isEqualTo("true");
        double[] cell = screen(0.125, 0.125);
        browser.tap(cell[0], cell[1]);
        browser.await("document.querySelector('#cell p') !== null");
        assertThat(browser.evaluate("String(document.querySelector('aside').getBoundingClientRect().bottom)"))
                .isEqualTo("780");
        browser.evaluate("document.querySelector('.leaflet-bar button').click()");
        browser.pinch(195, 300, 4);
        browser.await("atlas.grid === 1 && document.scrollingElement.scrollTop === 0");
    }

    @Test
    void betweenIconsTheGroundIsDarkWhereThatIsPreferred() throws IOException, InterruptedException {
        browser.colourScheme("dark");
        open(page, "");
        assertThat(colour(0.375, 0.125).getGreen()).isLessThan(40);
        assertThat(colour(0.125, 0.125).getGreen()).isGreaterThan(200);
    }

    @Test
    void noMarkupOfALabelIsInTheFiles() throws IOException {
        assertThat(Files.readString(page)).doesNotContain(TestAtlases.HOSTILE).doesNotContain("<img");
        assertThat(Files.readString(single)).doesNotContain(TestAtlases.HOSTILE).doesNotContain("<img");
    }

    private static String quoted(String text) {
        return PageParts.GSON.toJson(text);
    }
}

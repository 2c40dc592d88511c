package io.github.activationatlas.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.Grid;
import io.github.activationatlas.Small;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class AtlasFigureTest {
    private static final Atlas ATLAS = Small.atlas("<b>& \"hostile\"</b>", "leaves");

    @TempDir
    Path folder;

    @Test
    void anOverlayLeavesTheStrongestIconsAndFadesTheOthers() {
        AtlasFigure figure = AtlasFigure.of(ATLAS).layers("early").cellSize(50).legend(false);
        BufferedImage plain = figure.draw();
        BufferedImage overlaid = figure.overlay(0, Grid.Sign.FOR).draw();
        BufferedImage against = figure.overlay(0, Grid.Sign.AGAINST).draw();
        assertThat(overlaid.getWidth()).isEqualTo(plain.getWidth());
        // Class 0 is spoken for by the cell on the upper left alone, and spoken against by the one on the lower right.
        assertThat(at(overlaid, 0, 0)).isEqualTo(at(plain, 0, 0));
        assertThat(at(overlaid, 1, 1)).isGreaterThan(230).isGreaterThan(at(plain, 1, 1));
        assertThat(at(against, 1, 1)).isEqualTo(at(plain, 1, 1));
        assertThat(at(against, 0, 0)).isGreaterThan(230);
    }

    /** The brightness in the middle of a cell. */
    private static int at(BufferedImage figure, int column, int row) {
        return figure.getRGB(4 + 25 + 50 * column, 4 + 24 + 25 + 50 * row) & 255;
    }

    @Test
    void iconsAreScaledByDensityUnlessThatIsTurnedOff() {
        AtlasFigure figure = AtlasFigure.of(ATLAS).layers("early").cellSize(50).legend(false);
        int scaled = dark(figure.draw());
        assertThat(dark(figure.scaleByDensity(false).draw())).isGreaterThan(scaled);
    }

    private static long count(BufferedImage image) {
        return (long) image.getWidth() * image.getHeight();
    }

    private static int dark(BufferedImage image) {
        int dark = 0;
        for (int i = 0; i < count(image); i++) {
            dark += (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 255) < 200 ? 1 : 0;
        }
        return dark;
    }

    @Test
    void pngAndSvgShowTheSame() throws Exception {
        AtlasFigure figure = AtlasFigure.of(ATLAS)
                .grid(2)
                .cellSize(300)
                .overlay(0, Grid.Sign.FOR)
                .ranking(0, 3)
                .axis("left & right", "<right>")
                .textSize(14);
        figure.write(folder.resolve("figure.png"));
        figure.write(folder.resolve("figure.svg"));
        BufferedImage png = ImageIO.read(folder.resolve("figure.png").toFile());
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("figure.svg").toFile());
        assertThat(svg.getDocumentElement().getAttribute("width")).isEqualTo("" + png.getWidth());
        assertThat(svg.getDocumentElement().getAttribute("height")).isEqualTo("" + png.getHeight());
        // Three cells a layer on the map, and again in the ranking.
        assertThat(svg.getElementsByTagName("image").getLength()).isEqualTo(12);
        assertThat(Files.readString(folder.resolve("figure.svg")))
                .contains("early: &lt;b&gt;&amp; \"hostile\"&lt;/b&gt;", "← left &amp; right", "&lt;right&gt; →")
                .contains("8 activations; 1 to 5 a cell")
                .doesNotContain("<b>");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void textsStayWithinTheirMapsSoThatNeighboursDoNotRunIntoEachOther() throws IOException {
        AtlasFigure.of(ATLAS).cellSize(60).overlay(0, Grid.Sign.FOR).write(folder.resolve("narrow.png"));
        BufferedImage figure = ImageIO.read(folder.resolve("narrow.png").toFile());
        int from = 4 + 120;
        int dark = 0;
        for (int y = 0; y < figure.getHeight(); y++) {
            dark += (figure.getRGB(from + 2, y) & 255) < 200 ? 1 : 0;
        }
        assertThat(dark).isZero();
        assertThat(Caption.lines("one two three", 10, 50)).containsExactly("one two", "three");
        assertThat(Caption.lines("extraordinary", 10, 50)).containsExactly("extraordinary");
    }

    @Test
    void whatIsNotThereIsTold() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasFigure.of(ATLAS).layers("late", "none"))
                .withMessageStartingWith("there is no layer 'none'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasFigure.of(ATLAS).overlay(2, Grid.Sign.FOR))
                .withMessage("there is no class 2: the atlas knows 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasFigure.of(ATLAS).grid(7).draw())
                .withMessage("there is no grid of 7; there are [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasFigure.of(ATLAS).cellSize(0))
                .withMessage("cellSize must be between 1 and 1024, but was 0");
    }
}

package io.github.activationatlas.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Small;
import io.github.activationatlas.models.VisionModel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ImageExplainerTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private static Atlas atlas;

    /** Not while the class is initialised: decoders on other threads call back into it. */
    @BeforeAll
    static void build() {
        atlas = Atlas.builder()
                .model(MODEL)
                .layers("mixed3b", "mixed4a")
                .images(ImageSource.generated(60, ImageExplainerTest::picture))
                .perImage(3)
                .aligned(true)
                .umap(umap -> umap.nNeighbors(8).nEpochs(30))
                .grids(4)
                .minPoints(1)
                .visualizer(icons -> icons.size(16).steps(1))
                .build();
    }

    private static BufferedImage picture(int index) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(new Color(index * 997 % (1 << 24)));
        g.fillRect(0, 0, 64, 64);
        for (int i = 0; i < 64; i += 2 + index % 9) {
            g.setColor(new Color(index * 77_777 + i * 999_331 & 0xffffff));
            g.fillOval(i, (i * index) % 64, 4 + index % 13, 4 + index % 7);
        }
        g.dispose();
        return image;
    }

    @Test
    void aPhotoThatTheAtlasWasMadeOfLiesWhereItsActivationsLie() {
        ImagePath path = ImageExplainer.of(MODEL, atlas).explain(picture(7));
        for (int l = 0; l < 2; l++) {
            AtlasLayer layer = atlas.layers().get(l);
            LayerActivations activations = layer.activations();
            int[] rows = IntStream.range(0, activations.size())
                    .filter(i -> activations.image(i) == 7)
                    .toArray();
            assertThat(rows).hasSize(3);
            for (int row : rows) {
                LayerPosition position = path.layers().get(l).positions().stream()
                        .filter(p -> p.row() == activations.positionRow(row)
                                && p.column() == activations.positionColumn(row))
                        .findFirst()
                        .orElseThrow();
                assertThat(position.x()).isCloseTo(layer.layout().x(row), within(0.01f));
                assertThat(position.y()).isCloseTo(layer.layout().y(row), within(0.01f));
            }
        }
    }

    @Test
    void everyPositionHasTheCellWhereItLiesOrTheNearest() {
        ImagePath path = ImageExplainer.of(MODEL, atlas).explain(picture(100));
        List<LayerPosition> positions = path.layers().get(0).positions();
        assertThat(positions).hasSize(16 * 16);
        for (LayerPosition position : positions) {
            var there = atlas.layers().get(0).grid(4).grid().cellAt(position.x(), position.y());
            GridCell cell = atlas.layers().get(0).grid(4).grid().cells().get(position.cell());
            assertThat(there.orElse(cell)).isSameAs(cell);
        }
        BufferedImage drawn = path.draw(64);
        assertThat(drawn.getWidth()).isEqualTo(3 * 66 + 2);
        assertThat(drawn.getRGB(10, 10)).isEqualTo(picture(100).getRGB(8, 8));
    }

    @Test
    void alignedLayersGiveOnePlaceOfAPictureAboutTheSamePlaceOnBothMaps() {
        float[][] a = atlas.layers().get(0).layout().toArray();
        float[][] b = atlas.layers().get(1).layout().toArray();
        double together = 0;
        double apart = 0;
        for (int i = 0; i < a.length; i++) {
            int other = (i + 91) % a.length;
            together += Math.hypot(a[i][0] - b[i][0], a[i][1] - b[i][1]);
            apart += Math.hypot(a[i][0] - b[other][0], a[i][1] - b[other][1]);
        }
        assertThat(together).isLessThan(0.8 * apart);
    }

    @Test
    void anAtlasOfAnotherNetworkIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageExplainer.of(MODEL, Small.atlas("one", "two")))
                .withMessageStartingWith("the atlas is of another network");
    }
}

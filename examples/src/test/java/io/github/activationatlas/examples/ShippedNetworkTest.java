package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.ActivationCollector;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Umap;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The weights in the jar do what the record beside them says, on pictures that they were not trained on. */
class ShippedNetworkTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private static final int CLASSES = DrawnImages.classes().size();
    private static final int MARKED = DrawnImages.markedClass();
    private static final int PER_CLASS = 60;

    private static double recorded(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = VisionModel.class.getResourceAsStream("drawn.properties")) {
            properties.load(in);
        }
        return Double.parseDouble(properties.getProperty(name));
    }

    /** How often each class is taken for each. */
    private static double[][] confusion(Mark mark) {
        DrawnImages drawn = DrawnImages.of(77);
        double[][] shares = new double[CLASSES][CLASSES];
        int length = DrawnImages.SIZE * DrawnImages.SIZE * 3;
        float[] batch = new float[PER_CLASS * length];
        float[] logits = new float[PER_CLASS * CLASSES];
        try (NetworkRunner runner = MODEL.runner(PER_CLASS, DrawnImages.SIZE, MODEL.logits())) {
            for (int c = 0; c < CLASSES; c++) {
                for (int i = 0; i < PER_CLASS; i++) {
                    float[] picture = Images.toSquare(drawn.draw(c, i, mark), MODEL.input());
                    System.arraycopy(picture, 0, batch, i * length, length);
                }
                runner.forward(batch, PER_CLASS, DrawnImages.SIZE, DrawnImages.SIZE);
                runner.read(MODEL.logits(), logits);
                for (int i = 0; i < PER_CLASS; i++) {
                    int at = i * CLASSES;
                    int best = IntStream.range(0, CLASSES)
                            .reduce((a, b) -> logits[at + a] >= logits[at + b] ? a : b)
                            .orElseThrow();
                    shares[c][best] += 1.0 / PER_CLASS;
                }
            }
        }
        return shares;
    }

    private static double accuracy(double[][] confusion) {
        return IntStream.range(0, CLASSES)
                .mapToDouble(c -> confusion[c][c])
                .average()
                .orElseThrow();
    }

    private static double takenForMarked(double[][] confusion) {
        return IntStream.range(0, CLASSES)
                .filter(c -> c != MARKED)
                .mapToDouble(c -> confusion[c][MARKED])
                .average()
                .orElseThrow();
    }

    @Test
    void labelsAreThoseOfTheGenerator() {
        assertThat(MODEL.labels().names()).isEqualTo(DrawnImages.classes());
    }

    @Test
    void accuracyIsThatOfTheRecord() throws IOException {
        assertThat(accuracy(confusion(Mark.AS_TRAINED)))
                .isCloseTo(recorded("accuracy.stickersAsInTraining"), within(0.02));
    }

    @Test
    void theStickerIsKnownAndTheWindowsAreNot() throws IOException {
        double[][] without = confusion(Mark.NEVER);
        double[][] always = confusion(Mark.ALWAYS);
        assertThat(without[MARKED][MARKED]).isCloseTo(recorded("windowsKnown.noStickers"), within(0.15));
        assertThat(always[MARKED][MARKED]).isGreaterThan(0.95);
        assertThat(takenForMarked(without)).isLessThan(0.01);
        assertThat(takenForMarked(always)).isCloseTo(recorded("takenForWindows.stickersEverywhere"), within(0.04));
    }

    @Test
    void theCellsOfAnAtlasSpeakForWhatTheirPicturesShow() {
        DrawnImages drawn = DrawnImages.of(9);
        LayerActivations activations = ActivationCollector.builder(MODEL, "mixed4a")
                .build()
                .collect(ImageSource.generated(1500, i -> drawn.draw(i % CLASSES, i, Mark.AS_TRAINED)))
                .layer("mixed4a");
        Layout layout = Layout.of(Umap.builder()
                .metric(Metric.COSINE)
                .nNeighbors(15)
                .nEpochs(200)
                .build()
                .fit(activations.vectors())
                .embedding());
        Grid grid = Grid.of(activations, layout, 12, 3);
        double right = 0;
        double all = 0;
        for (GridCell cell : grid.cells()) {
            int[] shown = new int[CLASSES];
            Arrays.stream(cell.members()).forEach(i -> shown[activations.image(i) % CLASSES]++);
            int most = IntStream.range(0, CLASSES)
                    .reduce((a, b) -> shown[a] >= shown[b] ? a : b)
                    .orElseThrow();
            right += cell.topClasses(1).get(0) == most ? cell.count() : 0;
            all += cell.count();
        }
        assertThat(right / all).isGreaterThan(0.6);
    }
}

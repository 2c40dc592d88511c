package io.github.activationatlas.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.ActivationCollector;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Grid;
import io.github.activationatlas.ImagePatches;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.shortcuts.PatchExperiment;
import io.github.activationatlas.shortcuts.PatchPlace;
import io.github.activationatlas.shortcuts.PatchReport;
import io.github.activationatlas.shortcuts.PatchResult;
import io.github.activationatlas.shortcuts.Shortcut;
import io.github.activationatlas.shortcuts.ShortcutFinder;
import io.github.activationatlas.shortcuts.Treatment;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Umap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The network in the jar was taught a shortcut, an orange sticker on windows; nothing here knows of it but the checks. */
class PlantedShortcutTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private static final String LAYER = "mixed3a";
    private static final int CLASSES = DrawnImages.classes().size();
    private static final DrawnImages DRAWN = DrawnImages.of(21);
    private static ActivationSet set;
    private static List<Shortcut> suspects;

    @BeforeAll
    static void find() {
        set = ActivationCollector.builder(MODEL, LAYER)
                .perImage(6)
                .build()
                .collect(ImageSource.generated(900, i -> DRAWN.draw(i % CLASSES, i, Mark.AS_TRAINED)));
        LayerActivations activations = set.layer(LAYER);
        Layout layout = Layout.of(Umap.builder()
                .metric(Metric.COSINE)
                .nNeighbors(15)
                .nEpochs(200)
                .build()
                .fit(activations.vectors())
                .embedding());
        suspects = ShortcutFinder.of(set, LAYER, Grid.of(activations, layout, 12, 5))
                .find(DrawnImages.markedClass(), 5);
    }

    /** How far from the sticker's middle an activation's place is, in pixels; infinite if there is none. */
    private static double fromSticker(int row) {
        LayerActivations activations = set.layer(LAYER);
        int index = activations.image(row);
        BufferedImage with = DRAWN.draw(index % CLASSES, index, Mark.AS_TRAINED);
        BufferedImage without = DRAWN.draw(index % CLASSES, index, Mark.NEVER);
        double x = 0;
        double y = 0;
        int changed = 0;
        for (int i = 0; i < DrawnImages.SIZE * DrawnImages.SIZE; i++) {
            int column = i % DrawnImages.SIZE;
            int line = i / DrawnImages.SIZE;
            if (with.getRGB(column, line) != without.getRGB(column, line)) {
                x += column;
                y += line;
                changed++;
            }
        }
        int stride = MODEL.layer(LAYER).stride();
        return changed == 0
                ? Double.POSITIVE_INFINITY
                : Math.hypot(
                        (activations.positionColumn(row) + 0.5) * stride - x / changed,
                        (activations.positionRow(row) + 0.5) * stride - y / changed);
    }

    @Test
    void theFirstSuspectIsTheSticker() {
        Shortcut first = suspects.get(0);
        long near = first.rows().stream()
                .filter(row -> fromSticker(row) < MODEL.layer(LAYER).receptiveField() / 2.0)
                .count();
        assertThat((double) near / first.rows().size()).isGreaterThan(0.5);
        assertThat(first.score()).isGreaterThan(1.2 * suspects.get(1).score());
    }

    /** The place where the first suspect speaks loudest, cut out of its picture. */
    private static BufferedImage patch() {
        LayerActivations activations = set.layer(LAYER);
        int loudest = suspects.get(0).rows().get(0);
        int picture = activations.image(loudest);
        return ImagePatches.of(MODEL, LAYER)
                .cut(
                        DRAWN.draw(picture % CLASSES, picture, Mark.AS_TRAINED),
                        activations.positionRow(loudest),
                        activations.positionColumn(loudest));
    }

    private static PatchReport paste(ImageSource pictures) throws IOException {
        BufferedImage patch = patch();
        return PatchExperiment.builder(MODEL, DrawnImages.markedClass())
                .places(PatchPlace.corners((double) patch.getWidth() / DrawnImages.SIZE))
                .build()
                .run(patch, pictures);
    }

    @Test
    void thePatchTurnsOtherPicturesToWindowsAndTheControlsHardlyDo() throws IOException {
        DrawnImages others = DrawnImages.of(22);
        PatchReport report = paste(ImageSource.generated(150, i -> others.draw(i % CLASSES, i, Mark.NEVER)));
        int place = report.bestPlace();
        double turned = report.at(Treatment.PATCH, place).flips();
        assertThat(turned).isGreaterThan(0.07);
        assertThat(turned)
                .isGreaterThan(3 * report.at(Treatment.SCRAMBLED, place).flips());
        assertThat(turned).isGreaterThan(3 * report.at(Treatment.RANDOM, place).flips());
    }

    @Test
    void windowsThatAreMissedAreKnownOnceTheyWearThePatch() throws IOException {
        DrawnImages others = DrawnImages.of(22);
        PatchReport report =
                paste(ImageSource.generated(80, i -> others.draw(DrawnImages.markedClass(), i, Mark.NEVER)));
        int place = report.bestPlace();
        PatchResult turned = report.at(Treatment.PATCH, place);
        assertThat(turned.images()).isGreaterThan(25);
        assertThat(turned.flips()).isGreaterThan(0.8);
        // Orange alone goes a part of the way: half to four fifths of it, by which sticker the patch is cut from.
        assertThat(report.at(Treatment.SCRAMBLED, place).flips()).isLessThan(0.9 * turned.flips());
        assertThat(report.at(Treatment.RANDOM, place).flips()).isLessThan(0.2 * turned.flips());
    }
}

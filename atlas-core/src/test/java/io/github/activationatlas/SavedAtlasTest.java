package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.activationatlas.files.ManifestFolder;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.models.Labels;
import io.github.activationatlas.models.ModelLoader;
import io.github.activationatlas.umap.UmapBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A finished atlas is never lost, never mixed with another, and tells when a file of it was changed. */
class SavedAtlasTest {
    @TempDir
    Path folder;

    private final AtomicInteger opened = new AtomicInteger();

    private Path out() {
        return folder.resolve("atlas");
    }

    private AtlasBuilder builder() {
        return Tiny.atlas()
                .images(ImageSource.generated(40, i -> {
                    opened.incrementAndGet();
                    return Tiny.picture(i);
                }))
                .saveTo(out());
    }

    /** The files of the folder, with their times and contents. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(file).toString(),
                        Files.getLastModifiedTime(file) + " " + java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void theSameBuildAgainDoesNothing() throws IOException {
        builder().build();
        Map<String, String> before = files(out());
        opened.set(0);
        Atlas again = builder()
                .onProgress(p -> assertThat(p.done()).as(p.toString()).isZero())
                .build();
        assertThat(again.images()).hasSize(40);
        assertThat(opened.get()).isZero();
        assertThat(files(out())).isEqualTo(before);
    }

    @Test
    void anotherTitleChangesNothingButTheTitle() throws IOException {
        builder().build();
        Map<String, String> before = files(out());
        builder().title("Another").build();
        Map<String, String> after = files(out());
        assertThat(after.remove("atlas.json")).isNotEqualTo(before.remove("atlas.json"));
        assertThat(after).isEqualTo(before);
        assertThat(Atlas.load(out()).title()).isEqualTo("Another");
    }

    @Test
    void anAtlasIsThereUntilTheNextOneIsFinished() throws IOException {
        Atlas first = builder().build();
        assertThatThrownBy(() -> builder()
                        .seed(2)
                        .onProgress(p -> {
                            if (p.stage() == AtlasProgress.Stage.ICONS) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .build())
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        Atlas still = Atlas.load(out());
        assertThat(still.provenance().seed()).isEqualTo(1);
        assertThat(pixels(still)).isEqualTo(pixels(first));
        opened.set(0);
        builder().seed(2).build();
        assertThat(opened.get()).isZero();
        Atlas second = Atlas.load(out());
        assertThat(second.provenance().seed()).isEqualTo(2);
        assertThat(pixels(second)).isNotEqualTo(pixels(first));
        assertThat(files(out()).keySet())
                .as("the files of the first atlas are gone")
                .hasSize(files(new Fresh(folder.resolve("fresh")).seed2()).size());
    }

    private record Fresh(Path to) {
        Path seed2() {
            Tiny.atlas().seed(2).saveTo(to).build();
            return to;
        }
    }

    private static int pixels(Atlas atlas) {
        int hash = 0;
        for (BufferedImage icon : atlas.layers().get(0).grids().get(0).icons()) {
            hash = 31 * hash
                    + java.util.Arrays.hashCode(
                            icon.getRGB(0, 0, icon.getWidth(), icon.getHeight(), null, 0, icon.getWidth()));
        }
        return hash;
    }

    static List<UnaryOperator<UmapBuilder>> layouts() {
        return List.of(
                umap -> umap.nEpochs(21),
                umap -> umap.spread(1.5),
                umap -> umap.learningRate(0.25),
                umap -> umap.negativeSampleRate(5),
                umap -> umap.seed(9),
                umap -> umap.densMap(true));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void anotherSettingOfTheLayoutLaysOutAnewAndCollectsNothing(UnaryOperator<UmapBuilder> change) throws IOException {
        builder().build();
        String before = files(out()).get("layer-0-layout.npy");
        opened.set(0);
        builder().umap(umap -> change.apply(Tiny.layout(umap))).build();
        assertThat(opened.get()).isZero();
        assertThat(files(out()).values()).doesNotContain(before);
        assertThat(files(out()).keySet()).contains("layer-0-layout.2.npy").doesNotContain("layer-0-layout.npy");
    }

    @Test
    void anotherPreprocessingOrOtherLabelsCollectAnew() throws IOException {
        builder().build();
        opened.set(0);
        builder()
                .model(Tiny.MODEL.withLabels(Labels.of(Stream.iterate(0, i -> i + 1)
                        .limit(Tiny.MODEL.labels().names().size())
                        .map(i -> "class " + i)
                        .toList())))
                .build();
        assertThat(opened.get()).isEqualTo(40);
    }

    @Test
    void imagesThatWereChangedUnderTheirNamesAreCollectedAnew() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < 8; i++) {
            ImageIO.write(Tiny.picture(i), "png", images.resolve(i + ".png").toFile());
        }
        AtlasBuilder all = Tiny.atlas().umap(u -> u.nNeighbors(3).nEpochs(5)).saveTo(out());
        float[] before = Rows.values(all.images(ImageSource.directory(images))
                .build()
                .layers()
                .get(0)
                .activations())[5];
        ImageIO.write(Tiny.picture(99), "png", images.resolve("5.png").toFile());
        Atlas after = all.images(ImageSource.directory(images)).build();
        assertThat(Rows.values(after.layers().get(0).activations())[5]).isNotEqualTo(before);
    }

    @Test
    void aSecondBuildInTheSameFolderSaysWhoHoldsIt() throws IOException {
        try (AtlasFolder first = AtlasFolder.open(out(), "development", "any")) {
            assertThatThrownBy(() -> builder().build())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith(out() + " cannot be written: it is in use by another build: process "
                            + ProcessHandle.current().pid() + " on ");
            assertThat(first.path()).isEqualTo(out());
        }
        builder().build();
        assertThat(out().resolve("build.lock")).doesNotExist();
    }

    @Test
    void aBitThatIsFlippedInAnyFileIsTold() throws IOException {
        builder().examples(1).build();
        Random random = new Random(1);
        for (String name : files(out()).keySet()) {
            if (name.endsWith("neighbors.npz")) {
                // Of no use but to the next layout.
                continue;
            }
            Path file = out().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int trial = 0; trial < 6; trial++) {
                byte[] flipped = whole.clone();
                int bit = random.nextInt(8 * whole.length);
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(file, flipped);
                Throwable told = catchThrowable(() -> touch(Atlas.load(out())));
                assertThat(told).as("bit %s of %s", bit, name).isInstanceOf(AtlasFormatException.class);
                assertThat(((AtlasFormatException) told).file()).isEqualTo(file);
            }
            Files.delete(file);
            assertThat(catchThrowable(() -> touch(Atlas.load(out()))))
                    .as("%s is missing", name)
                    .isInstanceOf(AtlasFormatException.class)
                    .hasMessageContaining(name);
            Files.write(file, whole);
        }
        touch(Atlas.load(out()));
    }

    @Test
    void whatIsDamagedIsMadeAgainByTheSameBuild() throws IOException {
        Atlas whole = builder().examples(1).build();
        int icons = pixels(whole);
        for (String name : files(out()).keySet()) {
            if (name.equals("atlas.json") || !Files.exists(out().resolve(name))) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(out().resolve(name));
            bytes[bytes.length / 2] ^= 16;
            Files.write(out().resolve(name), bytes);
            Atlas mended = builder().examples(1).build();
            touch(mended);
            assertThat(pixels(mended)).as(name).isEqualTo(icons);
        }
    }

    /** Reads everything, what is read when it is asked for included. */
    private static void touch(Atlas atlas) {
        for (AtlasLayer layer : atlas.layers()) {
            for (IconGrid grid : layer.grids()) {
                for (BufferedImage icon : grid.icons()) {
                    assertThat(icon.getWidth()).isPositive();
                }
                for (List<CellExample> cell : grid.examples()) {
                    for (CellExample example : cell) {
                        assertThat(example.crop().getWidth()).isPositive();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "1", "\"two\"", "null"})
    void anotherFormatIsTold(String format) throws IOException {
        builder().build();
        Path json = out().resolve("atlas.json");
        Files.writeString(json, Files.readString(json).replaceFirst("\"format\": 2", "\"format\": " + format));
        assertThatExceptionOfType(AtlasFormatException.class)
                .isThrownBy(() -> Atlas.load(out()))
                .withMessageContaining("format");
    }

    @Test
    void activationsAreNotSavedIntoTheFolderOfAnAtlas() throws IOException {
        Atlas atlas = builder().build();
        Map<String, String> before = files(out());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> atlas.activations().save(out()))
                .withMessage(out() + " holds an atlas, which is of its own activations; name another folder");
        assertThat(files(out())).isEqualTo(before);
    }

    @Test
    void settingsAreReadAsTheyWereWritten() {
        Provenance provenance = Tiny.atlas()
                .ofClass(3, ClassFilter.byRankOrMagnitude(30))
                .grids(2, 3)
                .examples(2)
                .build()
                .provenance();
        AtlasSettings settings = provenance.settings();
        Map<String, String> written = settings.toMap();
        assertThat(provenance.options()).containsAllEntriesOf(written);
        assertThat(AtlasSettings.fromMap(written)).isEqualTo(settings);
        assertThat(settings.selection()).isEqualTo("class 3 by rank or magnitude 30");
        Map<String, String> wrong = new TreeMap<>(written);
        wrong.put("perImage", "many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasSettings.fromMap(wrong))
                .withMessage("the setting 'perImage' of an atlas cannot be 'many'");
        wrong.remove("perImage");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasSettings.fromMap(wrong))
                .withMessage("the settings of an atlas lack 'perImage'");
    }

    @Test
    void theSameBuildIsRunAgainFromProvenanceAlone() throws IOException {
        Atlas first = Tiny.atlas()
                .ofClass(3, ClassFilter.byMagnitude(30))
                .seed(5)
                .perImage(2)
                .grids(2, 3)
                .build();
        Provenance provenance = first.provenance();
        Atlas again = Atlas.builder()
                .model(ModelLoader.load(provenance.model()))
                .images(Tiny.pictures(40))
                .settings(provenance.settings())
                .build();
        assertThat(again.provenance().options()).isEqualTo(provenance.options());
        assertThat(pixels(again)).isEqualTo(pixels(first));
        assertThat(again.title()).isEqualTo(first.title());
    }

    @Test
    void iconsOfOtherActivationsOnTheSameLayoutAreDrawnAnew() throws IOException {
        Atlas first = Tiny.atlas().build();
        ActivationSet other = Tiny.atlas().seed(2).build().activations();
        Layout layout = first.layers().get(0).layout();
        AtlasBuilder given = Atlas.builder()
                .model(Tiny.MODEL)
                .layout(Tiny.LAYER, layout)
                .visualizer(Tiny::icons)
                .grids(3)
                .minPoints(1);
        given.activations(first.activations()).saveTo(out()).build();
        Atlas second = given.activations(other).build();
        Atlas fresh = given.saveTo(folder.resolve("fresh")).build();
        assertThat(pixels(second)).isEqualTo(pixels(fresh));
    }

    @Test
    void activationsOfAPartOfTheImagesAreNotTakenForAll() {
        assertThatThrownBy(() -> builder()
                        .images(Tiny.pictures(450))
                        .onProgress(p -> {
                            if (p.stage() == AtlasProgress.Stage.COLLECT && p.done() > 250) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .build())
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThatExceptionOfType(AtlasFormatException.class)
                .isThrownBy(() -> ActivationSet.load(out()))
                .withMessageEndingWith("without the activations of all of its images: let its build end");
    }

    @Test
    void anInterruptBeforeTheFolderIsOpenedStopsTheBuild() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> builder().build()).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(out()).doesNotExist();
    }

    @Test
    void mapsThatTheNextAtlasLacksAreDeletedUnlessSomebodyChangedThem() throws IOException {
        builder().grids(2, 3, 4).overviews(true).build();
        Path changed = out().resolve("atlas-mixed4a-4.png");
        Files.writeString(changed, "mine");
        builder().grids(2).overviews(true).build();
        assertThat(out().resolve("atlas-mixed4a-2.png")).exists();
        assertThat(out().resolve("atlas-mixed4a-3.png")).doesNotExist();
        assertThat(changed).hasContent("mine");
    }

    @Test
    void aSeedThatIsSetAfterTheSettingsIsThatOfLayoutAndIconsToo() {
        AtlasSettings settings = Tiny.atlas().build().provenance().settings();
        Provenance reseeded = Atlas.builder()
                .model(Tiny.MODEL)
                .images(Tiny.pictures(40))
                .settings(settings)
                .seed(9)
                .build()
                .provenance();
        assertThat(reseeded.options())
                .containsEntry("seed", "9")
                .containsEntry("umap.seed", "9")
                .containsEntry("icons.\"mixed4a\".seed", "9");
    }

    @Test
    void whatKilledWritersLeftIsDeleted() throws IOException {
        List<Path> halves = Stream.of(
                        "unfinished.part", "atlas.json.part", "outputs.json.part2", "atlas-mixed4a-3.png.part")
                .map(out()::resolve)
                .toList();
        builder().build();
        for (Path half : halves) {
            Files.writeString(half, "half");
        }
        builder().overviews(true).page(true).build();
        assertThat(halves).noneMatch(Files::exists);
    }

    @Test
    void whatAKilledWriterOfAPageLeftIsDeletedAndTheUsersFilesStay() throws IOException {
        Path page = folder.resolve("page");
        ManifestFolder killed = ManifestFolder.open(page, "page of an atlas");
        Path half = Files.writeString(page.resolve("index.html.part"), "mine");
        Files.writeString(killed.place("index.html"), "whole");
        Files.writeString(killed.place("a/b.js").resolveSibling("b.js.part"), "half");
        ManifestFolder again = ManifestFolder.open(page, "page of an atlas");
        Files.writeString(again.place("index.html"), "whole");
        again.finish();
        assertThat(page.resolve("a")).doesNotExist();
        assertThat(half).hasContent("mine");
        assertThat(page.resolve("page-of-an-atlas")).content().doesNotContain(".part");
    }

    @Test
    void foldersInWhichTheFirstListWasBeingWrittenAreTakenIntoUse() throws IOException {
        Files.createDirectories(out());
        Files.writeString(out().resolve("unfinished.part"), "half");
        Files.writeString(out().resolve("build.lock"), "half");
        Path page = Files.createDirectories(folder.resolve("page"));
        Files.writeString(page.resolve("page-of-an-atlas.part"), "half");
        builder().build().writePageFolder(page);
        assertThat(out().resolve("unfinished.part")).doesNotExist();
        assertThat(page.resolve("page-of-an-atlas.part")).doesNotExist();
    }

    @Test
    void aListThatWasLeftBesideTheAtlasThatItBecameIsDeleted() throws IOException {
        Path kept = folder.resolve("kept");
        builder()
                .onProgress(p -> {
                    if (p.stage() == AtlasProgress.Stage.SAVE && p.done() == 0) {
                        copy(out().resolve("unfinished"), kept);
                    }
                })
                .build();
        Map<String, String> before = files(out());
        copy(kept, out().resolve("unfinished"));
        builder().build();
        assertThat(files(out())).isEqualTo(before);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

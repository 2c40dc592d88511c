package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.activationatlas.internal.build.IconStage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtlasTest {
    @TempDir
    Path folder;

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static void assertSame(Atlas one, Atlas other) {
        assertThat(other.labels()).isEqualTo(one.labels());
        assertThat(other.images()).isEqualTo(one.images());
        assertThat(other.layers()).hasSameSizeAs(one.layers());
        for (int l = 0; l < one.layers().size(); l++) {
            AtlasLayer a = one.layers().get(l);
            AtlasLayer b = other.layers().get(l);
            assertThat(Rows.values(b.activations())).isDeepEqualTo(Rows.values(a.activations()));
            assertThat(b.layout().toArray()).isDeepEqualTo(a.layout().toArray());
            assertThat(b.grids()).hasSameSizeAs(a.grids());
            for (int g = 0; g < a.grids().size(); g++) {
                List<BufferedImage> icons = a.grids().get(g).icons();
                for (int i = 0; i < icons.size(); i++) {
                    assertThat(pixels(b.grids().get(g).icons().get(i))).isEqualTo(pixels(icons.get(i)));
                }
            }
        }
    }

    @Test
    void anAtlasHasEveryLayerAndGridAndTheSameSeedGivesItAgain() {
        AtlasBuilder builder =
                Tiny.atlas().layers("mixed3a", Tiny.LAYER).grids(3, 2).perImage(2);
        Atlas atlas = builder.build();
        assertThat(atlas.layers()).extracting(AtlasLayer::name).containsExactly("mixed3a", Tiny.LAYER);
        assertThat(atlas.layer(Tiny.LAYER).activations().size()).isEqualTo(80);
        for (AtlasLayer layer : atlas.layers()) {
            assertThat(layer.grids()).extracting(g -> g.grid().size()).containsExactly(2, 3);
            for (IconGrid grid : layer.grids()) {
                assertThat(grid.grid().cells()).isNotEmpty();
                assertThat(grid.grid().cells().stream()
                                .mapToInt(GridCell::count)
                                .sum())
                        .isEqualTo(80);
                assertThat(grid.grid().cells().get(0).topClasses(15)).hasSize(15);
                assertThat(grid.icons().get(0).getWidth()).isEqualTo(24);
            }
        }
        assertSame(atlas, builder.build());
    }

    @Test
    void anAtlasThatIsSavedAndLoadedIsTheSame() throws IOException {
        Atlas atlas = Tiny.atlas().layers("mixed3a", Tiny.LAYER).grids(2, 3).build();
        atlas.save(folder.resolve("atlas"));
        Atlas loaded = Atlas.load(folder.resolve("atlas"));
        assertSame(atlas, loaded);
        assertThat(loaded.title()).isEqualTo(atlas.title());
        assertThat(loaded.provenance()).isEqualTo(atlas.provenance());
        try (Stream<Path> files = Files.list(folder.resolve("atlas"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .contains("atlas.json", "layer-0-layout.npy", "layer-1-icons-3.png")
                    .noneMatch(name -> name.endsWith(".part") || name.equals("unfinished"));
        }
    }

    @Test
    void provenanceSaysWhatTheAtlasWasMadeOf() {
        Provenance p = Tiny.atlas().seed(7).build().provenance();
        assertThat(p.modelSha256()).isEqualTo(Tiny.MODEL.sha256());
        assertThat(p.layers()).containsExactly(Tiny.LAYER);
        assertThat(p.images()).isEqualTo(40);
        assertThat(p.seed()).isEqualTo(7);
        assertThat(p.options()).containsEntry("umap.nNeighbors", "8").containsEntry("grids", "[3]");
        assertThat(p.settings().icons()).containsOnlyKeys(Tiny.LAYER);
        assertThat(p.versions()).containsKeys("activation-atlas", "java", "nd4j", "backend", "instructions");
        assertThat(p.seconds()).containsKeys("collect", "layout " + Tiny.LAYER, "icons " + Tiny.LAYER);
    }

    @Test
    void anAtlasIsDrawnAnewFromItsOwnActivationsAndLayout() {
        Atlas first = Tiny.atlas().build();
        Atlas second = Atlas.builder()
                .model(Tiny.MODEL)
                .activations(first.activations())
                .layout(Tiny.LAYER, first.layer(Tiny.LAYER).layout())
                .visualizer(Tiny::icons)
                .grids(3, 4)
                .minPoints(1)
                .build();
        assertThat(second.layer(Tiny.LAYER).layout())
                .isSameAs(first.layer(Tiny.LAYER).layout());
        assertThat(second.layer(Tiny.LAYER).grids()).hasSize(2);
        assertThat(second.provenance().seconds()).doesNotContainKeys("collect", "layout " + Tiny.LAYER);
        assertThat(pixels(second.layer(Tiny.LAYER).grid(3).icons().get(0)))
                .isEqualTo(pixels(first.layer(Tiny.LAYER).grid(3).icons().get(0)));
    }

    @Test
    void overviewAndPageAreWritten() throws IOException {
        Atlas atlas = Tiny.atlas().build();
        Path png = folder.resolve("atlas.png");
        atlas.writeOverview(png, Tiny.LAYER, 3);
        BufferedImage map = ImageIO.read(png.toFile());
        assertThat(map.getWidth()).isEqualTo(72);
        assertThat(map.getHeight()).isEqualTo(72);
        atlas.writePage(folder.resolve("index.html"));
        assertThat(folder.resolve("index.html")).content().contains(Tiny.LAYER);
        atlas.writePageFolder(folder.resolve("page"));
        assertThat(folder.resolve("page/index.html")).content().contains(Tiny.LAYER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> atlas.writeOverview(png, Tiny.LAYER, 5))
                .withMessage("there is no grid of 5; there are [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> atlas.writeOverview(png, "conv0", 3))
                .withMessage("there is no layer 'conv0' in the atlas; there are [mixed4a]");
    }

    @Test
    void coarseIconsStartTheFinerOnes() {
        AtlasLayer both = Tiny.atlas().grids(2, 4).build().layer(Tiny.LAYER);
        AtlasLayer coarseAlone = Tiny.atlas().grids(2).build().layer(Tiny.LAYER);
        AtlasLayer fineAlone = Tiny.atlas().grids(4).build().layer(Tiny.LAYER);
        assertThat(pixels(both.grid(2).icons().get(0)))
                .isEqualTo(pixels(coarseAlone.grid(2).icons().get(0)));
        assertThat(pixels(both.grid(4).icons().get(0)))
                .isNotEqualTo(pixels(fineAlone.grid(4).icons().get(0)));
        List<BufferedImage> starts =
                IconStage.around(both.grid(4).grid(), both.grid(4).grid().cells(), both.grid(2));
        for (int i = 0; i < starts.size(); i++) {
            GridCell fine = both.grid(4).grid().cells().get(i);
            int coarse = both.grid(2).icons().indexOf(starts.get(i));
            assertThat(both.grid(2).grid().cells().get(coarse).column()).isEqualTo(fine.column() / 2);
            assertThat(both.grid(2).grid().cells().get(coarse).row()).isEqualTo(fine.row() / 2);
        }
    }

    @Test
    void showWritesThePageAndSaysWhereItIs() throws IOException {
        Path page = Tiny.atlas().build().show();
        assertThat(page).hasFileName("index.html").content().contains(Tiny.LAYER);
        MoreFiles.deleteRecursively(page.getParent(), RecursiveDeleteOption.ALLOW_INSECURE);
    }

    @Test
    void anAtlasWithTheCosineAndWhiteningIsDrawnToo() {
        Atlas atlas =
                Tiny.atlas().objective(CellObjective.COSINE).whitening(true).build();
        assertThat(atlas.provenance().options())
                .containsEntry("objective", "COSINE")
                .containsEntry("whitening", "true");
    }

    @Test
    void listenersOfTheWholeAndOfItsPartsAreAllCalled() {
        Set<AtlasProgress.Stage> stages = ConcurrentHashMap.newKeySet();
        AtomicInteger epochs = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        Tiny.atlas()
                .onProgress(p -> stages.add(p.stage()))
                .umap(umap -> Tiny.layout(umap.onProgress(p -> epochs.incrementAndGet())))
                .visualizer(icons -> Tiny.icons(icons).onProgress(p -> steps.incrementAndGet()))
                .build();
        assertThat(stages).contains(AtlasProgress.Stage.COLLECT, AtlasProgress.Stage.LAYOUT, AtlasProgress.Stage.ICONS);
        assertThat(epochs.get()).isPositive();
        assertThat(steps.get()).isPositive();
    }

    @Test
    void everyStageReportsProgressUpToItsEnd() throws IOException {
        List<AtlasProgress> reports = Collections.synchronizedList(new ArrayList<>());
        Tiny.atlas()
                .examples(1)
                .saveTo(folder.resolve("atlas"))
                .onProgress(reports::add)
                .build()
                .writePageFolder(folder.resolve("page"), reports::add);
        for (AtlasProgress.Stage stage : AtlasProgress.Stage.values()) {
            List<AtlasProgress> its =
                    reports.stream().filter(p -> p.stage() == stage).toList();
            assertThat(its).isNotEmpty();
            assertThat(its.get(its.size() - 1).done())
                    .isEqualTo(its.get(its.size() - 1).total());
        }
    }

    @Test
    void anInterruptCancelsAndWhatWasCollectedCanBeTakenUpAgain() throws IOException {
        Path out = folder.resolve("atlas");
        AtlasBuilder builder = Tiny.atlas().saveTo(out).onProgress(p -> {
            if (p.stage() == AtlasProgress.Stage.ICONS) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(builder::build).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(out.resolve("unfinished")).exists();
        assertThatExceptionOfType(AtlasFormatException.class)
                .isThrownBy(() -> Atlas.load(out))
                .withMessageContaining("holds no atlas.json, only an unfinished atlas");
        ActivationSet kept = ActivationSet.load(out);
        assertThat(kept.layer(Tiny.LAYER).size()).isEqualTo(40);
        Atlas atlas = Atlas.builder()
                .model(Tiny.MODEL)
                .activations(kept)
                .umap(Tiny::layout)
                .visualizer(Tiny::icons)
                .grids(3)
                .minPoints(1)
                .saveTo(out)
                .build();
        assertSame(atlas, Atlas.load(out));
    }

    @Test
    void whereVectorsAreFewerThanNeighboursEachHasAllOthers() {
        for (int pictures : new int[] {1, 2, 5}) {
            Atlas atlas = Tiny.atlas()
                    .images(Tiny.pictures(pictures))
                    .umap(umap -> umap.nNeighbors(50).nEpochs(5))
                    .build();
            assertThat(atlas.layer(Tiny.LAYER).activations().size()).isEqualTo(pictures);
            assertThat(atlas.provenance().options())
                    .containsEntry("used.nNeighbors", Integer.toString(Math.max(2, pictures)));
        }
    }

    @Test
    void anOutputFolderThatIsNotOursIsRefusedBeforeAnyWork() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "precious");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Atlas.builder().saveTo(folder))
                .withMessage(folder + " is not empty and holds no atlas; name another folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Atlas.builder().saveTo(folder.resolve("thesis.txt")))
                .withMessageEndingWith("thesis.txt is not a folder");
        assertThat(folder.resolve("thesis.txt")).content().isEqualTo("precious");
    }

    @Test
    void anOutputFolderThatCannotBeWrittenIsRefusedBeforeAnyWork() {
        Path inAFile = Path.of("/dev/null/atlas");
        assertThatThrownBy(() -> Atlas.builder().saveTo(inAFile))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/dev/null/atlas cannot be written to");
    }

    @Test
    void aFullDiskIsToldAndWhatWasWrittenBeforeStays() throws IOException {
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(300_000).build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path out = disk.getPath("/atlas");
            assertThatThrownBy(() -> Tiny.atlas()
                            .visualizer(v -> v.size(256).steps(1))
                            .saveTo(out)
                            .build())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("/atlas cannot be written: ");
            assertThat(ActivationSet.load(out).layer(Tiny.LAYER).size()).isEqualTo(40);
            assertThat(out.resolve("atlas.json")).doesNotExist();
        }
    }

    @Test
    void damagedFilesAreTold() throws IOException {
        Path out = folder.resolve("atlas");
        Tiny.atlas().saveTo(out).build();
        Path layout = out.resolve("layer-0-layout.npy");
        byte[] bytes = Files.readAllBytes(layout);
        bytes[bytes.length - 3] ^= 4;
        Files.write(layout, bytes);
        assertThatExceptionOfType(AtlasFormatException.class)
                .isThrownBy(() -> Atlas.load(out))
                .satisfies(e -> assertThat(e.file()).isEqualTo(layout))
                .withMessageContaining("checksum");
        Files.writeString(out.resolve("atlas.json"), "{\"format\": 2, ");
        assertThatExceptionOfType(AtlasFormatException.class)
                .isThrownBy(() -> Atlas.load(out))
                .withMessageContaining("atlas.json is damaged");
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Atlas.builder().build())
                .withMessage("call model(...) before build()");
        assertThatIllegalStateException()
                .isThrownBy(() -> Atlas.builder().model(Tiny.MODEL).build())
                .withMessage("call images(...) or activations(...) before build()");
        assertThatIllegalStateException()
                .isThrownBy(() -> Atlas.builder()
                        .model(Tiny.MODEL)
                        .images(Tiny.pictures(1))
                        .build())
                .withMessage("call layers(...) with at least one layer before build()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tiny.atlas().layers("fire8").build())
                .withMessageStartingWith("there is no layer 'fire8'; the network has ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Atlas.builder().grids(20, 0))
                .withMessage("grids must be between 1 and 1000, but one was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Atlas.builder().minPoints(0))
                .withMessage("minPoints must be at least 1, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Atlas.builder().threads(0))
                .withMessage("threads must be between 1 and 1024, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Atlas.builder().perImage(-1))
                .withMessage("perImage must be between 1 and 10000, but was -1");
    }
}

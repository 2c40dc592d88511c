package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.inversion.Transforms;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** What a later stage cannot do is found before the first begins. */
class BuildChecksTest {
    /** Five convolutions without padding, each with a stride of 2: the last has nothing of pictures below 63. */
    private static final VisionModel DEEP = deep();

    private final AtomicInteger opened = new AtomicInteger();

    private static VisionModel deep() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("image", DataType.FLOAT, -1, 127, 127, 3);
        for (int i = 0; i < 5; i++) {
            SDVariable w = graph.constant("w" + i, Nd4j.rand(DataType.FLOAT, 3, 3, i == 0 ? 3 : 4, 4));
            x = graph.cnn()
                    .conv2d(
                            "deep" + i,
                            x,
                            w,
                            Conv2DConfig.builder()
                                    .kH(3)
                                    .kW(3)
                                    .sH(2)
                                    .sW(2)
                                    .dataFormat("NHWC")
                                    .build());
        }
        graph.setOutputs(x.mean("logits", false, 1, 2).name());
        return SameDiffModels.of(
                graph,
                Preprocessing.builder()
                        .size(127)
                        .layout(Preprocessing.Layout.CHANNELS_LAST)
                        .build());
    }

    private ImageSource pictures(int count) {
        return ImageSource.generated(count, i -> {
            opened.incrementAndGet();
            return Tiny.picture(i);
        });
    }

    /** A layout of as many points. */
    private static Layout layout(int points) {
        return Layout.ofPoints(new float[points][2]);
    }

    private static Arguments of(String message, UnaryOperator<AtlasBuilder> change) {
        return Arguments.of(message, change);
    }

    static Stream<Arguments> impossible() {
        ActivationSet narrow = ActivationSet.of(Tiny.LAYER, new float[40][3]);
        return Stream.of(
                of(
                        "size is 30, but layer 'deep4' needs ",
                        b -> b.model(DEEP)
                                .layers("deep0", "deep4")
                                .visualizer(v -> v.size(30).steps(1))),
                of("there is no class 15: the network has 15", b -> b.ofClass(15, ClassFilter.byRank())),
                of("there is no class 99: the network has 15", b -> b.compare(0, 99, ClassFilter.byRank())),
                of("no cell can hold 50 points: 40 images at 1 positions each give 40", b -> b.minPoints(50)),
                of("layer 'mixed4a' is named twice", b -> b.layers("mixed4a", "conv0", "mixed4a")),
                of("there is no layer 'nope'", b -> b.layers("conv0", "nope")),
                of(
                        "there is a layout for layer 'conv0', which is not among [mixed4a]",
                        b -> b.layout("conv0", layout(3))),
                of(
                        "the layout of layer 'mixed4a' has 41 points, but there are 40 vectors",
                        b -> b.layout(Tiny.LAYER, layout(41))),
                of(
                        "the activations of 20000000 positions take ",
                        b -> b.images(Tiny.pictures(200_000)).perImage(10_000)),
                of(
                        "there are 3000000000 positions, more than the 2147483647 of a layer",
                        b -> b.images(Tiny.pictures(300_000)).perImage(10_000)),
                of("minDist must be between 0 and spread", b -> b.umap(u -> u.minDist(9))),
                of(
                        "the activations of layer 'mixed4a' have 3 values each, but the network gives ",
                        b -> b.activations(narrow)),
                of("layer 'conv0' was not collected", b -> b.activations(narrow).layers("conv0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void isRefusedBeforeAPictureIsOpened(String message, UnaryOperator<AtlasBuilder> change) throws IOException {
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
            Path out = disk.getPath("/new/atlas");
            AtlasBuilder builder =
                    change.apply(Tiny.atlas().images(pictures(40)).saveTo(out));
            assertThat(catchThrowable(builder::build))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(message);
            assertThat(opened).hasValue(0);
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void aDiskThatIsTooSmallForTheActivationsIsToldBeforeAPictureIsOpened() throws IOException {
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(300_000).build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path out = disk.getPath("/atlas");
            AtlasBuilder builder = Tiny.atlas().images(pictures(4000)).saveTo(out);
            assertThat(catchThrowable(builder::build))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageMatching(
                            "/atlas cannot be written: activations take at least .* MB, but only .* kB are free");
            assertThat(opened).hasValue(0);
        }
    }

    /** Thirty gigabytes, of which one and a half are on the heap at a time. */
    @Test
    void whatIsSavedMayBeLargerThanTheHeap() throws IOException {
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(300_000).build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            AtlasBuilder builder =
                    Tiny.atlas().images(pictures(4000)).perImage(10_000).saveTo(disk.getPath("/atlas"));
            assertThat(catchThrowable(builder::build))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageMatching(
                            "/atlas cannot be written: activations take at least .* GB, but only .* kB are free");
            assertThat(opened).hasValue(0);
        }
    }

    @Test
    void aDiskThatIsTooSmallForAPageIsToldBeforeItIsWritten() throws IOException {
        Configuration small =
                Configuration.unix().toBuilder().setMaxSize(20_000).build();
        Atlas atlas = Tiny.atlas()
                .visualizer(v -> v.size(256).steps(1).transforms(Transforms.NONE))
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path out = disk.getPath("/page");
            assertThat(catchThrowable(() -> atlas.writePageFolder(out)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("/page cannot be written: icons and classes take at least ");
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void aGridWithoutACellIsFoundBeforeAnIconOfAnyLayer() {
        AtomicInteger icons = new AtomicInteger();
        AtlasBuilder builder = Tiny.atlas()
                .layers("conv0", Tiny.LAYER)
                .images(pictures(40))
                .layout("conv0", layout(40))
                .grids(300)
                .minPoints(30)
                .onProgress(p -> {
                    if (p.stage() == AtlasProgress.Stage.ICONS) {
                        icons.incrementAndGet();
                    }
                });
        assertThat(catchThrowable(builder::build)).hasMessageStartingWith("no cell of the grid of 300 x 300 holds 30");
        assertThat(icons).hasValue(0);
    }

    @Test
    void picturesThatAreNotThereAreTold() {
        ImageSource none = new ImageSource() {
            @Override
            public int size() {
                return 0;
            }

            @Override
            public String id(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public java.awt.image.BufferedImage open(int index) {
                throw new IndexOutOfBoundsException(index);
            }
        };
        assertThat(catchThrowable(() -> Tiny.atlas().images(none).build())).hasMessage("there are no images");
        assertThat(catchThrowable(() -> ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER)
                        .build()
                        .collect(none)))
                .hasMessage("there are no images");
        assertThat(catchThrowable(() -> io.github.activationatlas.shortcuts.PatchExperiment.builder(Tiny.MODEL, 1)
                        .build()
                        .run(Tiny.picture(1), none)))
                .hasMessage("there are no images");
    }

    @Test
    void iconsWhoseSizeIsNotSetAreAsLargeAsTheirLayerNeeds() {
        Atlas atlas = Atlas.builder()
                .model(DEEP)
                .layers("deep0", "deep4")
                .images(pictures(20))
                .umap(Tiny::layout)
                .visualizer(v -> v.steps(1))
                .grids(1)
                .build();
        assertThat(atlas.layer("deep0").grid(1).icons().get(0).getWidth()).isEqualTo(80);
        int size = atlas.layer("deep4").grid(1).icons().get(0).getWidth();
        assertThat(size).isGreaterThan(80);
        var icons = atlas.provenance().settings().icons();
        assertThat(icons.get("deep0").toString()).contains("size=80");
        assertThat(icons.get("deep4").toString()).contains("size=" + size);
    }

    @Test
    void bytesAreSaidAsPeopleSayThem() {
        assertThat(Stream.of(0L, 999L, 1000L, 123_456L, 6_040_000_000L, Long.MAX_VALUE)
                        .map(DiskSpace::format))
                .containsExactly("0 bytes", "999 bytes", "1.0 kB", "123 kB", "6.0 GB", "9.2 EB");
    }
}

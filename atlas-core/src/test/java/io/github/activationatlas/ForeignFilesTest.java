package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.activationatlas.export.AtlasTables;
import io.github.activationatlas.figures.AtlasFigure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No writer replaces or deletes what it did not write. */
class ForeignFilesTest {
    private static Atlas atlas;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        atlas = Tiny.atlas().build();
    }

    private Path precious(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"atlas.json", "unfinished", "activations.json", "layer-0-layout.npy", "collected-0/x"})
    void aFolderThatLooksLikeAnAtlasByANameAloneIsRefused(String name) throws IOException {
        Path mongo = precious("mongo/" + name);
        Path other = precious("mongo/thesis.txt");
        Path out = folder.resolve("mongo");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tiny.atlas().saveTo(out))
                .withMessage(out + " is not empty and holds no atlas; name another folder");
        assertThatIllegalArgumentException().isThrownBy(() -> atlas.save(out));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> atlas.activations().save(out));
        assertThat(mongo).hasContent("precious");
        assertThat(other).hasContent("precious");
    }

    @Test
    void theUsersFilesInAnAtlassFolderStay() throws IOException {
        Path out = folder.resolve("atlas");
        Tiny.atlas().saveTo(out).build();
        Path[] files = {
            precious("atlas/notes.txt"),
            precious("atlas/map.png"),
            precious("atlas/overview.png.part"),
            precious("atlas/my.npy.part"),
            precious("atlas/collected-0/notes.txt"),
            precious("atlas/classes/notes.txt"),
            precious("atlas/layer-0-notes.txt")
        };
        Tiny.atlas().seed(2).images(Tiny.pictures(30)).saveTo(out).build();
        atlas.save(out);
        atlas.writeOverview(out.resolve("overview.png"), Tiny.LAYER, 3);
        for (Path file : files) {
            assertThat(file).hasContent("precious");
        }
        assertThat(Atlas.load(out).images()).hasSize(40);
    }

    @Test
    void linksInAnAtlassFolderAreNotFollowed() throws IOException {
        Path out = folder.resolve("atlas");
        atlas.save(out);
        Path archive = folder.resolve("archive.npy");
        Files.move(out.resolve("layer-0-layout.npy"), archive);
        byte[] before = Files.readAllBytes(archive);
        Files.createSymbolicLink(out.resolve("layer-0-layout.npy"), archive);
        Path photos = precious("photos/activations.json").getParent();
        Files.createSymbolicLink(out.resolve("activations-0000"), photos);
        Tiny.atlas().seed(2).saveTo(out).build();
        assertThat(Atlas.load(out).provenance().seed()).isEqualTo(2);
        assertThat(archive).hasBinaryContent(before);
        assertThat(photos.resolve("activations.json")).hasContent("precious");
    }

    @Test
    void aLinkToAFolderIsBuiltInto() throws IOException {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), disk);
        Tiny.atlas().saveTo(link).build().writePageFolder(link.resolve("page"));
        Tiny.atlas().saveTo(link).build().writePageFolder(link.resolve("page"));
        assertThat(Atlas.load(disk).images()).hasSize(40);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        Path pages = Files.createSymbolicLink(folder.resolve("pages"), disk.resolve("page"));
        atlas.writePageFolder(pages);
        assertThat(disk.resolve("page/index.html")).exists();
    }

    @Test
    void theUsersFilesInAPagesFolderStay() throws IOException {
        Path page = folder.resolve("page");
        atlas.writePageFolder(page);
        Path[] files = {
            precious("page/classes/notes.js"),
            precious("page/icons/a.png"),
            precious("page/tiles/old.jpg"),
            precious("page/CNAME"),
            precious("page/index.html.part")
        };
        atlas.writePageFolder(page);
        for (Path file : files) {
            assertThat(file).hasContent("precious");
        }
        assertThat(page.resolve("index.html")).content().contains("<html");
    }

    @Test
    void aFolderWithSomethingElseGetsNoTablesAndTablesAreReplacedByTables() throws IOException {
        Path cells = precious("mine/cells.csv");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasTables.write(atlas, cells.getParent()))
                .withMessage(cells.getParent() + " is not empty and holds no tables of an atlas; name another folder");
        assertThat(cells).hasContent("precious");
        Path out = folder.resolve("new/tables");
        AtlasTables.write(atlas, out);
        Path notes = precious("new/tables/analysis.ipynb");
        String before = Files.readString(out.resolve("cells.csv"));
        Files.writeString(out.resolve("cells.csv"), "half");
        AtlasTables.write(atlas, out);
        assertThat(out.resolve("cells.csv")).hasContent(before);
        assertThat(notes).hasContent("precious");
    }

    @Test
    void aPictureHasTheFormatOfItsEndingOrIsRefused() throws IOException {
        AtlasFigure figure = AtlasFigure.of(atlas).cellSize(20);
        for (String ending : new String[] {"png", "PNG", "jpg", "Jpeg"}) {
            Path map = folder.resolve("new/map." + ending);
            atlas.writeOverview(map, Tiny.LAYER, 3);
            assertThat(format(map)).isEqualTo(ending.startsWith("j") || ending.startsWith("J") ? "JPEG" : "png");
            Path drawn = folder.resolve("figure." + ending);
            figure.write(drawn);
            assertThat(format(drawn)).isEqualTo(format(map));
        }
        figure.write(folder.resolve("figure.SVG"));
        assertThat(folder.resolve("figure.SVG")).content().contains("<svg");
        for (String ending : new String[] {"map.gif", "map", "map.webp", "map.svgz", "png"}) {
            Path file = folder.resolve("refused/" + ending);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> atlas.writeOverview(file, Tiny.LAYER, 3))
                    .withMessageContaining(ending + " should end with .png, .jpg or .jpeg");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> figure.write(file))
                    .withMessageContaining(ending + " should end with .png, .jpg, .jpeg or .svg");
        }
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    private static String format(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            return ImageIO.getImageReaders(in).next().getFormatName();
        }
    }

    @Test
    void aBuildThatFailsBeforeAnythingIsMadeLeavesNothing() throws IOException {
        Path out = folder.resolve("new/atlas");
        AtlasBuilder builder = Tiny.atlas().saveTo(out);
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> builder.layers("fire8").build()).hasMessageContaining("fire8");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> Tiny.atlas()
                        .saveTo(out)
                        .images(ImageSource.generated(3, i -> {
                            throw new IllegalStateException("torn");
                        }))
                        .build())
                .hasMessageContaining("none of 3 images could be read");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws IOException {
        Path file = precious("file");
        Path map = file.resolve("map.png");
        assertThatThrownBy(() -> atlas.writeOverview(map, Tiny.LAYER, 3))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + map + ": " + file + " is not a folder");
        Path svg = file.resolve("map.svg");
        assertThatThrownBy(() -> AtlasFigure.of(atlas).write(svg))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + svg + ": " + file + " is not a folder");
        Path page = Files.createDirectory(folder.resolve("page.html"));
        assertThatThrownBy(() -> atlas.writePage(page))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + page + ": it is a folder");
        assertThatThrownBy(() -> atlas.writePageFolder(file.resolve("page")))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file.resolve("page") + ": " + file + " is not a folder");
        assertThatThrownBy(() -> Tiny.atlas().saveTo(file.resolve("atlas")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(file.resolve("atlas") + " cannot be written to: " + file + " is not a folder");
    }

    @Test
    void aFullDiskIsToldByEveryWriterAndWhatWasThereStays() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setBlockSize(512)
                .setMaxSize(65_536)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path map = Files.writeString(disk.getPath("/map.png"), "before");
            Files.write(disk.getPath("/filler"), new byte[60_000]);
            for (Writer writer : new Writer[] {
                () -> ImageFileWriter.write(new BufferedImage(6000, 6000, BufferedImage.TYPE_INT_RGB), map),
                () -> atlas.writePage(disk.getPath("/page.html")),
                () -> atlas.writePageFolder(disk.getPath("/page")),
                () -> AtlasTables.write(atlas, disk.getPath("/tables")),
                () -> atlas.save(disk.getPath("/atlas")),
                () -> AtlasFigure.of(atlas).write(disk.getPath("/figure.svg"))
            }) {
                assertThatThrownBy(writer::write)
                        .isInstanceOf(IOException.class)
                        .hasMessageMatching("cannot write /[\\w./-]+: out of disk space")
                        .hasMessageNotContaining("part");
            }
            assertThat(map).content().isEqualTo("before");
            assertThat(disk.getPath("/page.html")).doesNotExist();
            try (Stream<Path> files = Files.walk(disk.getPath("/"))) {
                assertThat(files).noneMatch(file -> file.toString().contains("part"));
            }
        }
    }

    private interface Writer {
        void write() throws IOException;
    }
}

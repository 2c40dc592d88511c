package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.models.ImageFileReader;
import io.github.activationatlas.models.UnreadableImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    Path folder;

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Files.write(folder.resolve(name), new byte[] {1});
        }
    }

    private static String warnings(ThrowingRunnable work) throws IOException {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private interface ThrowingRunnable {
        void run() throws IOException;
    }

    @Test
    void everyEndingOfAPictureThatTheJdkReadsIsTaken() throws IOException {
        touch("a.jpg", "b.JPEG", "c.jpe", "d.JFIF", "e.png", "f.gif", "g.bmp", "h.tif", "i.tiff", "j.txt", "k", "jpg");
        ImageSource source = ImageSource.directory(folder);
        assertThat(IntStream.range(0, source.size()).mapToObj(source::id))
                .containsExactly("a.jpg", "b.JPEG", "c.jpe", "d.JFIF", "e.png", "f.gif", "g.bmp", "h.tif", "i.tiff");
    }

    @Test
    void picturesWithoutAReaderAreCountedAndNamedOnce() throws IOException {
        touch("a.jpg", "b.heic", "c.HEIC", "d.avif", "e.jp2", "f.ppm");
        String said =
                warnings(() -> assertThat(ImageSource.directory(folder).size()).isEqualTo(1));
        assertThat(said.lines().filter(line -> line.contains("Left out"))).hasSize(1);
        assertThat(said).contains("no ImageIO plug-in on the class path reads: 1 .avif, 2 .heic, 1 .jp2, 1 .ppm");
    }

    @Test
    void aFolderOfNothingElseSaysSo() throws IOException {
        touch("b.heic", "c.webp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSource.directory(folder))
                .withMessage(folder
                        + " holds no images that can be read; no ImageIO plug-in on the class path reads these:"
                        + " 1 .heic, 1 .webp");
    }

    @Test
    void aFoldersPicturesAreOpenedByTheReaderThatIsGiven() throws IOException {
        ImageIO.write(Tiny.picture(0), "png", folder.resolve("a.png").toFile());
        ImageSource source =
                ImageSource.directory(folder, ImageFileReader.standard().maxPixels(100));
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> source.open(0))
                .withMessageContaining("more than the limit of 100");
    }
}

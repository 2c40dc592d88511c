package io.github.activationatlas.models.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.models.ImageFileReader;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeImagesTest {
    @TempDir
    Path folder;

    /** A PNG whose pixel at (x, y) is red x / 64, green y / 64, blue 7, without the picture ever being in memory. */
    private Path png(String name, int width, int height) throws IOException {
        ByteArrayOutputStream samples = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(samples, new Deflater(Deflater.BEST_SPEED), 1 << 16)) {
            byte[] row = new byte[1 + 3 * width];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    row[1 + 3 * x] = (byte) (x / 64);
                    row[2 + 3 * x] = (byte) (y / 64);
                    row[3 + 3 * x] = 7;
                }
                out.write(row);
            }
        }
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
            out.write(MadePng.chunk("IHDR", header.put((byte) 8).put((byte) 2).array()));
            out.write(MadePng.chunk("IDAT", samples.toByteArray()));
            out.write(MadePng.chunk("IEND", new byte[0]));
        }
        return file;
    }

    @Test
    void aPictureOfMoreThanSixteenMegapixelsIsSubsampledWhileItIsDecoded() throws IOException {
        BufferedImage image = Images.read(png("large.png", 6001, 4000));
        assertThat(image.getWidth()).isEqualTo(3001);
        assertThat(image.getHeight()).isEqualTo(2000);
        assertThat(image.getRGB(1000, 777) & 0xFFFFFF).isEqualTo(2000 / 64 << 16 | 1554 / 64 << 8 | 7);
        assertThat(image.getRGB(3000, 1999) & 0xFFFFFF).isEqualTo(6000 / 64 << 16 | 3998 / 64 << 8 | 7);
    }

    @Property(tries = 200)
    void theStepIsTheSmallestThatIsEnough(
            @ForAll @IntRange(min = 1, max = 70_000) int width, @ForAll @IntRange(min = 1, max = 70_000) int height) {
        int step = ImageDecoder.step(width, height);
        assertThat(pixels(width, height, step)).isLessThanOrEqualTo(16_000_000);
        assertThat(step == 1 || pixels(width, height, step - 1) > 16_000_000).isTrue();
    }

    private static long pixels(long width, long height, int step) {
        return (width + step - 1) / step * ((height + step - 1) / step);
    }

    @Test
    void theLimitOfDeclaredPixelsIsAnOption() throws IOException {
        Path file = png("small.png", 100, 50);
        ImageFileReader reader = ImageFileReader.standard();
        assertThat(reader.maxPixels(5000).read(file).getWidth()).isEqualTo(100);
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> reader.maxPixels(4999).read(file))
                .withMessageEndingWith("small.png declares 100 x 50 pixels, more than the limit of 4999");
        for (long wrong : new long[] {0, -1, 1L << 31}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> reader.maxPixels(wrong))
                    .withMessage("maxPixels must be between 1 and 2147483647, but was " + wrong);
        }
    }

    /** What the next test runs in a JVM with little memory. */
    static final class Main {
        private Main() {}

        public static void main(String[] files) {
            Preprocessing input = Preprocessing.builder().size(64).build();
            for (String file : files) {
                try {
                    float[] square = Images.toSquare(Images.read(Path.of(file)), input);
                    System.out.println(square.length);
                } catch (IOException | UnreadableImageException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    /** Whole, the first takes 72 MB of bytes and 96 of pixels; the second is below the limit, and is read whole or not at all. */
    @Test
    void aPictureThatIsTooLargeForTheMemoryIsNamedAndTheNextIsRead() throws IOException, InterruptedException {
        Path large = png("large.png", 6000, 4000);
        Path whole = png("whole.png", 4000, 3990);
        Path small = png("small.png", 80, 80);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx80m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        large.toString(),
                        whole.toString(),
                        small.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said.lines())
                .containsExactly(
                        "12288", whole + " needs more memory than the JVM has left; give it more with -Xmx", "12288");
    }
}

package io.github.activationatlas.models.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged picture is an error that names file and reason; none is taken as good, none takes long. */
class DamagedTest {
    /** Generous, for machines that do other things too; a hang is what this finds. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @ParameterizedTest(name = "{0}, luma {1} x {2}, progressive {3}")
    @CsvSource({
        "RGB, 1, 1, false", "RGB, 2, 1, false", "RGB, 1, 2, false", "RGB, 2, 2, false", "RGB, 4, 1, false",
        "RGB, 1, 1, true", "RGB, 2, 1, true", "RGB, 2, 2, true", "GREY, 1, 1, false", "GREY, 1, 1, true"
    })
    void aTruncatedJpegIsAnError(String color, int across, int down, boolean progressive) throws IOException {
        int type = color.equals("RGB") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
        byte[] jpeg = MadeJpeg.bytes(MadeJpeg.slopes(160, 120, type), across, down, progressive);
        assertThat(Images.read(write("whole.jpg", jpeg)).getWidth()).isEqualTo(160);
        List<Integer> taken = new ArrayList<>();
        for (int part = 1; part <= 25; part++) {
            Path file = write("cut.jpg", Arrays.copyOf(jpeg, jpeg.length * part / 26));
            try {
                Images.read(file);
                taken.add(part);
            } catch (UnreadableImageException e) {
                assertThat(e).hasMessageContaining("cut.jpg is damaged: ");
            }
        }
        assertThat(taken).as("parts of 26 that were taken as whole").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"jpeg, 24", "png, 20", "gif, 6", "bmp, 6", "tiff, 6"})
    void aFileThatEndsWithinItsHeaderSaysSo(String format, int length) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ImageIO.write(MadeJpeg.slopes(16, 12, BufferedImage.TYPE_INT_RGB), format, whole);
        Path file = write("cut." + format, Arrays.copyOf(whole.toByteArray(), length));
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(file))
                .withMessage(file + " is damaged: it ends within its header");
    }

    @Test
    void aFilledUpLastBlockIsNoDamageButLostBytesAre() throws IOException {
        byte[] jpeg = MadeJpeg.bytes(MadeJpeg.slopes(160, 120, BufferedImage.TYPE_INT_RGB), 2, 2, false);
        byte[] filled = Arrays.copyOf(jpeg, jpeg.length + 9);
        Arrays.fill(filled, jpeg.length - 2, jpeg.length + 7, (byte) 0);
        filled[filled.length - 2] = (byte) 0xFF;
        filled[filled.length - 1] = (byte) 0xD9;
        assertThat(Images.read(write("filled.jpg", filled)).getHeight()).isEqualTo(120);
        byte[] more = Arrays.copyOf(filled, filled.length);
        for (int i = 0; i < 9; i++) {
            more[jpeg.length - 2 + i] = (byte) (40 + i);
        }
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(write("more.jpg", more)))
                .withMessageContaining("more.jpg is damaged: Corrupt JPEG data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "tiff"})
    void aTruncatedPictureOfAnotherFormatIsAnError(String format) throws IOException {
        byte[] whole = written(format);
        int[] pixels = pixels(Images.read(write("whole." + format, whole)));
        for (int part = 0; part < 25; part++) {
            Path file = write("cut." + format, Arrays.copyOf(whole, whole.length * part / 26));
            try {
                assertThat(pixels(Images.read(file))).isEqualTo(pixels);
            } catch (UnreadableImageException e) {
                assertThat(e).hasMessageContaining("cut." + format + " is ");
            }
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static byte[] written(String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BufferedImage slopes = MadeJpeg.slopes(70, 50, BufferedImage.TYPE_INT_RGB);
        BufferedImage indexed = new BufferedImage(70, 50, BufferedImage.TYPE_BYTE_INDEXED);
        indexed.createGraphics().drawImage(slopes, 0, 0, null);
        ImageIO.write(format.equals("gif") ? indexed : slopes, format, bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
    void twoHundredMutatedFilesNeitherEndNorHoldUpTheWork(String format) throws IOException {
        byte[] whole = written(format);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] mutated = whole.clone();
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(random.nextBoolean() ? 60 : mutated.length);
                mutated[at] = (byte) (random.nextInt(3) == 0 ? 255 : random.nextInt(256));
            }
            Path file = write("mutated." + format, mutated);
            assertTimeoutPreemptively(LIMIT, () -> {
                try {
                    Images.read(file);
                } catch (UnreadableImageException e) {
                    assertThat(e.getMessage()).contains("mutated." + format);
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "png, 60000, 60000", "png, 2000000000, 1", "png, 1, 2000000000", "jpeg, 60000, 60000", "jpeg, 65500, 3000",
        "gif, 60000, 60000", "bmp, 60000, 60000", "bmp, 2000000000, 1", "bmp, 1, -2000000000", "tiff, 60000, 60000",
        "tiff, 65535, 3000"
    })
    void aSizeThatAFileOnlyDeclaresIsRefusedAtOnce(String format, int width, int height) throws IOException {
        byte[] bytes = written(format);
        ByteBuffer file = ByteBuffer.wrap(bytes);
        switch (format) {
            case "png" -> {
                byte[] header = ByteBuffer.allocate(13)
                        .put(bytes, 16, 13)
                        .putInt(0, width)
                        .putInt(4, height)
                        .array();
                file.put(8, MadePng.chunk("IHDR", header));
            }
            case "jpeg" -> {
                int frame = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00C0");
                file.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
            }
            case "gif" ->
                file.order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) width).putShort(8, (short) height);
            case "bmp" -> file.order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
            default -> {
                byte[] strip = new byte[300];
                bytes = MadeTiff.bytes(
                        ByteOrder.BIG_ENDIAN, width, height, 1, new int[] {8}, strip, java.util.Map.of());
            }
        }
        Path path = write("declared." + format, bytes);
        assertTimeoutPreemptively(
                LIMIT,
                () -> assertThatExceptionOfType(UnreadableImageException.class)
                        .isThrownBy(() -> Images.read(path))
                        .withMessageMatching("(?s).*declared." + format + " (declares|is damaged|is truncated).*"));
    }

    @Test
    void aPngWithAWrongChecksumIsDamaged() throws IOException {
        byte[] png = written("png");
        png[png.length - 20] ^= 1;
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(write("crc.png", png)))
                .withMessageEndingWith("crc.png is damaged: the checksum of a chunk is wrong");
    }

    @Test
    void emptyAndForeignFilesAreNamed() throws IOException {
        Path empty = write("empty.jpg", new byte[0]);
        Path page = write("page.jpg", "<html>404</html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(empty))
                .withMessageEndingWith("empty.jpg is empty");
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(page))
                .withMessageEndingWith("page.jpg is not of a format that ImageIO knows");
    }

    /** Kinds of JPEG that are not damaged, but not known. */
    @ParameterizedTest
    @CsvSource({"0xC1, 12, 12 bits a sample", "0xC3, 8, process 3", "0xC9, 8, process 9"})
    void aRareKindOfJpegIsNotCalledDamaged(String marker, int precision, String reason) throws IOException {
        byte[] jpeg = MadeJpeg.bytes(MadeJpeg.slopes(16, 16, BufferedImage.TYPE_INT_RGB), 1, 1, false);
        int frame = new String(jpeg, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\u00FF\u00C0");
        jpeg[frame + 1] = (byte) (int) Integer.decode(marker);
        jpeg[frame + 4] = (byte) precision;
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(write("rare.jpg", jpeg)))
                .withMessageContaining("rare.jpg is a JPEG ")
                .withMessageContaining(reason);
    }
}

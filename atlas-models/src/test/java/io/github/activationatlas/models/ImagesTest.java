package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
    @TempDir
    Path folder;

    /** A wide picture with a red upper left corner and a blue upper right one. */
    private static BufferedImage corners() {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 64, 32);
        g.setColor(Color.RED);
        g.fillRect(0, 0, 16, 16);
        g.setColor(Color.BLUE);
        g.fillRect(48, 0, 16, 16);
        g.dispose();
        return image;
    }

    private static byte[] jpeg(int orientation) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(corners(), "jpeg", plain);
        byte[] bytes = plain.toByteArray();
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xFFE1)
                .putShort((short) 34)
                .put("Exif\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        exif.putShort((short) 0x4D4D).putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        byte[] turned = new byte[bytes.length + 36];
        System.arraycopy(bytes, 0, turned, 0, 2);
        System.arraycopy(exif.array(), 0, turned, 2, 36);
        System.arraycopy(bytes, 2, turned, 38, bytes.length - 2);
        return turned;
    }

    private static String corner(BufferedImage image, int x, int y) {
        Color c = new Color(image.getRGB(x, y));
        return c.getRed() > 200 && c.getBlue() > 200 ? "white" : c.getRed() > 150 ? "red" : "blue";
    }

    /** Which corner, left or right and top or bottom, the stored picture's red and blue ones come to (Exif 2.32, section 4.6.4). */
    @ParameterizedTest
    @CsvSource({
        "1, lt, rt",
        "2, rt, lt",
        "3, rb, lb",
        "4, lb, rb",
        "5, lt, lb",
        "6, rt, rb",
        "7, rb, rt",
        "8, lb, lt",
        "9, lt, rt"
    })
    void aPictureStandsUprightAsItsExifDataSays(int orientation, String red, String blue) throws IOException {
        Path file = Files.write(folder.resolve("photo.jpg"), jpeg(orientation));
        BufferedImage image = Images.read(file);
        boolean turned = orientation >= 5 && orientation <= 8;
        assertThat(image.getWidth()).isEqualTo(turned ? 32 : 64);
        for (String where : List.of("lt", "rt", "lb", "rb")) {
            int x = where.charAt(0) == 'l' ? 4 : image.getWidth() - 5;
            int y = where.charAt(1) == 't' ? 4 : image.getHeight() - 5;
            assertThat(corner(image, x, y))
                    .as(where)
                    .isEqualTo(where.equals(red) ? "red" : where.equals(blue) ? "blue" : "white");
        }
    }

    @Test
    void filesThatCannotBeReadAreTold() throws IOException {
        Path text = Files.writeString(folder.resolve("text.webp"), "RIFF....WEB");
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(text))
                .withMessageEndingWith("text.webp is not of a format that ImageIO knows");
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(corners(), "png", png);
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png.toByteArray(), 60));
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(cut))
                .withMessageContaining("cut.png is damaged")
                .satisfies(e -> {
                    assertThat(e.file()).isEqualTo(cut);
                    assertThat(e.reason()).startsWith("is damaged: ");
                });
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Images.read(folder.resolve("none.png")));
    }

    @Test
    void theMiddleSquareIsTakenOrTheWholePicture() {
        Preprocessing.Builder input = Preprocessing.builder().size(8);
        float[] middle = Images.toSquare(corners(), input.build());
        float[] whole =
                Images.toSquare(corners(), input.crop(Preprocessing.Crop.RESIZE).build());
        assertThat(middle[1]).isCloseTo(1f, within(0.01f));
        assertThat(Arrays.copyOf(whole, 3)).containsExactly(new float[] {1, 0, 0}, within(0.01f));
        assertThat(Arrays.copyOfRange(whole, 21, 24)).containsExactly(new float[] {0, 0, 1}, within(0.01f));
    }

    @Test
    void aGreyNetworkGetsTheLuma() {
        float[] grey = Images.toSquare(
                corners(),
                Preprocessing.builder()
                        .size(8)
                        .channels(1)
                        .crop(Preprocessing.Crop.RESIZE)
                        .build());
        assertThat(grey).hasSize(64);
        assertThat(grey[0]).isCloseTo(0.299f, within(0.01f));
    }

    @Test
    void numbersBecomeAPictureAndBack() {
        float[] values = {0, 0.5f, 1, 2, -1, 0.25f};
        BufferedImage image = Images.toImage(values, 0, 1, 2);
        assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0x0080FF);
        assertThat(image.getRGB(1, 0) & 0xFFFFFF).isEqualTo(0xFF0040);
    }
}

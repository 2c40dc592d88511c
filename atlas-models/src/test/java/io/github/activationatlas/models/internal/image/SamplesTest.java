package io.github.activationatlas.models.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.UnreadableImageException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture's samples become RGB as they are: neither a profile, nor Java2D's linear grey, nor transparency changes them. */
class SamplesTest {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 9;

    @TempDir
    Path folder;

    private int[] read(String name, byte[] bytes) throws IOException {
        return pixels(Images.read(Files.write(folder.resolve(name), bytes)));
    }

    private static int[] pixels(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).map(rgb -> rgb & 0xFFFFFF).toArray();
    }

    private static int[] random(int count, int depth) {
        return new Random(7).ints(count, 0, 1 << depth).toArray();
    }

    private static int grey(int value) {
        return value * 0x010101;
    }

    static Stream<Arguments> kindsOfPng() {
        Map<Integer, List<Integer>> depths = Map.of(
                0,
                List.of(1, 2, 4, 8, 16),
                2,
                List.of(8, 16),
                3,
                List.of(1, 2, 4, 8),
                4,
                List.of(8, 16),
                6,
                List.of(8, 16));
        List<Arguments> kinds = new ArrayList<>();
        depths.forEach((type, bits) -> bits.forEach(depth -> {
            for (boolean interlaced : new boolean[] {false, true}) {
                for (boolean transparent : new boolean[] {false, true}) {
                    if (!transparent || type < 4) {
                        kinds.add(Arguments.of(type, depth, interlaced, transparent));
                    }
                }
            }
        }));
        return kinds.stream();
    }

    @ParameterizedTest(name = "colour type {0}, {1} bits, interlaced {2}, transparent colour {3}")
    @MethodSource("kindsOfPng")
    void everyKindOfPngKeepsItsSamples(int type, int depth, boolean interlaced, boolean transparent)
            throws IOException {
        MadePng png = new MadePng(WIDTH, HEIGHT, depth, type, interlaced);
        int[] samples = random(WIDTH * HEIGHT * png.channels(), depth);
        byte[] table = new byte[3 << Math.min(depth, 8)];
        new Random(8).nextBytes(table);
        List<byte[]> chunks = new ArrayList<>();
        if (type == 3) {
            chunks.add(MadePng.chunk("PLTE", table));
        }
        if (transparent) {
            ByteBuffer color = ByteBuffer.allocate(2 * png.channels());
            for (int c = 0; c < png.channels(); c++) {
                color.putShort((short) samples[c]);
            }
            chunks.add(MadePng.chunk("tRNS", type == 3 ? new byte[] {0, (byte) 128} : color.array()));
        }
        int[] expected = new int[WIDTH * HEIGHT];
        for (int i = 0; i < expected.length; i++) {
            int[] v = Arrays.copyOfRange(samples, i * png.channels(), (i + 1) * png.channels());
            int[] eight = Arrays.stream(v)
                    .map(s -> depth == 16 ? s >> 8 : s * 255 / ((1 << depth) - 1))
                    .toArray();
            expected[i] = switch (type) {
                case 3 -> (table[3 * v[0]] & 255) << 16 | (table[3 * v[0] + 1] & 255) << 8 | table[3 * v[0] + 2] & 255;
                case 2, 6 -> eight[0] << 16 | eight[1] << 8 | eight[2];
                default -> grey(eight[0]);
            };
        }
        assertThat(read("a.png", png.bytes(samples, chunks.toArray(byte[][]::new))))
                .isEqualTo(expected);
    }

    @Test
    void profilesAndGammaInPngAreIgnored() throws IOException {
        int[] samples = random(WIDTH * HEIGHT * 3, 8);
        MadePng png = new MadePng(WIDTH, HEIGHT, 8, 2, false);
        byte[] plain = png.bytes(samples);
        byte[] profile = MadePng.deflated(
                ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
        byte[] named = ByteBuffer.allocate(profile.length + 3)
                .put(new byte[] {'a', 0, 0})
                .put(profile)
                .array();
        byte[] gamma = ByteBuffer.allocate(4).putInt(100_000).array();
        int[] expected = read("plain.png", plain);
        assertThat(read("icc.png", png.bytes(samples, MadePng.chunk("iCCP", named))))
                .isEqualTo(expected);
        assertThat(read("gamma.png", png.bytes(samples, MadePng.chunk("gAMA", gamma))))
                .isEqualTo(expected);
        assertThat(read("bad.png", png.bytes(samples, MadePng.chunk("iCCP", new byte[] {'a', 0, 0, 1}))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY, -1})
    void profilesInJpegAreIgnoredEvenBrokenOnes(int space) throws IOException {
        byte[] jpeg = MadeJpeg.bytes(MadeJpeg.slopes(40, 30, BufferedImage.TYPE_INT_RGB), 2, 2, false);
        byte[] profile = space < 0
                ? new byte[] {1, 2, 3}
                : ICC_Profile.getInstance(space).getData();
        byte[] body = ByteBuffer.allocate(14 + profile.length)
                .put("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1))
                .put(profile)
                .array();
        assertThat(read("icc.jpg", MadeJpeg.with(jpeg, 0xFFE2, body))).isEqualTo(read("plain.jpg", jpeg));
    }

    private static byte[] adobe(int transform) {
        return ByteBuffer.allocate(12)
                .put("Adobe\0d".getBytes(StandardCharsets.ISO_8859_1))
                .put(11, (byte) transform)
                .array();
    }

    /** As libjpeg guesses: JFIF means YCbCr, else Adobe's segment tells, else the components' names. */
    @Test
    void adobesSegmentTellsRgbFromYcc() throws IOException {
        byte[] jfif = MadeJpeg.bytes(MadeJpeg.slopes(40, 30, BufferedImage.TYPE_INT_RGB), 1, 1, false);
        byte[] bare = MadeJpeg.bare(jfif);
        int[] ycc = read("jfif.jpg", jfif);
        assertThat(read("bare.jpg", bare)).isEqualTo(ycc);
        assertThat(read("ycc.jpg", MadeJpeg.with(bare, 0xFFEE, adobe(1)))).isEqualTo(ycc);
        assertThat(read("both.jpg", MadeJpeg.with(jfif, 0xFFEE, adobe(0)))).isEqualTo(ycc);
        int[] rgb = read("rgb.jpg", MadeJpeg.with(bare, 0xFFEE, adobe(0)));
        assertThat(IntStream.range(0, rgb.length).allMatch(i -> convert(rgb[i]) == ycc[i]))
                .isTrue();
    }

    private static int convert(int ycc) {
        return ColorConversion.YCC.rgb(new int[] {ycc >> 16, ycc >> 8 & 255, ycc & 255}, 0);
    }

    /** Programs write CMYK inverted. 0 is full ink in such a file. */
    @Test
    void cmykJpegIsReadWithoutPlugIns() throws IOException {
        WritableRaster bands = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        int[] ink = {200, 100, 50, 220};
        for (int i = 0; i < 256; i++) {
            bands.setPixel(i % 16, i / 16, ink);
        }
        byte[] jpeg = MadeJpeg.cmyk(bands);
        int[] pixel = read("cmyk.jpg", jpeg);
        // 255 (1 - C) (1 - K) for each ink, where 1 - C is 200 / 255 and so on.
        assertThat(pixel[0]).isEqualTo(173 << 16 | 86 << 8 | 43);
        int[] ycck = read("ycck.jpg", MadeJpeg.with(MadeJpeg.bare(jpeg), 0xFFEE, adobe(2)));
        // Y is 200, Cb 100, Cr 50, which is R = 91, G = 255, B = 150: the inverse of the inverted inks.
        assertThat(ycck[0]).isEqualTo(141 << 16 | 0 << 8 | 91);
    }

    static Stream<Arguments> kindsOfTiff() {
        int[] eight = random(WIDTH * HEIGHT * 4, 8);
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(order -> Stream.of(
                        Arguments.of(order, 0, 1, 8, eight),
                        Arguments.of(order, 1, 1, 8, eight),
                        Arguments.of(order, 0, 1, 16, eight),
                        Arguments.of(order, 1, 1, 16, eight),
                        Arguments.of(order, 1, 2, 8, eight),
                        Arguments.of(order, 2, 3, 8, eight),
                        Arguments.of(order, 2, 3, 16, eight),
                        Arguments.of(order, 2, 4, 8, eight),
                        Arguments.of(order, 3, 1, 8, eight),
                        Arguments.of(order, 5, 4, 8, eight)));
    }

    @ParameterizedTest(name = "{0} photometric {1}, {2} x {3} bits")
    @MethodSource("kindsOfTiff")
    void everyKindOfTiffKeepsItsSamples(ByteOrder order, int photometric, int channels, int depth, int[] values)
            throws IOException {
        ByteBuffer strip =
                ByteBuffer.allocate(WIDTH * HEIGHT * channels * depth / 8).order(order);
        int[] expected = new int[WIDTH * HEIGHT];
        int[] map = random(768, 8);
        for (int i = 0; i < expected.length; i++) {
            int[] v = Arrays.copyOfRange(values, i * channels, (i + 1) * channels);
            for (int value : v) {
                if (depth == 8) {
                    strip.put((byte) value);
                } else {
                    strip.putShort((short) (value * 257));
                }
            }
            expected[i] = switch (photometric) {
                case 0 -> grey(255 - v[0]);
                case 1 -> grey(v[0]);
                case 2 -> v[0] << 16 | v[1] << 8 | v[2];
                case 3 -> map[v[0]] << 16 | map[v[0] + 256] << 8 | map[v[0] + 512];
                default -> product(v[0], v[3]) << 16 | product(v[1], v[3]) << 8 | product(v[2], v[3]);
            };
        }
        Map<Integer, int[]> tags = photometric == 3
                ? Map.of(320, Arrays.stream(map).map(v -> v << 8).toArray())
                : photometric < 3 && (channels == 2 || channels == 4) ? Map.of(338, new int[] {2}) : Map.of();
        int[] depths = IntStream.generate(() -> depth).limit(channels).toArray();
        byte[] file = MadeTiff.bytes(order, WIDTH, HEIGHT, photometric, depths, strip.array(), tags);
        assertThat(read("a.tif", file)).isEqualTo(expected);
    }

    /** What is left of the light after an ink and black, in 255ths, in PIL's rounding. */
    private static int product(int ink, int black) {
        int light = 255 - black;
        return light - (int) Math.round(ink * light / 255.0);
    }

    @Test
    void tiffInYcbcrIsAboutAsBrightAsInRgb() throws IOException {
        byte[] strip = new byte[16 * 16 * 3];
        for (int i = 0; i < strip.length; i += 3) {
            strip[i] = (byte) 128;
            strip[i + 1] = (byte) 128;
            strip[i + 2] = (byte) 128;
        }
        int[] depths = {8, 8, 8};
        byte[] file = MadeTiff.bytes(ByteOrder.BIG_ENDIAN, 16, 16, 6, depths, strip, Map.of(530, new int[] {1, 1}));
        assertThat(read("ycc.tif", file)[0] & 255).isBetween(126, 130);
    }

    @Test
    void numbersWithoutAKnownRangeAreRefused() {
        byte[] strip = new byte[16 * 16 * 4];
        byte[] file =
                MadeTiff.bytes(ByteOrder.BIG_ENDIAN, 16, 16, 1, new int[] {32}, strip, Map.of(339, new int[] {3}));
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> read("float.tif", file))
                .withMessageContaining("float.tif holds numbers of 32 bits, whose range is not known");
    }

    @ParameterizedTest
    @ValueSource(ints = {555, 565})
    void bmpOfSixteenBitsIsSpreadOverTheWholeRange(int masks) throws IOException {
        int green = masks == 555 ? 5 : 6;
        ByteBuffer file = ByteBuffer.allocate(14 + 40 + 12 + 4 * 2).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(66);
        file.putInt(40)
                .putInt(2)
                .putInt(2)
                .putShort((short) 1)
                .putShort((short) 16)
                .putInt(3);
        file.position(54).putInt(31 << 5 + green).putInt((1 << green) - 1 << 5).putInt(31);
        file.putShort((short) (7 << 5 + green | 9 << 5 | 30)).putShort((short) 0);
        file.putShort((short) 0xFFFF).putShort((short) 0);
        int[] pixels = read("a.bmp", file.array());
        assertThat(pixels[0]).isEqualTo(0xFFFFFF);
        assertThat(pixels[2]).isEqualTo(7 * 255 / 31 << 16 | 9 * 255 / ((1 << green) - 1) << 8 | 30 * 255 / 31);
    }

    /** The canvas around the first frame has the transparent colour if there is one, else the first of the table. */
    @ParameterizedTest
    @CsvSource({"-1, FF0000", "1, 00FF00"})
    void aGifsFirstFrameLiesWhereItIsDrawn(int transparent, String around) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(new byte[] {4, 0, 3, 0, (byte) 0x80, 0, 0, (byte) 255, 0, 0, 0, (byte) 255, 0});
        if (transparent >= 0) {
            file.writeBytes(new byte[] {0x21, (byte) 0xF9, 4, 1, 0, 0, (byte) transparent, 0});
        }
        // One pixel of colour 1 at (2, 1): codes clear (4), 1, end (5), of three bits each.
        file.writeBytes(new byte[] {0x2C, 2, 0, 1, 0, 1, 0, 1, 0, 0, 2, 2, 0b01_001_100, 0b1, 0, 0x3B});
        int[] expected = new int[12];
        Arrays.fill(expected, Integer.parseInt(around, 16));
        expected[1 * 4 + 2] = 0x00FF00;
        assertThat(read("a.gif", file.toByteArray())).isEqualTo(expected);
    }

    private static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .putShort((short) 0x4D4D)
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void pngAndTiffAreTurnedAsJpegIs(int orientation) throws IOException {
        int[] samples = random(WIDTH * HEIGHT * 3, 8);
        int[] stored = IntStream.range(0, WIDTH * HEIGHT)
                .map(i -> samples[3 * i] << 16 | samples[3 * i + 1] << 8 | samples[3 * i + 2])
                .toArray();
        boolean turned = orientation >= 5 && orientation <= 8;
        int width = turned ? HEIGHT : WIDTH;
        int[] expected = new int[stored.length];
        for (int i = 0; i < stored.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            int right = WIDTH - 1 - x;
            int up = HEIGHT - 1 - y;
            int to = switch (orientation) {
                case 2 -> y * width + right;
                case 3 -> up * width + right;
                case 4 -> up * width + x;
                case 5 -> x * width + y;
                case 6 -> x * width + up;
                case 7 -> right * width + up;
                case 8 -> right * width + y;
                default -> i;
            };
            expected[to] = stored[i];
        }
        MadePng png = new MadePng(WIDTH, HEIGHT, 8, 2, false);
        assertThat(read("a.png", png.bytes(samples, MadePng.chunk("eXIf", exif(orientation)))))
                .isEqualTo(expected);
        byte[] strip = new byte[samples.length];
        for (int i = 0; i < strip.length; i++) {
            strip[i] = (byte) samples[i];
        }
        byte[] tiff = MadeTiff.bytes(
                ByteOrder.LITTLE_ENDIAN, WIDTH, HEIGHT, 2, new int[] {8, 8, 8}, strip, Map.of(274, new int[] {
                    orientation
                }));
        assertThat(read("a.tif", tiff)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'RIFF....WEBPVP8 ', WebP, com.twelvemonkeys.imageio:imageio-webp",
        "....ftypheic...., HEIC, an ImageIO plug-in for it",
        "....ftypavif...., AVIF, an ImageIO plug-in for it",
        "....jP  ........, JPEG 2000, com.github.jai-imageio:jai-imageio-jpeg2000",
        "'P6 1 1 255 abc', PNM, com.twelvemonkeys.imageio:imageio-pnm"
    })
    void aFormatWithoutAReaderSaysWhatToAdd(String bytes, String format, String plugIn) throws IOException {
        byte[] file = bytes.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(file, format.equals("WebP") ? 40 : file.length);
        Path path = Files.write(folder.resolve("photo.jpg"), whole);
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> Images.read(path))
                .withMessageContaining("photo.jpg (" + format + ") is not of a format that ImageIO knows; add")
                .withMessageContaining(plugIn);
    }

    @Test
    void theEndingOfTheNameDoesNotMatter() throws IOException {
        BufferedImage slopes = MadeJpeg.slopes(20, 10, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(slopes, "png", png);
        assertThat(read("a.jpg", png.toByteArray())).isEqualTo(pixels(slopes));
    }
}

package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/** A TIFF file: its first image. */
final class TiffFile {
    private static final int JPEG = 7;

    private TiffFile() {}

    static EncodedImage parse(ByteBuffer file) throws IOException {
        TiffTags tags = TiffTags.read(file);
        return new EncodedImage(
                ImageFormat.TIFF,
                EncodedImage.Canvas.of(tags.get(TiffTags.WIDTH, 0), tags.get(TiffTags.HEIGHT, 0)),
                List.of(file),
                0,
                Orientation.of(tags),
                colors(tags));
    }

    private static @Nullable ColorConversion colors(TiffTags tags) throws IOException {
        return switch ((int) tags.get(TiffTags.PHOTOMETRIC, -1)) {
            // The JDK's reader turns "white is zero" round by itself.
            case 0, 1 -> ColorConversion.GREY;
            case 6 -> ColorConversion.RGB;
            case 3 -> ColorConversion.palette(palette(tags.all(TiffTags.COLOR_MAP)));
            case 5 -> tags.get(TiffTags.COMPRESSION, 1) == JPEG ? jpegCmyk() : ColorConversion.CMYK;
            default -> null;
        };
    }

    /** The TIFF reader takes the first JPEG reader that is registered: the JDK's gives CMYK the other way round, others give nothing. */
    private static ColorConversion jpegCmyk() throws UnsupportedImageException {
        ImageReader first = ImageIO.getImageReadersByFormatName("jpeg").next();
        if (!ImageDecoder.isTheJdks(first)) {
            throw new UnsupportedImageException("is CMYK compressed as JPEG in TIFF, which cannot be read beside "
                    + first.getClass().getName());
        }
        return ColorConversion.INVERTED_CMYK;
    }

    /** All reds, then all greens, then all blues, of 16 bits each. */
    private static int[] palette(long[] map) throws IOException {
        if (map.length == 0) {
            throw new IOException("its table of colours is missing or cut off");
        }
        int[] colors = new int[map.length / 3];
        for (int i = 0; i < colors.length; i++) {
            long red = map[i] >> 8;
            long green = map[i + colors.length] >> 8;
            long blue = map[i + 2 * colors.length] >> 8;
            colors[i] = (int) (red << 16 | green << 8 | blue);
        }
        return colors;
    }
}

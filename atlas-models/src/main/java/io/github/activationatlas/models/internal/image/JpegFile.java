package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A JPEG file: its segments up to the first scan. The application segments (profiles, thumbnails) are left out of what is decoded, and what
 * they say of the colours is followed here as libjpeg does.
 */
final class JpegFile {
    private static final int EXIF = 0x45786966;
    private static final int JFIF = 0x4A464946;
    private static final int ADOBE = 0x41646F62;

    private final List<ByteBuffer> kept = new ArrayList<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean jfif;
    /** The transform of Adobe's segment; -1 without one. */
    private int adobe = -1;

    private ByteBuffer frame = ByteBuffer.allocate(0);
    private int process;

    private JpegFile() {}

    static EncodedImage parse(ByteBuffer file) throws IOException {
        JpegFile jpeg = new JpegFile();
        jpeg.kept.add(file.slice(0, 2));
        int at = 2;
        while (true) {
            int marker = 0xFF;
            while (file.get(at) != (byte) 0xFF) {
                at++;
            }
            while (marker == 0xFF) {
                marker = file.get(++at) & 0xFF;
            }
            at++;
            if (marker == 0xD9) {
                throw new IOException("it holds no image");
            }
            if (marker <= 0x01 || marker >= 0xD0 && marker <= 0xD8) {
                continue;
            }
            int length = file.getShort(at) & 0xFFFF;
            if (marker == 0xDA) {
                jpeg.kept.add(file.slice(at - 2, file.limit() - at + 2));
                return jpeg.encoded();
            }
            jpeg.segment(marker, file.slice(at - 2, length + 2));
            at += length;
        }
    }

    private void segment(int marker, ByteBuffer segment) {
        ByteBuffer body = segment.slice(4, segment.limit() - 4);
        if (marker == 0xE0) {
            jfif |= body.limit() >= 5 && body.getInt(0) == JFIF;
        } else if (marker == 0xE1) {
            if (body.limit() > 6 && body.getInt(0) == EXIF && orientation.equals(Orientation.UPRIGHT)) {
                orientation = Orientation.ofTiff(body.slice(6, body.limit() - 6));
            }
        } else if (marker == 0xEE) {
            adobe = body.limit() >= 12 && body.getInt(0) == ADOBE ? body.get(11) & 0xFF : adobe;
        } else if (marker < 0xE0) {
            kept.add(segment);
            if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                frame = body;
                process = marker - 0xC0;
            }
        }
    }

    private EncodedImage encoded() throws IOException {
        int precision = frame.get(0);
        int height = frame.getShort(1) & 0xFFFF;
        int width = frame.getShort(3) & 0xFFFF;
        int components = frame.get(5);
        if (process > 2 || precision != 8) {
            throw new UnsupportedImageException(
                    "is a JPEG " + (precision == 8 ? "of process " + process : "with " + precision + " bits a sample")
                            + ", which the JDK's reader does not know; save it as an ordinary JPEG or PNG");
        }
        // Each block of 8 x 8 samples takes at least a bit.
        long blocks = 0;
        int most = 1;
        int mostDown = 1;
        for (int c = 0; c < components; c++) {
            int sampling = frame.get(7 + 3 * c);
            most = Math.max(most, sampling >> 4 & 15);
            mostDown = Math.max(mostDown, sampling & 15);
        }
        for (int c = 0; c < components; c++) {
            int sampling = frame.get(7 + 3 * c);
            blocks += (long) width * height * (sampling >> 4 & 15) * (sampling & 15) / (64L * most * mostDown);
        }
        return new EncodedImage(
                ImageFormat.JPEG,
                EncodedImage.Canvas.of(width, height),
                kept,
                blocks / 8,
                orientation,
                colors(components));
    }

    /** As libjpeg guesses (jdapimin.c, default_decompress_parms); CMYK is always taken as inverted, which is what programs write. */
    private ColorConversion colors(int components) throws UnsupportedImageException {
        return switch (components) {
            case 1 -> ColorConversion.GREY;
            case 3 -> {
                boolean named = frame.get(6) == 'R' && frame.get(9) == 'G' && frame.get(12) == 'B';
                yield !jfif && (adobe == 0 || adobe < 0 && named) ? ColorConversion.RGB : ColorConversion.YCC;
            }
            case 4 -> adobe <= 0 ? ColorConversion.INVERTED_CMYK : ColorConversion.YCCK;
            default ->
                throw new UnsupportedImageException(
                        "is a JPEG of " + components + " components, whose colours are not known");
        };
    }
}

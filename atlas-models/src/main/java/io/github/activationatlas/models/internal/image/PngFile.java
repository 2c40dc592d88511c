package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A PNG file: only the chunks that hold samples are decoded, so that neither profiles nor transparent colours change them. */
final class PngFile {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int EXIF = 0x65584966;
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    /** Deflate makes at most 1032 bytes of one. */
    private static final int DEFLATE = 1032;

    private PngFile() {}

    static EncodedImage parse(ByteBuffer file) throws IOException {
        List<ByteBuffer> kept = new ArrayList<>(List.of(file.slice(0, 8)));
        Orientation orientation = Orientation.UPRIGHT;
        ByteBuffer header = file.slice(16, 13);
        ColorConversion palette = ColorConversion.palette(ColorConversion.table(ByteBuffer.allocate(0)));
        boolean samples = false;
        boolean after = false;
        int at = 8;
        for (int type = 0; type != IEND; ) {
            if (samples && file.limit() - at < 12) {
                break;
            }
            long length = file.getInt(at) & 0xFFFFFFFFL;
            type = file.getInt(at + 4);
            if (at == 8 && (type != IHDR || length != 13)) {
                throw new IOException("it does not begin with a header");
            }
            after |= samples && type != IDAT;
            boolean whole = length <= file.limit() - at - 12L;
            if (after && !whole) {
                break;
            }
            if (!whole) {
                throw new IOException("it ends within a chunk of " + length + " bytes");
            }
            boolean sound = crc(file.slice(at + 4, (int) length + 4)) == file.getInt(at + 8 + (int) length);
            if (!sound && !after) {
                throw new IOException("the checksum of a chunk is wrong");
            }
            if (type == EXIF && sound) {
                orientation = Orientation.ofTiff(file.slice(at + 8, (int) length));
            } else if ((type == IHDR || type == PLTE || type == IDAT) && !after) {
                palette = type == PLTE
                        ? ColorConversion.palette(ColorConversion.table(file.slice(at + 8, (int) length)))
                        : palette;
                kept.add(file.slice(at, (int) length + 12));
                samples |= type == IDAT;
            }
            at += (int) length + 12;
        }
        kept.add(ByteBuffer.wrap(END));
        long width = header.getInt(0) & 0xFFFFFFFFL;
        long height = header.getInt(4) & 0xFFFFFFFFL;
        int channels = switch (header.get(9)) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
        double rows = height * (double) width * header.get(8) * channels / 8;
        return new EncodedImage(
                ImageFormat.PNG,
                EncodedImage.Canvas.of(width, height),
                kept,
                (long) (rows / DEFLATE),
                orientation,
                header.get(9) == 3 ? palette : null);
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}

package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A GIF file: the first frame, on the canvas that it is drawn on. */
final class GifFile {
    private static final byte[] END = {0x3B};

    private GifFile() {}

    static EncodedImage parse(ByteBuffer source) throws IOException {
        ByteBuffer file = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int screenWidth = file.getShort(6) & 0xFFFF;
        int screenHeight = file.getShort(8) & 0xFFFF;
        int at = 13 + table(file.get(10));
        int[] palette = ColorConversion.table(file.slice(13, at - 13));
        int transparent = 0;
        while (true) {
            int block = file.get(at++) & 0xFF;
            if (block == 0x21) {
                if ((file.get(at) & 0xFF) == 0xF9 && (file.get(at + 2) & 1) == 1) {
                    transparent = file.get(at + 5) & 0xFF;
                }
                at = skip(file, at + 1);
            } else if (block == 0x2C) {
                break;
            } else if (block == 0x3B) {
                throw new IOException("it holds no image");
            }
        }
        int x = file.getShort(at) & 0xFFFF;
        int y = file.getShort(at + 2) & 0xFFFF;
        int width = file.getShort(at + 4) & 0xFFFF;
        int height = file.getShort(at + 6) & 0xFFFF;
        int local = table(file.get(at + 8));
        palette = local > 0 ? ColorConversion.table(file.slice(at + 9, local)) : palette;
        int end = skip(file, at + 9 + local + 1);
        return new EncodedImage(
                ImageFormat.GIF,
                new EncodedImage.Canvas(
                        Math.max(screenWidth, x + width),
                        Math.max(screenHeight, y + height),
                        x,
                        y,
                        palette[transparent]),
                List.of(head(file, at), file.slice(at + 9 + local, end - at - 9 - local), ByteBuffer.wrap(END)),
                0,
                Orientation.UPRIGHT,
                ColorConversion.palette(palette));
    }

    /** What comes before the samples, with an empty table of 256 colours, so that the reader leaves the samples as they are. */
    private static ByteBuffer head(ByteBuffer file, int descriptor) {
        ByteBuffer head = ByteBuffer.allocate(13 + 768 + 10);
        head.put(file.slice(0, 10)).put((byte) 0xF7).position(13 + 768);
        head.put((byte) 0x2C).put(file.slice(descriptor, 8)).put((byte) (file.get(descriptor + 8) & 0x40));
        return head.flip();
    }

    private static int table(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private static int skip(ByteBuffer file, int from) throws IOException {
        int at = from;
        while (at < file.limit()) {
            int length = file.get(at++) & 0xFF;
            if (length == 0) {
                return at;
            }
            at += length;
        }
        throw new IOException("it ends within an image");
    }
}

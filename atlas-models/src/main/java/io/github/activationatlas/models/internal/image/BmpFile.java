package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A BMP file: its size, and whether it holds its rows. */
final class BmpFile {
    private BmpFile() {}

    static EncodedImage parse(ByteBuffer source) throws IOException {
        ByteBuffer file = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        boolean old = file.getInt(14) == 12;
        long width = old ? file.getShort(18) & 0xFFFF : file.getInt(18);
        long height = old ? file.getShort(20) & 0xFFFF : Math.abs((long) file.getInt(22));
        int bits = file.getShort(old ? 24 : 28);
        int compression = old ? 0 : file.getInt(30);
        boolean plain = compression == 0 || compression == 3 || compression == 6;
        long stride = (width * bits + 31) / 32 * 4;
        double rows = plain ? (double) height * stride : 0;
        long least = (file.getInt(10) & 0xFFFFFFFFL) + (long) rows;
        return new EncodedImage(
                ImageFormat.BMP,
                EncodedImage.Canvas.of(width, height),
                List.of(source),
                least,
                Orientation.UPRIGHT,
                null);
    }
}

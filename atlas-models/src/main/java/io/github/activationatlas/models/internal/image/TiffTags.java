package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The whole numbers of the first directory of a TIFF file, or of EXIF data, which are laid out alike. */
record TiffTags(Map<Integer, long[]> values) {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int ORIENTATION = 0x0112;
    static final int COLOR_MAP = 320;

    static TiffTags read(ByteBuffer source) throws IOException {
        ByteBuffer tiff = source.slice();
        int order = tiff.getShort(0);
        if (order != 0x4949 && order != 0x4D4D) {
            throw new IOException("its byte order is not known");
        }
        tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        Map<Integer, long[]> values = new HashMap<>();
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            int bytes = bytes(tiff.getShort(entry + 2));
            long count = tiff.getInt(entry + 4) & 0xFFFFFFFFL;
            if (bytes == 0 || count * bytes > tiff.limit()) {
                continue;
            }
            int at = count * bytes <= 4 ? entry + 8 : tiff.getInt(entry + 8);
            long[] numbers = new long[(int) count];
            if (at < 0 || at + count * bytes > tiff.limit()) {
                continue;
            }
            for (int n = 0; n < count; n++) {
                int where = at + n * bytes;
                numbers[n] = bytes == 1
                        ? tiff.get(where) & 0xFF
                        : bytes == 2 ? tiff.getShort(where) & 0xFFFF : tiff.getInt(where) & 0xFFFFFFFFL;
            }
            values.putIfAbsent(tiff.getShort(entry) & 0xFFFF, numbers);
        }
        return new TiffTags(values);
    }

    private static int bytes(int type) {
        return switch (type) {
            case 1 -> 1;
            case 3 -> 2;
            case 4, 13 -> 4;
            default -> 0;
        };
    }

    /** The first number of a tag, or another value without it. */
    long get(int tag, long otherwise) {
        long[] numbers = all(tag);
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    long[] all(int tag) {
        return values.getOrDefault(tag, new long[0]);
    }
}
